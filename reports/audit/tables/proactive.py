"""Table 1: several small tables in one, each block of rows under a head of its own."""

from __future__ import annotations

from reports.audit.aligning import likeness
from reports.audit.grids import labelled_rows
from reports.audit.paper import Grid
from reports.audit.tables.found import Found
from reports.audit.values import CellState, state_of
from reports.forms import FormRow, FormTable

_ALIKE_ROW = 0.7
_ALIKE_FIELD = 0.6


def read_proactive(found: Found, grid: Grid) -> None:
    """The cells of table 1 of either edition."""
    table = found.form.table("t1")
    heads: dict[int, str] = {}
    labels = labelled_rows(grid, 1)
    for number, texts in enumerate(grid.rows):
        named = _head(table, texts)
        if named:
            heads = named
            continue
        row = _row(table, labels[number].label)
        if row is not None:
            _read_row(found, grid, number, table, row, heads)
        elif any(state_of(text) is CellState.NUMBER for text in texts[1:]) and labels[number].label:
            found.not_known(grid, number, labels[number].label)


def _head(table: FormTable, texts: tuple[str, ...]) -> dict[int, str]:
    """The fields that a row of heads names, by place; empty for other rows."""
    named: dict[int, str] = {}
    for place, text in enumerate(texts[1:], start=1):
        if state_of(text) is not CellState.WORDS:
            continue
        best = max(table.fields, key=lambda field: likeness(text, field.label))
        if likeness(text, best.label) >= _ALIKE_FIELD:
            named[place] = best.id
    return named


def _row(table: FormTable, label: str) -> FormRow | None:
    if not label:
        return None
    best = max(table.rows, key=lambda row: likeness(label, row.label))
    return best if likeness(label, best.label) >= _ALIKE_ROW else None


def _read_row(found: Found, grid: Grid, number: int, table: FormTable, row: FormRow, heads: dict[int, str]) -> None:
    texts = grid.rows[number]
    wanted = [field.id for field in table.fields_of(row)]
    places = {name: place for place, name in sorted(heads.items(), reverse=True) if name in wanted}
    if len(places) < len(wanted):
        own = [place for place in range(1, len(texts)) if (number, place) not in grid.merged]
        if len(own) == len(wanted):  # a head that was not recognised: the fields stand in the form's order
            places = dict(zip(wanted, own, strict=True))
    for name, place in places.items():
        head = next(
            (grid.rows[above][place] for above in range(number - 1, -1, -1) if _head(table, grid.rows[above])), ""
        )
        found.add(table.cell(row, table.field(name)), grid, number, texts[place], head)
