"""Which table of which form a grid is: by the labels in it, tolerant of numbering, brackets and small differences."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from reports.audit.aligning import likeness
from reports.audit.paper import Grid, Paper
from reports.audit.values import CellState, state_of
from reports.audit.wording import compact
from reports.forms import FormTable, forms

_ALIKE = 0.75
_LONGEST = 90  # characters of a label
_CASE_WORDS = ("维持", "纠正", "其他结果", "审结")


class TableKind(StrEnum):
    """The tables that annual reports print."""

    STATS = "stats"  # 政府信息公开情况统计表, 2014-2018
    T1 = "t1"  # 主动公开, from 2019
    T2 = "t2"  # 申请
    T3 = "t3"  # 复议、诉讼


_LEAST_ROWS = {TableKind.STATS: 3, TableKind.T1: 2, TableKind.T2: 3}


def kind_of(grid: Grid) -> TableKind | None:
    """Which table a grid is, None for another one, and for pieces too small to tell."""
    texts = _texts(grid)
    if _is_cases(grid):
        return TableKind.T3
    found = {kind: _hits(texts, kind) for kind in _LEAST_ROWS}
    if found[TableKind.T1] == 1 and any(_has(texts, head) for head in _heads()):
        found[TableKind.T1] = _LEAST_ROWS[TableKind.T1]  # one block of table 1, printed as a table of its own
    best = max(found, key=lambda kind: found[kind])
    return best if found[best] >= _LEAST_ROWS[best] else None


def kinds_of(paper: Paper) -> list[tuple[Grid, TableKind | None]]:
    """Every table of a paper with its kind; a piece that goes on under a table known is of its kind."""
    told: list[tuple[Grid, TableKind | None]] = []
    for grid in paper.grids():
        kind = kind_of(grid)
        if kind is None and told and _goes_on(grid, told[-1]):
            kind = told[-1][1]
        told.append((grid, kind))
    return told


def edition_by_fields(grid: Grid) -> str | None:
    """ "oia-2019" or "oia-2021" by the heads of table 1, None where they do not tell."""
    texts = _texts(grid)
    found = {name: sum(_has(texts, label) for label in _own_heads(name)) for name in ("oia-2019", "oia-2021")}
    if found["oia-2019"] == found["oia-2021"]:
        return None
    return max(found, key=lambda name: found[name])


def _goes_on(grid: Grid, before: tuple[Grid, TableKind | None]) -> bool:
    above, kind = before
    if kind in (None, TableKind.T3) or len(grid.rows[0]) != len(above.rows[0]):
        return False
    return any(state_of(text) is CellState.NUMBER for row in grid.rows for text in row)


def _texts(grid: Grid) -> set[str]:
    return {
        text for row in grid.rows for text in row if 1 < len(text) <= _LONGEST and state_of(text) is CellState.WORDS
    }


def _hits(texts: set[str], kind: TableKind) -> int:
    return sum(_has(texts, label) for label in _labels(kind))


def _has(texts: set[str], label: str) -> bool:
    return any(likeness(text, label) >= _ALIKE for text in texts)


@cache
def _labels(kind: TableKind) -> tuple[str, ...]:
    """The different labels of a kind of table, of all its editions."""
    tables = [table for name, table in _tables() if _kind_of_table(name, table) is kind]
    return tuple(dict.fromkeys(row.label for table in tables for row in table.rows if row.label))


@cache
def _heads() -> tuple[str, ...]:
    return tuple(
        sorted({field.label for name in ("oia-2019", "oia-2021") for field in forms()[name].table("t1").fields})
    )


@cache
def _own_heads(form: str) -> tuple[str, ...]:
    other = {"oia-2019": "oia-2021", "oia-2021": "oia-2019"}[form]
    heads = {name: {field.label for field in forms()[name].table("t1").fields} for name in (form, other)}
    return tuple(sorted(heads[form] - heads[other]))


def _tables() -> Iterator[tuple[str, FormTable]]:
    for name in ("stats-2014", "oia-2019", "oia-2021"):
        for table in forms()[name].tables:
            yield name, table


def _kind_of_table(form: str, table: FormTable) -> TableKind:
    return TableKind.STATS if form == "stats-2014" else TableKind(table.id)


def _is_cases(grid: Grid) -> bool:
    """Table 3 has nearly nothing but heads: outcomes of reviews and suits, without labels of rows."""
    whole = compact("".join(text for row in grid.rows for text in row))
    return (
        sum(word in whole for word in _CASE_WORDS) >= 3
        and ("复议" in whole or "诉讼" in whole)
        and "申请数" not in whole
        and len(grid.rows) <= 20
    )
