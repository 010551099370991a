"""What articles said before and say now: pairs of versions, list rows whose date moved, and texts that came again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from crawler.catalogue.history import STILL_THERE, crawls, ended, to_date, to_day
from crawler.catalogue.view import View
from crawler.model import ColumnClass


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article. `day` is that of its first sighting, in Asia/Shanghai."""

    id: int
    run: int
    day: date
    title: str
    published_on: date | None
    published_via: str | None
    text: str
    capture_id: int | None


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Two versions of one article that followed each other. The old one was read for the last time on `last_read`."""

    item_id: int
    key: str
    url: str
    classes: frozenset[ColumnClass]  # of the columns that list it
    old: Version
    new: Version
    last_read: date
    same_reader: bool  # the crawl that read the old one last and the one that read the new are of one software
    seen_before: bool  # the new text is that of a still older version


@dataclass(frozen=True, slots=True)
class Relisted:
    """A list row that came to show a later date, while its article may not have changed."""

    item_id: int
    key: str
    url: str
    title: str
    path: str
    first_day: date  # on which the row with the old date was seen first
    old: date
    new: date
    last_seen: date  # on which the old row was seen last
    seen: date  # on which the new one was seen first
    old_capture: int | None
    new_capture: int | None


@dataclass(frozen=True, slots=True)
class Twin:
    """An older item with the text, or the title, of a newer one, by its last reading before the newer one came."""

    item_id: int  # of the newer
    other_id: int
    other_title: str
    other_text: str  # of that reading, as what follows
    other_stated: date | None
    other_day: date  # on which the older's text was seen first with this date
    other_listed: date | None  # the latest day that a list had stated of the older by then
    other_columns: tuple[str, ...]
    listed_still: bool  # the newest crawl saw the older in a list
    same_text: bool  # digest for digest
    copies: int  # how many documents of the site bear exactly the newer one's text
    capture_id: int | None  # of that reading


def rewritten(conn: sqlite3.Connection, view: View, since: date) -> tuple[Rewritten, ...]:
    """Every change of an article that is still there and that was first seen on `since` or later, oldest first."""
    return _rewritten(conn, view, since, STILL_THERE)


def rewritten_before(
    conn: sqlite3.Connection, view: View, since: date, items: tuple[int, ...]
) -> tuple[Rewritten, ...]:
    """The same of these items, whether they are still there or not."""
    if not items:
        return ()
    return _rewritten(conn, view, since, "i.id IN (SELECT value FROM json_each(:items))", items)


def _rewritten(
    conn: sqlite3.Connection, view: View, since: date, which: str, items: tuple[int, ...] = ()
) -> tuple[Rewritten, ...]:
    """`which`: a fixed condition on the item `i`."""
    known = {crawl.id: crawl for crawl in crawls(conn, view)}
    if len(known) < 2:
        return ()
    rows = conn.execute(
        "WITH known AS (SELECT value AS id FROM json_each(:runs)), pairs AS (SELECT v.*,"  # noqa: S608 - fixed words
        "   lag(v.id) OVER (PARTITION BY v.item_id ORDER BY v.id) AS before FROM item_versions v"
        "   JOIN items i ON i.id = v.item_id WHERE i.site = :site AND i.last_changed > i.first_seen"
        f"  AND i.kind = 'article' AND v.run_id IN known AND {which})"
        " SELECT i.key, i.url, n.*, o.id AS o_id, o.run_id AS o_run, o.seen_at AS o_seen_at,"
        "   o.title AS o_title, o.published_on AS o_published_on, o.published_via AS o_published_via, o.text AS o_text,"
        "   o.capture_id AS o_capture_id,"
        "   (SELECT max(w.at || '|' || w.run_id) FROM visits w WHERE w.key = i.key AND w.run_id IN known"
        "     AND w.outcome IN ('ok', 'not_modified') AND w.at < n.seen_at) AS confirmed,"
        "   (SELECT group_concat(DISTINCT c.class) FROM listings l JOIN columns c ON c.id = l.column_id"
        "     WHERE l.item_id = i.id AND c.level > 0) AS classes,"
        "   EXISTS (SELECT 1 FROM item_versions e WHERE e.item_id = i.id AND e.id < o.id"
        "     AND e.text_sha256 = n.text_sha256) AS seen_before"
        " FROM pairs n JOIN item_versions o ON o.id = n.before JOIN items i ON i.id = n.item_id ORDER BY n.id",
        {
            "site": view.site,
            "runs": json.dumps(list(known)),
            "run": view.run,
            "ended": ended(conn, view),
            "items": json.dumps(items),
        },
    )
    found: list[Rewritten] = []
    for row in rows:
        new = _version(row, "")
        if new.day < since:
            continue
        old = _version(row, "o_")
        at, _, run = (row["confirmed"] or f"{row['o_seen_at']}|{old.run}").partition("|")
        found.append(
            Rewritten(
                item_id=row["item_id"],
                key=row["key"],
                url=row["url"],
                classes=frozenset(ColumnClass(name) for name in (row["classes"] or "").split(",") if name),
                old=old,
                new=new,
                last_read=max(to_day(at), old.day),
                same_reader=known[max(int(run), old.run)].software == known[new.run].software,
                seen_before=bool(row["seen_before"]),
            )
        )
    return tuple(found)


def _version(row: sqlite3.Row, prefix: str) -> Version:
    return Version(
        id=row[f"{prefix}id"],
        run=row["o_run" if prefix else "run_id"],
        day=to_day(row[f"{prefix}seen_at"]),
        title=row[f"{prefix}title"] or "",
        published_on=to_date(row[f"{prefix}published_on"]),
        published_via=row[f"{prefix}published_via"],
        text=row[f"{prefix}text"],
        capture_id=row[f"{prefix}capture_id"],
    )


def read_articles(conn: sqlite3.Connection, view: View) -> Mapping[int, int]:
    """How many articles each crawl read."""
    rows = conn.execute(
        "SELECT run_id, count(DISTINCT key) AS n FROM visits WHERE run_id IN (SELECT value FROM json_each(?))"
        " AND role = 'article' AND outcome IN ('ok', 'not_modified') GROUP BY 1",
        (json.dumps([crawl.id for crawl in crawls(conn, view)]),),
    )
    return {row["run_id"]: row["n"] for row in rows}


def relisted(conn: sqlite3.Connection, view: View, since: date) -> tuple[Relisted, ...]:
    """List rows of one item in one column whose date moved on, first seen so on `since` or later; the newest move."""
    known = [crawl.id for crawl in crawls(conn, view)]
    if len(known) < 2:
        return ()
    rows = conn.execute(
        "SELECT i.id, i.key, i.url, coalesce(i.title, n.title) AS title, c.path, o.first_seen AS o_first,"  # noqa: S608
        " o.listed_on AS o_day, n.listed_on AS n_day, o.last_seen AS o_last, n.first_seen AS n_first,"
        " o.capture_id AS o_capture, n.capture_id AS n_capture"
        " FROM listings n JOIN listings o ON o.column_id = n.column_id AND o.item_id = n.item_id"
        "   AND o.listed_on < n.listed_on AND o.first_run < n.first_run AND o.last_run <= n.first_run"
        " JOIN columns c ON c.id = n.column_id AND c.level > 0 JOIN items i ON i.id = n.item_id"
        " WHERE c.site = :site AND n.first_run > :first AND n.first_run <= :run AND i.kind <> 'letter'"
        f" AND {STILL_THERE} ORDER BY i.id, n.first_run, o.listed_on DESC",
        {"site": view.site, "first": known[0], "run": known[-1], "ended": ended(conn, view)},
    )
    found = {
        row["id"]: Relisted(
            item_id=row["id"],
            key=row["key"],
            url=row["url"],
            title=row["title"],
            path=row["path"],
            first_day=to_day(row["o_first"]),
            old=date.fromisoformat(row["o_day"]),
            new=date.fromisoformat(row["n_day"]),
            last_seen=to_day(row["o_last"]),
            seen=to_day(row["n_first"]),
            old_capture=row["o_capture"],
            new_capture=row["n_capture"],
        )
        for row in rows
    }
    return tuple(row for row in found.values() if row.seen >= since)


_TWINS = """
WITH new AS MATERIALIZED (
  SELECT i.id, i.title, i.first_run, v.text_sha256, length(v.text) AS chars
  FROM items i JOIN item_versions v ON v.id = i.version_id WHERE i.id IN (SELECT value FROM json_each(:items))),
