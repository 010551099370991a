"""Heat maps: a number for each of many cells, and for each whether we looked there at all.

What nobody looked at must not look like "nothing": it is hatched and has a word of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from markupsafe import Markup

from gongkai.console.charts.picture import QUIET, Picture, cut, drawing, element, text
from reports.printing.shades import FILLS, is_dark
from reports.typography import printable

STEPS = (1, 2, 5, 10)
"""From which number on a cell has shade 1, 2, 3, 4; the same everywhere, so that sites can be compared."""


class Seen(StrEnum):
    """Whether we looked."""

    WHOLE = "whole"
    PART = "part"  # the list was not walked whole, or the week was not over
    NOT = "not"
    AHEAD = "ahead"  # not yet come


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, and how well it was looked at."""

    value: int
    seen: Seen


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One row: its label and a cell for each column."""

    label: str
    cells: tuple[Cell, ...]


Said = Callable[[str, str, str, Cell], str]
"""What a cell, or several equal ones from one column to another, say: (row, first column, last column, cell)."""


def heat(
    name: str,
    title: str,
    said: str,
    columns: Sequence[str],
    rows: Sequence[HeatRow],
    say: Said,
    *,
    heads: Sequence[str] = (),
    corner: str = "",
    label: int = 170,
    cell: int = 18,
) -> Picture:
    """A map of rows and columns. `columns` name every cell; `heads` (as many, mostly empty) are printed above.

    `said` is the map in a sentence; `corner` the head of the first column of the table; `label` the room for labels.
    """
    top = 20
    wide, high = label + cell * len(columns) + 2, top + cell * len(rows) + 2
    parts = [
        _hatches(name),
        *(text(label + cell * n, top - 7, head, size=10, fill=QUIET) for n, head in enumerate(heads) if head),
    ]
    for number, row in enumerate(rows):
        y = top + cell * number
        words = element("title", row.label) + Markup.escape(printable(cut(row.label, (label - 6) // 11)))
        parts.append(element("text", words, x=label - 6, y=y + cell - 5, text_anchor="end", font_size=11))
        for first, last, what in _runs(row):
            box = (label + cell * first, y, cell * (last - first + 1), cell)
            parts.append(_box(name, box, what, say(row.label, columns[first], columns[last], what), cell))
    table = tuple((row.label, *(_written(each) for each in row.cells)) for row in rows)
    return Picture(drawing(name, title, said, (wide, high), *parts), title, (corner, *columns), table)


def key(name: str, words: Sequence[tuple[Cell, str]]) -> Markup:
    """The key to a map: what each kind of cell means. `name` must be another than that of the map."""
    x, parts = 0, [_hatches(name)]
    for what, meaning in words:
        parts += [_box(name, (x + 1, 3, 18, 18), what, meaning, 18), text(x + 25, 17, meaning)]
        x += 44 + sum(7 if ord(letter) < 0x2000 else 13 for letter in meaning)
    return element("svg", *parts, viewBox=f"0 0 {x} 24", width=x, height=24, class_="chart-key", aria_hidden="true")


def shade(value: int) -> int:
    """Shade 0 to 4 of a number."""
    return sum(value >= step for step in STEPS)


def _runs(row: HeatRow) -> Iterator[tuple[int, int, Cell]]:
    """(first, last, cell) with equal neighbours without a number as one, so that large maps stay small files."""
    for _, group in groupby(enumerate(row.cells), key=lambda at: (at[0] if at[1].value else -1, at[1].seen)):
        found = list(group)
        yield found[0][0], found[-1][0], found[0][1]


def _box(name: str, box: tuple[int, int, int, int], what: Cell, said: str, cell: int) -> Markup:
    x, y, wide, high = box
    number, dark = shade(what.value), is_dark(shade(what.value))
    fill = f"url(#{name}-not)" if what.seen is Seen.NOT and not what.value else FILLS[number]
    if what.seen is Seen.AHEAD:
        return element("rect", element("title", said), x=x, y=y, width=wide, height=high, fill="none")
    parts = [element("rect", x=x, y=y, width=wide, height=high, fill=fill, stroke="#aab4bf", stroke_width=0.6)]
    if what.seen is Seen.PART or (what.seen is Seen.NOT and what.value):
        parts.append(element("rect", x=x, y=y, width=wide, height=high, fill=f"url(#{name}-part)"))
    if what.value:
        shown = str(what.value) if what.value < 100 else "99+"
        parts.append(
            text(x + wide / 2, y + cell - 5.5, shown, anchor="middle", size=9 if what.value < 100 else 7.5,
                 fill="#fff" if dark else "#111")
        )  # fmt: skip
    return element("g", element("title", said), *parts)


def _hatches(name: str) -> Markup:
    """Not looked at: dense crossing lines on grey. In part: a corner at each cell's lower right."""
    nothing = element(
        "pattern",
        element("rect", width=6, height=6, fill="#e4e7eb"),
        element("path", d="M0 0L6 6M6 0L0 6", stroke="#6b7682", stroke_width=0.7),
        id=f"{name}-not",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )
    part = element(
        "pattern",
        element("path", d="M0 6L6 0", stroke="#98a3af", stroke_width=0.7),
        id=f"{name}-part",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )
    return element("defs", nothing, part)


def _written(what: Cell) -> str:
    if what.seen is Seen.AHEAD:
        return ""
    if what.seen is Seen.NOT:
        return f"{what.value}+?" if what.value else "?"
    return f"≥{what.value}" if what.seen is Seen.PART else str(what.value)
