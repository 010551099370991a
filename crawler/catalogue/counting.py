"""Questions of counts to large sites: many answers at once, as small as they can be."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from crawler.catalogue.answers import day_of, plain
from crawler.catalogue.captures import CaptureRow
from crawler.catalogue.known_items import EVER, KNOWN

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


def entries_of_lists(conn: sqlite3.Connection, site: str, run: int) -> list[tuple[int, int, int, str | None]]:
    """(column, item, identity, stated day or else that of the list) of every entry that one run saw in a column.

    By column and row; identities and stated days as they are now.
    """
    rows = plain(
        conn,
        "SELECT l.column_id, l.item_id, i.identity_id, coalesce(i.published_on, l.listed_on)"
        " FROM columns c CROSS JOIN listings l ON l.column_id = c.id JOIN items i ON i.id = l.item_id"
        " WHERE c.site = :site AND c.level > 0 AND l.first_run <= :run AND l.last_run >= :run"
        " ORDER BY l.column_id, l.row, l.id",
        {"site": site, "run": run},
    )
    return list(rows)


def column_kinds(conn: sqlite3.Connection, site: str) -> dict[str, tuple[str, str | None]]:
    """Path → (class, identity as col.news) of every column that a site ever had; of one path the newest counts."""
    rows = plain(
        conn,
        "SELECT path, class, identity FROM columns WHERE site = :site AND level > 0 ORDER BY last_run, id",
        {"site": site},
    )
    return {path: (column_class, identity) for path, column_class, identity in rows}


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One 双公示 row without its fields."""

    item_id: int
    kind: str  # licence | penalty
    doc_no: str | None
    decided_on: date | None
    published_on: date | None


def decision_rows(conn: sqlite3.Connection, site: str, *, run: int | None = None) -> list[DecisionRow]:
    """All 双公示 rows of a site's items, by item; as they are now or as they were known when a run ended."""
    rows = plain(
        conn,
        f"WITH known AS ({KNOWN} WHERE i.site = :site AND i.first_run <= :run)"  # noqa: S608 - a constant
        " SELECT k.id, r.kind, r.doc_no, r.decided_on,"
        "   iif(k.at = k.version_id, k.published_on, coalesce(v.published_on, k.published_on))"
        " FROM known k JOIN item_versions v ON v.id = k.at JOIN records r ON r.version_id = v.id"
        " ORDER BY k.id, r.position",
        {"site": site, "run": run if run is not None else EVER},
    )
    return [
        DecisionRow(item, kind, number, day_of(decided), day_of(shown)) for item, kind, number, decided, shown in rows
    ]


def beginnings(
    conn: sqlite3.Connection, item_ids: Collection[int], *, length: int, run: int | None = None
) -> dict[int, str]:
    """Item → the first characters of its text, as it is now or as it was known when a run ended."""
    return {
        row[0]: row[1]
        for some in _portions(item_ids)
        for row in plain(
            conn,
            "SELECT i.id, substr(v.text, 1, :length) FROM items i JOIN item_versions v ON v.id ="
            " CASE WHEN :run IS NULL THEN i.version_id"
            " ELSE (SELECT max(w.id) FROM item_versions w WHERE w.item_id = i.id AND w.run_id <= :run) END"
            " WHERE i.id IN (SELECT value FROM json_each(:ids))",
            {"ids": some, "length": length, "run": run},
        )
    }


def complete_crawls(
    conn: sqlite3.Connection, site: str, *, until: str | None = None, newest: int | None = None
) -> list[tuple[int, str]]:
    """(run, moment it ended in UTC) of every complete crawl of a site, oldest first.

    `until` is a UTC stamp, `newest` the number of the last run that exists.
    """
    rows = plain(
        conn,
        "SELECT id, finished_at FROM runs WHERE site = :site AND state = 'complete'"
        " AND mode IN ('full', 'update', 'replay') AND (:until IS NULL OR finished_at <= :until)"
        " AND (:newest IS NULL OR id <= :newest) ORDER BY finished_at, id",
        {"site": site, "until": until, "newest": newest},
    )
    return [(run, ended) for run, ended in rows]


def _portions(ids: Collection[int]) -> list[str]:
    every = sorted(set(ids))
    return [json.dumps(every[start : start + _AT_ONCE]) for start in range(0, len(every), _AT_ONCE)]
