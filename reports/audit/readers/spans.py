"""Tables whose cells span rows and fields, laid out on a grid: the one algorithm for HTML, Word and PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_FIELDS = 100  # of one table: a hostile colspan must not fill the memory
MOST_ROWS = 3000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as written: its text, and how many rows and fields it covers (0 rows: down to the end of its part)."""

    text: str
    rows: int = 1
    fields: int = 1


@dataclass(frozen=True, slots=True)
class Laid:
    """A table without gaps: `merged` are the places that only repeat a spanning cell's text."""

    rows: tuple[tuple[str, ...], ...]
    merged: frozenset[tuple[int, int]]


def lay_out(rows: Sequence[Iterable[Cell]]) -> Laid:
    """Lay cells out as browsers do: each takes the first free place of its row, spans reach down and right.

    A span does not reach beyond the last row. Cells that collide keep what stood there first.
    """
    height = min(len(rows), MOST_ROWS)
    taken: dict[tuple[int, int], str] = {}
    merged: set[tuple[int, int]] = set()
    for number, row in enumerate(rows[:height]):
        place = 0
        for cell in row:
            while (number, place) in taken:
                place += 1
            if place >= MOST_FIELDS:
                break
            down = height if cell.rows == 0 else min(height, number + max(1, cell.rows))
            right = min(MOST_FIELDS, place + max(1, cell.fields))
            for at in ((r, f) for r in range(number, down) for f in range(place, right)):
                if at in taken:
                    continue
                taken[at] = cell.text
                if at != (number, place):
                    merged.add(at)
            place = right
    width = max((field for _, field in taken), default=-1) + 1
    laid = tuple(tuple(taken.get((row, field), "") for field in range(width)) for row in range(height))
    return Laid(laid, frozenset(merged))
