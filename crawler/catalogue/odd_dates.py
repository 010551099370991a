"""Dates that lie ahead of the day on which they were seen, and dates that are written and do not exist."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import date

from crawler.catalogue.history import ended, to_date, to_day
from crawler.catalogue.view import View
from crawler.model import ColumnClass


@dataclass(frozen=True, slots=True)
class AheadRow:
    """An item of which list or article states a day after the monitoring point. `seen`: when it was first seen so."""

    item_id: int
    key: str
    url: str
    title: str
    listed_on: date | None  # the earliest day that its lists state
    published_on: date | None  # as its page states
    seen: date
    path: str | None
    classes: frozenset[ColumnClass]
    capture_id: int | None


@dataclass(frozen=True, slots=True)
class RawDate:
    """A date as written by a list or a page, of which no day could be made."""

    item_id: int
    key: str
    url: str
    title: str
    raw: str
    path: str | None  # of the list; None: it stands on the item's own page
    seen: date
    capture_id: int | None


_AHEAD = """
WITH rows AS (SELECT l.item_id, l.listed_on, l.first_seen, l.capture_id, c.path, c.class FROM columns c
    JOIN listings l ON l.column_id = c.id WHERE c.site = :site AND c.level > 0 AND l.first_run <= :run
    AND l.last_run >= :run),
wanted AS (SELECT item_id AS id FROM rows WHERE listed_on > :day
    UNION SELECT id FROM items WHERE site = :site AND published_on > :day),
listed AS (SELECT item_id, min(listed_on) AS day, max(first_seen) AS seen, max(capture_id) AS capture_id,
    min(path) AS path, group_concat(DISTINCT class) AS classes
    FROM rows WHERE item_id IN (SELECT id FROM wanted) GROUP BY item_id)
SELECT i.id, i.key, i.url, coalesce(i.title, i.url) AS title, l.day AS listed_on, l.path, l.classes,
  iif(v.published_via = 'url', NULL, v.published_on) AS published_on, v.capture_id AS page_capture, l.capture_id,
  max(coalesce(v.seen_at, ''), coalesce(l.seen, '')) AS seen
FROM wanted JOIN items i ON i.id = wanted.id LEFT JOIN listed l ON l.item_id = i.id LEFT JOIN item_versions v ON v.id =
  (SELECT max(w.id) FROM item_versions w WHERE w.item_id = i.id AND w.run_id <= :run)
WHERE i.kind <> 'letter' AND i.first_run <= :run AND (i.vanished_at IS NULL OR i.vanished_at > :ended)
  AND (l.day > :day OR iif(v.published_via = 'url', NULL, v.published_on) > :day) ORDER BY i.id
"""


def dates_ahead(conn: sqlite3.Connection, view: View) -> tuple[AheadRow, ...]:
    """Items that state a day after the monitoring point, as the view's crawl knew them."""
    rows = conn.execute(
        _AHEAD, {"site": view.site, "run": view.run, "day": view.as_of.isoformat(), "ended": ended(conn, view)}
    )
    return tuple(
        AheadRow(
            item_id=row["id"],
            key=row["key"],
            url=row["url"],
            title=row["title"],
            listed_on=to_date(row["listed_on"]),
            published_on=to_date(row["published_on"]),
            seen=to_day(row["seen"]),
            path=row["path"],
            classes=frozenset(ColumnClass(name) for name in (row["classes"] or "").split(",") if name),
            capture_id=row["page_capture"] or row["capture_id"],
        )
        for row in rows
    )


def raw_dates(conn: sqlite3.Connection, view: View) -> tuple[RawDate, ...]:
    """Dates that are no days: of list rows that the view's crawl saw, and of pages without any better one."""
    listed = conn.execute(
        "SELECT i.id, i.key, i.url, coalesce(i.title, l.title) AS title, l.raw_date AS raw, c.path,"
        " l.first_seen AS seen, l.capture_id FROM columns c JOIN listings l ON l.column_id = c.id"
        " JOIN items i ON i.id = l.item_id WHERE c.site = ? AND c.level > 0 AND l.first_run <= ? AND l.last_run >= ?"
        " AND l.listed_on IS NULL AND l.raw_date GLOB '*[0-9][0-9][0-9][0-9]*' ORDER BY i.id, c.path",
        (view.site, view.run, view.run),
    ).fetchall()
    pages = conn.execute(
        "SELECT i.id, i.key, i.url, coalesce(i.title, i.url) AS title, v.candidates, v.seen_at AS seen, v.capture_id"
        " FROM items i JOIN item_versions v ON v.item_id = i.id AND v.run_id <= :run AND v.published_on IS NULL"
        " WHERE i.site = :site AND i.published_on IS NULL AND i.kind = 'article'"
        " AND (i.vanished_at IS NULL OR i.vanished_at > :ended)"
        " AND NOT EXISTS (SELECT 1 FROM item_versions w WHERE w.item_id = i.id AND w.id > v.id AND w.run_id <= :run)"
        " AND instr(v.candidates, '\"value\": null') > 0 ORDER BY i.id",
        {"site": view.site, "run": view.run, "ended": ended(conn, view)},
    )
    found = [_raw(row, row["raw"], row["path"]) for row in listed]
    for row in pages:
        for candidate in json.loads(row["candidates"]):
            if candidate["fact"] == "published" and candidate["value"] is None and candidate["raw"]:
                found.append(_raw(row, candidate["raw"], None))
    return tuple(found)


def _raw(row: sqlite3.Row, raw: str, path: str | None) -> RawDate:
    return RawDate(row["id"], row["key"], row["url"], row["title"], raw, path, to_day(row["seen"]), row["capture_id"])
