"""Questions of counts to large sites: many answers at once, as small as they can be."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection

from crawler.catalogue.answers import plain
from crawler.catalogue.captures import CaptureRow

_AT_ONCE = 20_000  # numbers in one question


def captures_with_ids(conn: sqlite3.Connection, ids: Collection[int]) -> dict[int, CaptureRow]:
    """The captures of these numbers; numbers without one are left out."""
    return {
        row[0]: CaptureRow(*row)
        for some in _portions(ids)
        for row in plain(
            conn,
            "SELECT id, url, at, sha256, warc_file, offset, length FROM captures"
            " WHERE id IN (SELECT value FROM json_each(:ids))",
            {"ids": some},
        )
    }


def list_captures(conn: sqlite3.Connection, site: str, run: int, item_ids: Collection[int]) -> dict[int, int]:
    """Item → capture of the first list page that named it, as one run saw the lists; own columns before the home page.

    Items of other sites, and those that no list named, are left out.
    """
    found: dict[int, int] = {}
    for some in _portions(item_ids):
        rows = plain(
            conn,
            "SELECT l.item_id, l.capture_id FROM listings l JOIN columns c ON c.id = l.column_id"
            " WHERE l.item_id IN (SELECT value FROM json_each(:ids)) AND c.site = :site AND l.capture_id IS NOT NULL"
            " AND l.first_run <= :run AND l.last_run >= :run ORDER BY c.level = 0, c.path, l.row, l.id",
            {"ids": some, "site": site, "run": run},
        )
        for item_id, capture_id in rows:
            found.setdefault(item_id, capture_id)
    return found


def entries_of_lists(conn: sqlite3.Connection, site: str, run: int) -> list[tuple[int, int, str | None]]:
    """(column, item, day in the list) of every entry that one run saw, by column and row; the home page's left out."""
    rows = plain(
        conn,
        "SELECT l.column_id, l.item_id, l.listed_on FROM columns c CROSS JOIN listings l ON l.column_id = c.id"
        " WHERE c.site = :site AND c.level > 0 AND l.first_run <= :run AND l.last_run >= :run"
        " ORDER BY l.column_id, l.row, l.id",
        {"site": site, "run": run},
    )
    return list(rows)


def days_of_items(conn: sqlite3.Connection, site: str) -> dict[int, tuple[int, str | None]]:
    """Item → (identity, stated day) of every item of a site, as it is now."""
    rows = plain(conn, "SELECT id, identity_id, published_on FROM items WHERE site = :site", {"site": site})
    return {item_id: (identity, day) for item_id, identity, day in rows}


def _portions(ids: Collection[int]) -> list[str]:
    every = sorted(set(ids))
    return [json.dumps(every[start : start + _AT_ONCE]) for start in range(0, len(every), _AT_ONCE)]
