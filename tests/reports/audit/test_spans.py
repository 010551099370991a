"""Tables with spans on a grid, against a model that is written the other way round."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.audit.readers.spans import MOST_FIELDS, Cell, lay_out

Spans = list[tuple[int, int, int, int]]  # row, field, rows, fields of each cell


@st.composite
def tilings(draw: st.DrawFn) -> tuple[int, int, Spans]:
    """A rectangle cut into cells: any table that a word processor can draw."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    free = {(row, field) for row in range(height) for field in range(width)}
    cells: Spans = []
    for row in range(height):
        for field in range(width):
            if (row, field) not in free:
                continue
            across = 1
            most = draw(st.integers(1, width - field))
            while across < most and (row, field + across) in free:
                across += 1
            down = 1
            deep = draw(st.integers(1, height - row))
            while down < deep and all((row + down, field + f) in free for f in range(across)):
                down += 1
            free -= {(row + r, field + f) for r in range(down) for f in range(across)}
            cells.append((row, field, down, across))
    return height, width, cells


@given(tilings())
@settings(max_examples=200, deadline=None)
def test_every_tiling_comes_back(tiling: tuple[int, int, Spans]) -> None:
    height, width, cells = tiling
    rows = [[Cell(f"{r},{f}", down, across) for r, f, down, across in cells if r == row] for row in range(height)]
    laid = lay_out(rows)
    assert (len(laid.rows), {len(row) for row in laid.rows}) == (height, {width})
    for row, field, down, across in cells:
        covered = {(row + r, field + f) for r in range(down) for f in range(across)}
        assert {laid.rows[r][f] for r, f in covered} == {f"{row},{field}"}
        assert {place for place in covered if place not in laid.merged} == {(row, field)}


@given(st.lists(st.lists(st.builds(Cell, st.text(max_size=3), st.integers(0, 2000), st.integers(-1, 2000)))))
@settings(max_examples=100, deadline=None)
def test_any_spans_give_a_rectangle(rows: list[list[Cell]]) -> None:
    laid = lay_out(rows)
    assert len(laid.rows) == len(rows)
    assert len({len(row) for row in laid.rows}) <= 1
    assert all(len(row) <= MOST_FIELDS for row in laid.rows)


def test_rowspan_zero_reaches_the_last_row() -> None:
    assert lay_out([[Cell("a", 0), Cell("b")], [Cell("c")], [Cell("d")]]).rows == (("a", "b"), ("a", "c"), ("a", "d"))
