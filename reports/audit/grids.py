"""Views of a grid: its label, its unit and value fields, and its head, wherever a report puts them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.audit.paper import Grid
from reports.audit.values import CellState, state_of
from reports.audit.wording import compact

_UNITS = frozenset({"条", "件", "次", "篇", "万元", "元", "个", "人", "人次", "场", "—", "——", "--", "/", "-"})
_REAL_UNITS = _UNITS - {"—", "——", "--", "/", "-"}
_SERIAL = re.compile(r"^\d{1,2}(?:\.\d{1,2})*$")
_SERIAL_HEAD = frozenset({"序号", "编号", "行次", "行号", "代码"})
_VALUE_HEAD = re.compile("统计数|数量|数值|数据|合计")
_LABEL_HEAD = re.compile("指标|项目|名称|内容")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One row of a table: its label, the heads left of it, the number of its row."""

    label: str
    groups: tuple[str, ...]
    row: int


def labelled_rows(grid: Grid, before: int) -> list[Labelled]:
    """Rows with what stands in the fields left of `before`; the last of these texts is the label."""
    serial = serial_field(grid)
    rows = []
    for number, row in enumerate(grid.rows):
        texts: list[str] = []
        for field, text in enumerate(row[:before]):
            if field != serial and text and (not texts or texts[-1] != text):
                texts.append(text)
        rows.append(Labelled(texts[-1] if texts else "", tuple(texts[:-1]), number))
    return rows


def serial_field(grid: Grid) -> int | None:
    """The field of running numbers in front, None where there is none."""
    first = [row[0] for row in grid.rows if row and row[0]]
    if not first or len(grid.rows[0]) < 3:
        return None
    if compact(first[0]) in _SERIAL_HEAD:
        return 0
    serial = sum(bool(_SERIAL.match(compact(text))) for text in first)
    return 0 if serial >= 3 and serial * 10 >= 8 * len(first) else None


def unit_field(grid: Grid) -> int | None:
    """The field of units: most of its texts are one."""
    for field in range(len(grid.rows[0])):
        texts = [compact(row[field]) for row in grid.rows if row[field]]
        units = sum(text in _UNITS for text in texts)
        if units * 3 >= 2 * len(texts) and any(text in _REAL_UNITS for text in texts):
            return field
    return None


def body_start(grid: Grid, numbers: int = 1) -> int:
    """The first row with so many numbers or slashes: everything above is head.

    Where nobody has filled in anything, the first row with a label and as many blanks; else the number of rows.
    """
    serial = serial_field(grid)
    unfilled = len(grid.rows)
    for number, row in enumerate(grid.rows):
        states = [state_of(text) for field, text in enumerate(row) if field not in (0, serial)]
        if sum(state in (CellState.NUMBER, CellState.SLASH) for state in states) >= numbers:
            return number
        if row[0] and states.count(CellState.BLANK) >= max(numbers, 2):
            unfilled = min(unfilled, number)
    return unfilled


def value_fields(grid: Grid) -> list[int]:
    """The fields that hold numbers (or blanks and slashes instead of them) below the head, from left to right."""
    unit, serial = unit_field(grid), serial_field(grid)
    body = grid.rows[body_start(grid) :]
    found = []
    for field in range(1, len(grid.rows[0])):
        if field in (unit, serial):
            continue
        states = [state_of(row[field]) for row in body]
        words = states.count(CellState.WORDS)
        if len(states) - words > words and (words == 0 or CellState.NUMBER in states):
            found.append(field)
    return found


def value_field(grid: Grid, year: int | None) -> int | None:
    """The one field of numbers of a table with label, unit and number; of several years the report's own.

    None where there is none, or where nothing tells which of several it is.
    """
    fields = [
        field for field in value_fields(grid) if any(state_of(row[field]) is CellState.NUMBER for row in grid.rows)
    ]
    if not fields:
        return value_fields(grid)[0] if len(value_fields(grid)) == 1 else None
    if len(fields) == 1:
        return fields[0]
    heads = {field: "".join(row[field] for row in grid.rows[:2]) for field in fields}
    if year is not None:
        own = [field for field in fields if str(year) in compact(heads[field])]
        if len(own) == 1:
            return own[0]
    named = [field for field in fields if _VALUE_HEAD.search(heads[field]) or "本年" in heads[field]]
    return named[0] if len(named) == 1 else None


def halves(grid: Grid) -> list[Grid]:
    """A table printed in two halves side by side, as two; others as they are."""
    head = grid.rows[0]
    starts = [
        field
        for field, text in enumerate(head)
        if _LABEL_HEAD.search(text) and (field == 0 or head[field - 1] != text) and (0, field) not in grid.merged
    ]
    if len(starts) != 2 or compact(head[starts[0]]) != compact(head[starts[1]]):
        return [grid]
    cut = starts[1]
    left = tuple(row[:cut] for row in grid.rows)
    right = tuple(row[cut:] for row in grid.rows[1:])
    return [
        Grid(left, grid.place, grid.caption, frozenset(at for at in grid.merged if at[1] < cut)),
        Grid(
            right, grid.place, grid.caption, frozenset((r - 1, f - cut) for r, f in grid.merged if f >= cut and r > 0)
        ),
    ]


def heads_above(grid: Grid, row: int, fields: Sequence[int]) -> list[tuple[str, ...]]:
    """For each of these fields the different texts above a row, from top to bottom."""
    found = []
    for field in fields:
        texts: list[str] = []
        for above in grid.rows[:row]:
            if above[field] and (not texts or texts[-1] != above[field]):
                texts.append(above[field])
        found.append(tuple(texts))
    return found