titles AS MATERIALIZED (SELECT id, title, first_run FROM items
  WHERE site = :site AND title IN (SELECT title FROM new)),
pairs AS (
  SELECT n.id AS item_id, o.id AS other_id, 1 AS same_text FROM new n
    JOIN item_versions w ON w.text_sha256 = n.text_sha256 JOIN items o ON o.id = w.item_id
    WHERE o.site = :site AND o.id <> n.id AND o.first_run < n.first_run
  UNION
  SELECT n.id, t.id, 0 FROM new n JOIN titles t ON t.title = n.title AND t.id <> n.id AND t.first_run < n.first_run)
SELECT p.item_id, p.other_id, max(p.same_text) AS same_text, o.title, v.id AS version, v.capture_id,
  (SELECT min(w.seen_at) FROM item_versions w WHERE w.item_id = o.id AND w.run_id < n.first_run
    AND w.published_on IS v.published_on AND w.text_sha256 IN (v.text_sha256, n.text_sha256)) AS first_seen,
  coalesce(v.published_on, o.published_on) AS stated,
  (SELECT max(l.listed_on) FROM listings l WHERE l.item_id = o.id AND l.first_run < n.first_run) AS listed,
  (SELECT group_concat(path, char(10)) FROM (SELECT DISTINCT c.path FROM listings l JOIN columns c ON c.id = l.column_id
    WHERE l.item_id = o.id AND c.level > 0)) AS paths,
  EXISTS (SELECT 1 FROM listings l WHERE l.item_id = o.id AND l.last_run >= :run) AS listed_still,
  (SELECT count(DISTINCT k.identity_id) FROM item_versions w JOIN items k ON k.id = w.item_id
    WHERE w.text_sha256 = n.text_sha256 AND k.site = :site) AS copies
