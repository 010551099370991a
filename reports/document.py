"""What a document is before it is printed: blocks of text in which every figure knows where it comes from.

A kind gathers one `Document`; the HTML template and the DOCX printer only print it, so both say the same.
"""

from __future__ import annotations

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
    """A paragraph. Styles: body (indented), plain, right (signature), notice (a box for the writer, not the reader)."""

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
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Table | PageBreak


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
