"""A published report as it was read: headings, paragraphs and tables in their order, whatever file they came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. `level` 1, 2, … for a heading, None for running text; `place` says where it stands, in Chinese."""

    text: str
    level: int | None
    place: str


@dataclass(frozen=True, slots=True)
class Grid:
    """One table. Every row has the same number of cells: a merged cell's text stands in each cell that it covers.

    `merged` holds the (row, field) positions that only repeat a merged cell's text.
    """

    rows: tuple[tuple[str, ...], ...]
    place: str
    caption: str = ""
    merged: frozenset[tuple[int, int]] = frozenset()


Block = Line | Grid


@dataclass(frozen=True, slots=True)
class Paper:
    """A report as read. `unread` says, in Chinese, what could not be read: an image, a scanned page."""

    source: str  # path or address
    form: str  # text, html, docx or pdf
    title: str
    blocks: tuple[Block, ...]
    unread: tuple[str, ...] = ()
    published: date | None = None  # the day that a page states for itself, not the text; None where it states none

    def lines(self) -> Iterator[Line]:
        """Paragraphs and headings in their order."""
        return (block for block in self.blocks if isinstance(block, Line))

    def grids(self) -> Iterator[Grid]:
        """Tables in their order."""
        return (block for block in self.blocks if isinstance(block, Grid))
