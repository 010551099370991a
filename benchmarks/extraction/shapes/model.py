"""A generated page with its labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class ArticleShape:
    """One article page. What the page does not show is None (or empty) and must not be read."""

    name: str  # layout and number, for people
    url: str
    body: bytes
    title: str
    published: date | None
    content_type: str = ""
    source: str | None = None
    index_no: str | None = None
    doc_no: str | None = None
    written: date | None = None
    column_path: tuple[str, ...] | None = None  # None: not measured
    first_words: str = ""  # of the text; empty where not measured


@dataclass(frozen=True, slots=True)
class RowShape:
    """One entry of a list as a reader sees it."""

    title: str
    href: str
    day: date | None  # None where the page tells none, or none with a year


@dataclass(frozen=True, slots=True)
class ListShape:
    """One list page."""

    name: str
    url: str
    body: bytes
    rows: tuple[RowShape, ...]
    content_type: str = ""
    total: int | None = None
    pages: int | None = None
    next_url: str | None = None


@dataclass(frozen=True, slots=True)
class HomeShape:
    """One home page."""

    name: str
    url: str
    body: bytes
    site_name: str
    code: str | None
    icp: str | None
    nav: tuple[str, ...]
    titles: frozenset[str] = field(default_factory=frozenset)  # dated entries of its blocks
    content_type: str = ""
