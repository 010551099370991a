"""Where the cells of a grid lie, and which heads belong to which cell."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document import Cell, Grid


@dataclass(frozen=True, slots=True)
class Place:
    """A cell with its top left corner (both from 0), its name in the page, and the names of its heads."""

    cell: Cell
    row: int
    column: int
    name: str = ""
    heads: tuple[str, ...] = ()


def places(grid: Grid) -> list[list[Place]]:
    """The cells of each row with their corners. Raises ValueError where cells overlap or leave a hole."""
    width = len(grid.widths)
    taken: dict[tuple[int, int], Place] = {}
    laid: list[list[Place]] = []
    for row, cells in enumerate(grid.rows):
        laid.append([])
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            place = Place(cell, row, column)
            _take(taken, place, len(grid.rows), width, grid.title)
            laid[-1].append(place)
            column += cell.columns
    holes = [(row, column) for row in range(len(grid.rows)) for column in range(width) if (row, column) not in taken]
    if holes:
        raise ValueError(f"grid {grid.title!r}: nothing lies at row {holes[0][0]}, column {holes[0][1]}")
    return laid


def _take(taken: dict[tuple[int, int], Place], place: Place, height: int, width: int, title: str) -> None:
    for row in range(place.row, place.row + place.cell.rows):
        for column in range(place.column, place.column + place.cell.columns):
            if (row, column) in taken or row >= height or column >= width:
                raise ValueError(f"grid {title!r}: no room for a cell at row {row}, column {column}")
            taken[row, column] = place


def with_heads(grid: Grid, prefix: str) -> list[list[Place]]:
    """The cells of each row; heads have names that begin with `prefix`, and each other cell names its heads."""
    laid = places(grid)
    at = {
        (row, column): place
        for line in laid
        for place in line
        for row in range(place.row, place.row + place.cell.rows)
        for column in range(place.column, place.column + place.cell.columns)
    }
    return [
        [
            Place(place.cell, place.row, place.column, _name(place, prefix) if place.cell.head else "", ())
            if place.cell.head
            else Place(place.cell, place.row, place.column, "", _heads(place, at, prefix))
            for place in line
        ]
        for line in laid
    ]


def _name(place: Place, prefix: str) -> str:
    return f"{prefix}-r{place.row + 1}c{place.column + 1}"


def _heads(place: Place, at: dict[tuple[int, int], Place], prefix: str) -> tuple[str, ...]:
    """The nearest heads above (with those right above them), then the heads to the left."""
    above: list[str] = []
    for row in range(place.row - 1, -1, -1):
        other = at[row, place.column]
        if other.cell.head == "col":
            above.append(_name(other, prefix))
        elif above:
            break
    beside = [at[place.row, column] for column in range(place.column)]
    left = [_name(other, prefix) for other in beside if other.cell.head == "row"]
    return tuple(dict.fromkeys([*reversed(above), *left]))