FROM pairs p JOIN new n ON n.id = p.item_id JOIN items o ON o.id = p.other_id
JOIN item_versions v ON v.id = (SELECT max(w.id) FROM item_versions w
  WHERE w.item_id = o.id AND w.run_id < n.first_run
    AND (w.text_sha256 = n.text_sha256 OR coalesce(w.title, o.title) = n.title
      OR coalesce(w.title, o.title) IN (SELECT coalesce(t.title, o.title) FROM item_versions t
        WHERE t.item_id = o.id AND t.text_sha256 = n.text_sha256)))
GROUP BY p.item_id, p.other_id ORDER BY p.item_id, same_text DESC, first_seen
"""


def twins(conn: sqlite3.Connection, view: View, items: tuple[int, ...]) -> tuple[Twin, ...]:
    """Items that an earlier crawl read, with the text or the very title of one of these; those of equal text first.

    A reading that bears neither, nor the title under which the text stood, is of another article and does not count.
    """
    rows = conn.execute(_TWINS, {"items": json.dumps(list(items)), "site": view.site, "run": view.run}).fetchall()
    wanted = json.dumps(sorted({row["version"] for row in rows}))
    texts: dict[int, str] = {  # each once, however many newer ones it is compared with
        row["id"]: row["text"]
        for row in conn.execute(
            "SELECT id, text FROM item_versions WHERE id IN (SELECT value FROM json_each(?))", (wanted,)
        )
    }
    return tuple(
        Twin(
            item_id=row["item_id"],
            other_id=row["other_id"],
            other_title=row["title"] or "",
            other_text=texts[row["version"]],
            other_stated=to_date(row["stated"]),
            other_day=to_day(row["first_seen"]),
            other_listed=to_date(row["listed"]),
            other_columns=tuple(row["paths"].split("\n")) if row["paths"] else (),
            listed_still=bool(row["listed_still"]),
            same_text=bool(row["same_text"]),
            copies=row["copies"],
            capture_id=row["capture_id"],
        )
        for row in rows
    )
