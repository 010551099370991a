"""Tables of labelled rows: the statistics appendix, one number a row, and table 2, seven numbers a row."""

from __future__ import annotations

from collections.abc import Sequence

from reports.audit.aligning import align, align_labels, likeness
from reports.audit.grids import (
    Labelled,
    body_start,
    halves,
    heads_above,
    labelled_rows,
    unit_field,
    value_field,
    value_fields,
)
from reports.audit.paper import Grid
from reports.audit.tables.found import Found
from reports.audit.values import CellState, state_of
from reports.audit.wording import compact, mark_level
from reports.forms import FormRow, FormTable

_GROUP_WEIGHT = 0.15
_MARK_BONUS = 0.04


def read_statistics(found: Found, grid: Grid, year: int | None) -> None:
    """The cells of the statistics appendix of 2014-2018."""
    table = found.form.tables[0]
    for part in halves(grid):
        field = value_field(part, year)
        if field is None:
            found.unknown.append(f"{part.place}有几列数字，分不清哪一列是本年的统计数")
            continue
        unit = unit_field(part)
        before = field if unit is None or unit > field else unit
        rows = labelled_rows(part, before)
        for number, place in _aligned(rows, table).items():
            row = table.rows[place]
            if not row.heading:
                at = rows[number].row
                found.add(
                    table.cell(row), part, at, part.rows[at][field], part.rows[at][unit] if unit is not None else ""
                )
        _tell_unknown(found, part, rows, _aligned(rows, table), [field])


def read_applications(found: Found, grid: Grid, fields: Sequence[str] | None = None) -> list[str] | None:
    """The cells of table 2. `fields` are those of the part above, for a part without a head of its own.

    Returns the fields (by their names in the form), None where the table could not be read.
    """
    table = found.form.table("t2")
    values = value_fields(grid)
    if len(values) > len(table.fields):
        values = values[-len(table.fields) :]
    if not values:
        return None
    named = _named_fields(grid, table, values) or list(fields or ())
    if len(named) != len(values):
        found.unknown.append(f"{grid.place}的列与格式不同，未读")
        return None
    rows = labelled_rows(grid, values[0])
    pairs = _aligned(rows, table)
    for number, place in pairs.items():
        row, at = table.rows[place], rows[number].row
        for field, name in zip(values, named, strict=True):
            if name:
                found.add(table.cell(row, table.field(name)), grid, at, grid.rows[at][field])
    _tell_unknown(found, grid, rows, pairs, values)
    return named


def _named_fields(grid: Grid, table: FormTable, values: Sequence[int]) -> list[str]:
    """The form's name of each field of numbers; all seven by position where the heads do not tell."""
    heads = heads_above(grid, body_start(grid, 2), values)
    leaves = [compact(texts[-1]).replace("合计", "总计") if texts else "" for texts in heads]
    pairs = align_labels(leaves, [field.label for field in table.fields])
    if len(pairs) == len(values):
        return [table.fields[pairs[number]].id for number in range(len(values))]
    if len(values) == len(table.fields):
        return [field.id for field in table.fields]
    if len(pairs) >= 2:
        return [table.fields[pairs[number]].id if number in pairs else "" for number in range(len(values))]
    return []


def _aligned(rows: Sequence[Labelled], table: FormTable) -> dict[int, int]:
    return align(len(rows), len(table.rows), lambda one, other: _alike(rows[one], table.rows[other]))


def _alike(found: Labelled, wanted: FormRow) -> float:
    """Likeness of the labels, a little of the heads left of them, and the same kind of numbering."""
    alike = likeness(found.label, wanted.label)
    if alike and found.groups and wanted.groups:
        alike = (1 - _GROUP_WEIGHT) * alike + _GROUP_WEIGHT * likeness(found.groups[-1], wanted.groups[-1])
    level = mark_level(found.label)
    return alike + (_MARK_BONUS if alike and level is not None and level == mark_level(wanted.label) else 0)


def _tell_unknown(
    found: Found, grid: Grid, rows: Sequence[Labelled], pairs: dict[int, int], values: Sequence[int]
) -> None:
    for number, row in enumerate(rows):
        filled = any(state_of(grid.rows[row.row][field]) is CellState.NUMBER for field in values)
        if number not in pairs and filled and row.label:
            found.not_known(grid, row.row, row.label)
