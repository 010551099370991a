"""What the crawls of a site say together: which there were, when each list was seen whole, and what appeared when.

A list counts as *seen whole* only where a crawl walked every page of it with its own eyes: an update that stopped at
a page of known rows took the rest over from the crawl before, and proves nothing of what was not there. Crawls that
began after the monitoring point do not exist for these questions.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from crawler.catalogue.view import View
from crawler.clock import day_in_shanghai
from crawler.identity import normal_title
from crawler.model import ColumnClass

_NEAR_DAYS = 3  # how far apart the dates of two places of one item may lie, as for items of two sites
_LONG_ENOUGH = 50  # characters from which an equal text proves an equal item


CRAWL_MODES = ("full", "replay", "update")
STILL_THERE = (
    "(i.vanished_at IS NULL OR i.vanished_at > :ended OR EXISTS (SELECT 1 FROM items o WHERE o.site = i.site"
    " AND o.identity_id = i.identity_id AND o.id <> i.id AND o.first_run <= :run"
    " AND (o.vanished_at IS NULL OR o.vanished_at > :ended)))"
)
"""Of an item `i` and the view's run: it, or the same document under another address, had not vanished by then."""


@dataclass(frozen=True, slots=True)
class Crawl:
    """One finished crawl, by the day in Asia/Shanghai on which it began."""

    id: int
    mode: str
    day: date
    software: str
    complete: bool


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one crawl saw of one column's list. `at` is the UTC moment of its first page."""

    run: int
    column_id: int
    path: str
    column_class: ColumnClass
    at: str
    day: date
    readable: bool
    gone: bool  # the site said that the column's page is not there: nothing can stand in it
    whole: bool
    rows: int
    software: str
    capture_id: int | None


@dataclass(frozen=True, slots=True)
class Appearance:
    """A list in which an item was seen for the first time anywhere on the site. `at` is the UTC moment."""

    item_id: int
    key: str
    url: str
    title: str
    kind: str
    run: int
    at: str
    day: date
    column_id: int
    path: str
    column_class: ColumnClass
    stated: date | None  # the latest day that lists or article state now; None where only an address tells one
    written_on: date | None
    capture_id: int | None


@dataclass(frozen=True, slots=True)
class ListShape:
    """The dates of a list as one crawl saw it: the ends, and whether unpinned rows ran from new to old."""

    oldest: date | None
    newest: date | None
    descending: bool


def crawls(conn: sqlite3.Connection, view: View) -> tuple[Crawl, ...]:
    """The finished crawls of the site up to the view's run and day, oldest first; link checks are no crawls."""
    rows = conn.execute(
        "SELECT id, mode, started_at, software, state FROM runs WHERE site = ? AND id <= ? AND state <> 'running'"
        " AND mode IN ('full', 'replay', 'update') ORDER BY id",
        (view.site, view.run if view.run is not None else -1),
    )
    found = (
        Crawl(row["id"], row["mode"], to_day(row["started_at"]), row["software"], row["state"] == "complete")
        for row in rows
    )
    return tuple(crawl for crawl in found if crawl.day <= view.as_of)


def sightings(conn: sqlite3.Connection, view: View) -> Mapping[int, tuple[Sighting, ...]]:
    """What every crawl saw of every column that is a list, oldest first, by column id."""
    known = {crawl.id: crawl for crawl in crawls(conn, view)}
    rows = conn.execute(
        "SELECT s.run_id, s.column_id, c.path, c.class, s.outcome, s.complete, s.rows, s.capture_id, s.at AS ended,"
        " (SELECT min(v.at) FROM list_pages p JOIN visits v ON v.id = p.visit_id"
        "   WHERE p.run_id = s.run_id AND p.column_id = s.column_id) AS begun,"
        " EXISTS (SELECT 1 FROM list_pages p WHERE p.run_id = s.run_id AND p.column_id = s.column_id AND p.settled)"
        "   AS settled"
        " FROM column_states s JOIN columns c ON c.id = s.column_id"
        " WHERE c.site = ? AND s.run_id IN (SELECT value FROM json_each(?)) AND s.kind NOT IN ('heading', 'external')"
        " ORDER BY s.run_id",
        (view.site, json.dumps(list(known))),
    )
    found: dict[int, list[Sighting]] = defaultdict(list)
    for row in rows:
        at = row["begun"] or row["ended"]
        readable = row["outcome"] in ("ok", "not_modified")
        found[row["column_id"]].append(
            Sighting(
                run=row["run_id"],
                column_id=row["column_id"],
                path=row["path"],
                column_class=ColumnClass(row["class"]),
                at=at,
                day=to_day(at),
                readable=readable,
                gone=row["outcome"] in ("not_found", "gone", "soft_404"),
                whole=readable and bool(row["complete"]) and not row["settled"],
                rows=row["rows"],
                software=known[row["run_id"]].software,
                capture_id=row["capture_id"],
            )
        )
    return {column: tuple(seen) for column, seen in found.items()}


