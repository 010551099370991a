"""The export contract: columns, items, listings and visits of a site as plain records.

The field names are a promise to scripts (design: "Command line"); they are added to, never renamed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

from crawler.catalogue import queries


class What(StrEnum):
    """What can be exported."""

    COLUMNS = "columns"
    ITEMS = "items"
    LISTINGS = "listings"
    VISITS = "visits"


FIELDS: dict[What, tuple[str, ...]] = {
    What.COLUMNS: ("path", "level", "url", "class", "items", "newest", "complete", "outcome"),
    What.ITEMS: (
        "url",
        "title",
        "published",
        "written",
        "source",
        "index_no",
        "doc_no",
        "columns",
        "first_seen",
        "last_seen",
        "capture",
    ),
    What.LISTINGS: ("column", "title", "date", "url", "row"),
    What.VISITS: ("url", "at", "outcome", "status", "bytes", "sha256", "capture"),
}


def export(conn: sqlite3.Connection, site: str, what: What) -> Iterator[dict[str, Any]]:
    """Records of one kind in a stable order; dates are `YYYY-MM-DD`, moments UTC, absent facts None.

    `capture` says where the bytes lie: `file:offset` in the archive folder. The newest finished run counts.
    """
    return _EXPORTS[what](conn, site)


def _columns(conn: sqlite3.Connection, site: str) -> Iterator[dict[str, Any]]:
    for column in queries.columns(conn, site):
        if column.level == 0:  # the home page's own blocks: not a column of the tree
            continue
        yield {
            "path": column.path,
            "level": column.level,
            "url": column.url,
            "class": column.column_class.value,
            "items": column.items,
            "newest": _day(column.newest),
            "complete": column.complete,
            "outcome": column.outcome,
        }


def _items(conn: sqlite3.Connection, site: str) -> Iterator[dict[str, Any]]:
    places = _Places(conn)
    for item in queries.items(conn, site):
        yield {
            "url": item.url,
            "title": item.title,
            "published": _day(item.published_on),
            "written": _day(item.written_on),
            "source": item.source,
            "index_no": item.index_no,
            "doc_no": item.doc_no,
            "columns": list(item.columns),
            "first_seen": item.first_seen,
            "last_seen": item.last_seen,
            "capture": places.of(item.capture_id),
        }


def _listings(conn: sqlite3.Connection, site: str) -> Iterator[dict[str, Any]]:
    paths = {column.path for column in queries.columns(conn, site) if column.level > 0}
    for entry in queries.listings(conn, site):
        if entry.column not in paths:
            continue
        yield {
            "column": entry.column,
            "title": entry.title,
            "date": _day(entry.listed_on),
            "url": entry.url,
            "row": entry.row,
        }


def _visits(conn: sqlite3.Connection, site: str) -> Iterator[dict[str, Any]]:
    places = _Places(conn)
    for visit in queries.visits(conn, site):
        yield {
            "url": visit.url,
            "at": visit.at,
            "outcome": visit.outcome,
            "status": visit.status,
            "bytes": visit.bytes,
            "sha256": visit.sha256,
            "capture": places.of(visit.capture_id),
        }


class _Places:
    """Where captures lie in the archive, as text."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn

    def of(self, capture_id: int | None) -> str | None:
        if capture_id is None:
            return None
        row = queries.capture(self._conn, capture_id)
        return f"{row['warc_file']}:{row['offset']}" if row else None


_EXPORTS: dict[What, Callable[[sqlite3.Connection, str], Iterator[dict[str, Any]]]] = {
    What.COLUMNS: _columns,
    What.ITEMS: _items,
    What.LISTINGS: _listings,
    What.VISITS: _visits,
}


def _day(value: object) -> str | None:
    return str(value) if value is not None else None
