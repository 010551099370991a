"""What a document is before it is printed: blocks of text in which every figure knows where it comes from.

A kind gathers one `Document`; the HTML template and the DOCX printer only print it, so both say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports.count import Count


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number (or the words that stand for it, as 未召开 for 0) with the number of its source note.

    `year` is the year that was counted, `scale` what the value was multiplied with for printing (0.0001: yuan to
    万元); together with metric and part they are all that is needed to count it again. `id` is its place in the
    document (f1, f2, …), given by `reports.tracing.numbered`.
    """

    shown: str
    note: int
    metric: str
    part: str | None = None
    year: int = 0
    scale: Decimal = Decimal(1)
    id: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """Something a person must still fill in; printed as 【待填：label】."""

    label: str

    @property
    def text(self) -> str:
        """As printed."""
        return f"【待填：{self.label}】"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address."""

    text: str
    url: str


Inline = Text | Figure | Blank | Link
Words = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a part (一、), level 2 a section ((一))."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. Styles: body (indented), flush (not indented), plain (small), right (signature), notice.

    A notice is a box for the writer, not for the reader.
    """

    words: Words
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A table that may run over several pages. `widths` are shares of the page; `aligns` left, center or right."""

    title: str
    header: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    widths: tuple[float, ...]
    aligns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid; it may reach over several rows and columns.

    `head` is "col" or "row" for a head of what lies below or beside it. `shade` 0 to 4 darkens the cell; a shade never
    says what the words of the cell do not say too. `label` is what the words mean, where they are a mark only.
    """

    words: Words
    rows: int = 1
    columns: int = 1
    head: str = ""
    align: str = "center"
    shade: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with heads of several rows, and cells over several rows and columns.

    Rows name only the cells that begin in them, as in HTML; all of them together must fill the grid (see
    `reports.printing.grid_places`). The first `heads` rows are repeated on each page. Figures print without the number
    of their note (it would crowd narrow cells): the figure itself leads to its source. `small` sets small type;
    `whole` keeps the grid on one page where it fits on one.
    """

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    heads: int = 1
    small: bool = True
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of thing in a chart, with a number for each category."""

    name: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Stacked bars. The numbers stand in a table beside it, which has the figures: a chart only shows them.

    `unit` is that of the values; `summary` says in words what is to be seen, for those who cannot see it.
    """

    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Table | Grid | Chart | PageBreak


@dataclass(frozen=True, slots=True)
class Source:
    """A source note: number and count, the places it was seen in, and the name of its list (without ending)."""

    note: int
    count: Count
    origin: str
    year: int
    of_before: bool = False  # of the year before the document's

    @property
    def list_name(self) -> str:
        """File name of the list behind the figure, without ending."""
        return f"{self.count.metric.name}-{self.year}" if self.of_before else self.count.metric.name


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready to be printed. `stem` names its files; `dated` is the day its facts stand for, ISO."""

    stem: str
    title: str
    subtitle: str
    author: str
    dated: str
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...]
    landscape: bool = False


def words(*parts: str | Inline) -> Words:
    """Inline words of plain strings and inline elements; empty strings fall out."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts if part != "")


INDENT = "\u3000"
"""A wide blank at the start of a table cell is a step of indentation."""


def indentation(inline: Words) -> int:
    """How many steps a cell is indented."""
    first = inline[0] if inline else None
    return len(first.text) - len(first.text.lstrip(INDENT)) if isinstance(first, Text) else 0


def without_indentation(inline: Words) -> Words:
    """The words of a cell without the blanks that stand for its indentation."""
    first = inline[0] if inline else None
    return (Text(first.text.lstrip(INDENT), first.bold), *inline[1:]) if isinstance(first, Text) else inline


def cells_of_block(block: Block) -> Iterator[Words]:
    """The words of a block in the order they are read: of a paragraph, or cell by cell of a table."""
    if isinstance(block, Paragraph):
        yield block.words
    elif isinstance(block, Table):
        yield from block.header
        yield from (cell for row in block.rows for cell in row)
    elif isinstance(block, Grid):
        yield from (cell.words for row in block.rows for cell in row)


def figures_of(document: Document) -> Iterator[Figure]:
    """Every figure of a document in the order it is read."""
    for block in document.blocks:
        for inline in cells_of_block(block):
            yield from (word for word in inline if isinstance(word, Figure))