def appearances(conn: sqlite3.Connection, view: View) -> tuple[Appearance, ...]:
    """Items of the site that came after its first crawl, in each list they first stood in.

    Items that have vanished since are left out. An item that was seen anywhere before (another column, a link, the
    home page) did not appear when one more list took it up; letters, and columns that a list names, are no items here.
    """
    known = [crawl.id for crawl in crawls(conn, view)]
    if len(known) < 2:
        return ()
    rows = conn.execute(
        "SELECT i.id, i.key, i.url, i.title, i.kind, i.published_on, i.published_via, l.first_run, l.first_seen,"  # noqa: S608
        " l.column_id, c.path, c.class, l.capture_id, v.written_on, l.title AS listed_title,"
        " (SELECT max(k.listed_on) FROM listings k WHERE k.item_id = i.id AND k.last_run ="
        "   (SELECT max(m.last_run) FROM listings m WHERE m.item_id = i.id)) AS listed_on"
        " FROM items i JOIN listings l ON l.item_id = i.id AND l.first_run = i.first_run"
        " JOIN columns c ON c.id = l.column_id AND c.level > 0 LEFT JOIN item_versions v ON v.id = i.version_id"
        " WHERE i.site = :site AND i.first_run > :first AND i.first_run <= :run AND i.kind NOT IN ('letter', 'page')"
        " AND NOT EXISTS (SELECT 1 FROM columns k WHERE k.site = i.site AND k.key = i.key)"
        f" AND {STILL_THERE} ORDER BY i.id, c.path",
        {"site": view.site, "first": known[0], "run": known[-1], "ended": ended(conn, view)},
    )
    found: list[Appearance] = []
    for row in rows:
        stated = [row["listed_on"], row["published_on"] if row["published_via"] != "url" else None]
        found.append(
            Appearance(
                item_id=row["id"],
                key=row["key"],
                url=row["url"],
                title=row["title"] or row["listed_title"],
                kind=row["kind"],
                run=row["first_run"],
                at=row["first_seen"],
                day=to_day(row["first_seen"]),
                column_id=row["column_id"],
                path=row["path"],
                column_class=ColumnClass(row["class"]),
                stated=max((date.fromisoformat(one) for one in stated if one), default=None),
                written_on=to_date(row["written_on"]),
                capture_id=row["capture_id"],
            )
        )
    return tuple(found)


def merged_before(conn: sqlite3.Connection, view: View, items: tuple[int, ...]) -> frozenset[int]:
    """Those of the items that are one document (title, date and text) with an item that an earlier crawl found."""
    rows = conn.execute(
        "SELECT DISTINCT i.id FROM items i JOIN items o ON o.identity_id = i.identity_id AND o.first_run < i.first_run"
        " AND o.site = i.site WHERE i.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(items)),),
    )
    return frozenset(row["id"] for row in rows)


def known_before(conn: sqlite3.Connection, view: View, items: tuple[int, ...]) -> frozenset[int]:
    """Those of the items that an earlier crawl knew as another one: merged with it, the same text, or title and date.

    An address that changed, a copy in a second place and a redesigned page are no appearances.
    """
    wanted = json.dumps(list(items))
    found = set(merged_before(conn, view, items))
    same_text = conn.execute(
        "SELECT DISTINCT i.id FROM items i JOIN item_versions v ON v.item_id = i.id"
        " JOIN item_versions w ON w.text_sha256 = v.text_sha256 JOIN items o ON o.id = w.item_id"
        " WHERE o.site = i.site AND o.first_run < i.first_run AND length(v.text) >= ?"
        " AND i.id IN (SELECT value FROM json_each(?))",
        (_LONG_ENOUGH, wanted),
    )
    found |= {row["id"] for row in same_text}
    same_title = conn.execute(
        "SELECT i.id, i.title, o.title AS other FROM items i JOIN items o ON o.site = i.site"
        " AND o.published_on BETWEEN date(i.published_on, ?) AND date(i.published_on, ?) AND o.first_run < i.first_run"
        " WHERE i.title IS NOT NULL AND o.title IS NOT NULL AND i.id IN (SELECT value FROM json_each(?))",
        (f"-{_NEAR_DAYS} days", f"+{_NEAR_DAYS} days", wanted),
    )
    found |= {row["id"] for row in same_title if normal_title(row["title"]) == normal_title(row["other"])}
    return frozenset(found)


def list_shapes(
    conn: sqlite3.Connection, view: View, wanted: tuple[tuple[int, int], ...]
) -> Mapping[tuple[int, int], ListShape]:
    """How the lists of columns were ordered, by (run, column id) as wanted."""
    rows = conn.execute(
        "SELECT w.value ->> 0 AS run, w.value ->> 1 AS column_id, l.listed_on, l.pinned"
        " FROM json_each(?) w JOIN listings l ON l.column_id = w.value ->> 1"
        " AND l.first_run <= w.value ->> 0 AND l.last_run >= w.value ->> 0 ORDER BY 1, 2, l.row, l.id",
        (json.dumps([list(pair) for pair in wanted]),),
    )
    listed: dict[tuple[int, int], list[tuple[str | None, bool]]] = defaultdict(list)
    for row in rows:
        listed[row["run"], row["column_id"]].append((row["listed_on"], bool(row["pinned"])))
    shapes: dict[tuple[int, int], ListShape] = {}
    for pair in wanted:
        days = [day for day, _ in listed[pair] if day]
        unpinned = [day for day, pinned in listed[pair] if day and not pinned]
        ordered = all(one >= other for one, other in pairwise(unpinned))
        shapes[pair] = ListShape(to_date(min(days, default=None)), to_date(max(days, default=None)), ordered)
    return shapes


def ended(conn: sqlite3.Connection, view: View) -> str:
    """The UTC moment at which the view's crawl ended; empty where there is none."""
    row = conn.execute("SELECT finished_at FROM runs WHERE id = ?", (view.run,)).fetchone()
    return (row["finished_at"] or "") if row is not None else ""


def to_day(moment: str) -> date:
    """The day in Asia/Shanghai of a stored UTC moment."""
    return day_in_shanghai(datetime.fromisoformat(moment))


def to_date(value: str | None) -> date | None:
    """A stored day, or None."""
    return date.fromisoformat(value) if value else None
