"""From the grids of a paper to the cells of its form."""

from __future__ import annotations

from dataclasses import dataclass

from reports.audit.claim import CellClaim
from reports.audit.paper import Grid, Paper
from reports.audit.tables.cases import read_cases
from reports.audit.tables.found import Found
from reports.audit.tables.kinds import TableKind, kinds_of
from reports.audit.tables.labelled import read_applications, read_statistics
from reports.audit.tables.proactive import read_proactive
from reports.audit.values import CellState, state_of
from reports.audit.wording import compact
from reports.forms import StatForm


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a report by the names of its form.

    `cells` are those that were read, also blank ones; `places` where each table of the form stands; `doubts` what of
    the tables could not be read, in Chinese; `others` the tables that are none of the form's.
    """

    form: StatForm
    cells: dict[str, CellClaim]
    places: dict[str, str]  # table of the form → place
    doubts: tuple[str, ...]
    others: tuple[str, ...]


def read_tables(paper: Paper, form: StatForm, year: int | None) -> Tables:
    """Every cell of a form that a report's tables fill in."""
    found = Found(form)
    known = {table.id for table in form.tables}
    places: dict[str, str] = {}
    others: list[str] = []
    fields: list[str] | None = None
    for grid, kind in _whole(kinds_of(paper)):
        name = "" if kind is TableKind.STATS else str(kind)
        if kind is None or name not in known:
            others.append(f"{grid.place}{f'（{grid.caption}）' if grid.caption else ''}")
            continue
        places.setdefault(name, grid.place)
        if kind is TableKind.STATS:
            read_statistics(found, grid, year)
        elif kind is TableKind.T1:
            read_proactive(found, grid)
        elif kind is TableKind.T2:
            fields = read_applications(found, grid, fields) or fields
        else:
            read_cases(found, grid)
    ordered = {name: found.cells[name] for name in form.cells if name in found.cells}
    return Tables(form, ordered, places, tuple(found.unknown + found.twice), tuple(others))


def _whole(told: list[tuple[Grid, TableKind | None]]) -> list[tuple[Grid, TableKind | None]]:
    """Tables that stand in pieces of the same width, one under the other, as one."""
    whole: list[tuple[Grid, TableKind | None]] = []
    for grid, kind in told:
        above, before = whole[-1] if whole else (None, None)
        if above is not None and kind is not None and kind is before and _goes_on(above, grid):
            whole[-1] = (_under(above, grid), kind)
        else:
            whole.append((grid, kind))
    return whole


def _goes_on(above: Grid, below: Grid) -> bool:
    """True for the rest of a table; one that says the same once more is another table."""
    if len(below.rows[0]) != len(above.rows[0]):
        return False
    said, again = _labels(above), _labels(below)
    return len(said & again) * 2 <= len(again)


def _labels(grid: Grid) -> set[str]:
    return {compact(text) for row in grid.rows for text in row if len(text) > 1 and state_of(text) is CellState.WORDS}


def _under(above: Grid, below: Grid) -> Grid:
    shift = len(above.rows)
    moved = frozenset((row + shift, field) for row, field in below.merged)
    return Grid(above.rows + below.rows, above.place, above.caption, above.merged | moved)
