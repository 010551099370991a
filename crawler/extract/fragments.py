"""Rows out of pieces of HTML that a list service or a script holds (`<li>…</li>`, `<tr>…</tr>`)."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.extract.grouping import blocks_of
from crawler.extract.links import Anchors
from crawler.extract.rows import read_row
from crawler.model import Row
from crawler.page import Page


def rows_of_fragments(fragments: Iterable[str], url: str) -> tuple[Row, ...]:
    """The rows that the pieces hold, in order; `url` is the address that relative links count from."""
    pieces = list(fragments)
    box = "table" if any(piece.lstrip().lower().startswith("<tr") for piece in pieces) else "ul"
    wrapped = "".join(
        piece if piece.lstrip().lower().startswith(("<li", "<tr")) else f"<li>{piece}</li>" for piece in pieces
    )
    page = Page(url, f"<html><body><{box}>{wrapped}</{box}></body></html>".encode(), "text/html; charset=utf-8")
    anchors = Anchors.of(page)
    rows = (read_row(box_, anchors.base) for block in blocks_of(anchors) for box_ in block.rows)
    return tuple(row for row in rows if row is not None)
