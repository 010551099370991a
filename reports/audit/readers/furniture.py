"""Page furniture: running heads and feet, page numbers. They are no part of the text that they stand around."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reports.audit.readers.printed import PrintedLine, PrintedTable
from reports.audit.wording import compact

_EDGE = 0.12  # of the page's height
_PAGE_NUMBER = re.compile(
    r"^(?:[-—–~·]*\d{1,3}[-—–~·]*|第\d{1,3}页(?:[,，/]?共\d{1,3}页)?|\d{1,3}/\d{1,3}|[Pp]age\d+.*)$"
)
_DIGITS = re.compile(r"\d+")

_Piece = PrintedLine | PrintedTable


def without_furniture(pages: Sequence[Sequence[_Piece]]) -> list[list[_Piece]]:
    """Pages without page numbers, and without the lines at their edges that return on other pages."""
    seen = Counter(key for page in pages for key in {_key(line) for line in _edge_lines(page)})
    kept: list[list[_Piece]] = []
    for page in pages:
        gone = {id(line) for line in _edge_lines(page) if _is_number(line) or seen[_key(line)] > 1}
        kept.append([piece for piece in page if id(piece) not in gone])
    return kept


def _edge_lines(page: Sequence[_Piece]) -> list[PrintedLine]:
    """The lines at the top and at the bottom of a page, as far as they go without anything else between."""
    found: list[PrintedLine] = []
    for order in (page, page[::-1]):
        for piece in order:
            if not isinstance(piece, PrintedLine) or not _at_edge(piece):
                break
            found.append(piece)
    return found


def _at_edge(line: PrintedLine) -> bool:
    return line.bottom < _EDGE * line.page_height or line.top > (1 - _EDGE) * line.page_height


def _is_number(line: PrintedLine) -> bool:
    return _PAGE_NUMBER.match(compact(line.text)) is not None


def _key(line: PrintedLine) -> tuple[str, int]:
    """What a running head has in common on all pages: its words and its height on the page."""
    return _DIGITS.sub("#", compact(line.text)), round(line.top / 6)
