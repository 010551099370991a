"""Questions about papers on accidents: what other sites hold, and every report that this one ever showed."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import date

from crawler.catalogue.updating import chain_of
from crawler.catalogue.view import View


@dataclass(frozen=True, slots=True)
class ReportEver:
    """An item that some crawl up to the view's run read, and what that run knows of it."""

    item_id: int
    key: str
    url: str
    title: str
    published_on: date | None
    last_seen: str  # UTC moment of the last crawl that saw it
    listed_now: bool  # the view's run saw it in a list
    linked_now: bool  # or knew a link to it
    outcome: str | None  # of the view's run's last visit to its address, None where it asked for none
    capture_id: int | None
    copy: str | None  # address of another item with the same text, or paired with it, that the run saw
    column: str | None  # path of a column that listed it last
    rolled_off: bool  # that list is now as long as it was, and holds nothing older: it may show only so many entries


def titles_elsewhere(conn: sqlite3.Connection, view: View, sites: tuple[str, ...], word: str) -> tuple[str, ...]:
    """Titles that hold a word, of the items of other sites dated up to the view's day or undated."""
    if not sites:
        return ()
    rows = conn.execute(
        "SELECT DISTINCT title FROM items WHERE site IN (SELECT value FROM json_each(?)) AND instr(title, ?) > 0"
        " AND (published_on IS NULL OR published_on <= ?) AND vanished_at IS NULL ORDER BY title",
        (json.dumps(sites), word, view.as_of.isoformat()),
    )
    return tuple(row["title"] for row in rows)


def items_ever(conn: sqlite3.Connection, view: View, words: tuple[str, ...]) -> tuple[ReportEver, ...]:
    """Every item of the site that a crawl up to the view's run read and whose title holds all the words, by id.

    Vanished ones are there, with what the view's run knows of them; runs that came later do not exist.
    """
    if view.run is None:
        return ()
    rows = conn.execute(
        "WITH chain AS (SELECT value AS id FROM json_each(:chain)), named AS MATERIALIZED (SELECT * FROM items i"
        "   WHERE i.site = :site AND i.title IS NOT NULL AND i.first_run <= :run"
        "   AND NOT EXISTS (SELECT 1 FROM json_each(:words) k WHERE instr(i.title, k.value) = 0)),"
        " read AS ("
        "   SELECT i.id, i.key, i.url, i.identity_id, i.first_run, v.title, v.published_on, v.text_sha256,"
        "     length(v.text) AS chars, v.capture_id"
        "   FROM named i JOIN item_versions v ON v.id ="
        "     (SELECT max(w.id) FROM item_versions w WHERE w.item_id = i.id AND w.run_id <= :run)"
        "   WHERE v.published_on IS NULL OR v.published_on <= :day)"
        " SELECT r.*,"
        "   EXISTS (SELECT 1 FROM listings l JOIN columns c ON c.id = l.column_id WHERE l.item_id = r.id"
        "     AND l.first_run <= :run AND l.last_run >= :run) AS listed,"
        "   (SELECT s.outcome FROM visits s WHERE s.key = r.key AND s.run_id = :run ORDER BY s.id DESC LIMIT 1)"
        "     AS outcome,"
        "   (SELECT max(s.at) FROM visits s JOIN runs u ON u.id = s.run_id AND u.site = :site WHERE s.key = r.key"
        "     AND s.run_id <= :run AND s.outcome IN ('ok', 'not_modified')) AS last_read,"
        "   (SELECT max(l.last_seen) FROM listings l WHERE l.item_id = r.id AND l.last_run <= :run) AS last_listed,"
        "   EXISTS (SELECT 1 FROM links k WHERE k.key = r.key AND k.run_id IN chain) AS linked,"
        "   (SELECT o.url FROM items o WHERE o.site = :site AND o.id <> r.id AND o.first_run <= :run"
        "     AND o.last_run >= :run AND (o.identity_id = r.identity_id OR EXISTS (SELECT 1 FROM item_versions w"
        "       WHERE w.item_id = o.id AND w.text_sha256 = r.text_sha256 AND r.chars >= 20)) LIMIT 1) AS copy,"
        "   p.path, (SELECT t.rows FROM column_states t WHERE t.column_id = p.column_id AND t.run_id = p.last_run)"
        "     AS rows_then,"
        "   (SELECT t.rows FROM column_states t WHERE t.column_id = p.column_id AND t.run_id = :run) AS rows_now,"
        "   EXISTS (SELECT 1 FROM listings l JOIN items o ON o.id = l.item_id WHERE l.column_id = p.column_id"
        "     AND l.first_run <= :run AND l.last_run >= :run AND o.published_on < r.published_on) AS older"
        " FROM read r LEFT JOIN (SELECT l.item_id, l.column_id, l.last_run, c.path, row_number() OVER ("
        "     PARTITION BY l.item_id ORDER BY l.last_run DESC, c.level DESC, l.id) AS place"
        "   FROM listings l JOIN columns c ON c.id = l.column_id AND c.level > 0"
        "   WHERE l.item_id IN (SELECT id FROM read) AND l.last_run <= :run) p ON p.item_id = r.id AND p.place = 1"
        " ORDER BY r.id",
        {
            "site": view.site,
            "run": view.run,
            "day": view.as_of.isoformat(),
            "words": json.dumps(words, ensure_ascii=False),
            "chain": json.dumps(chain_of(conn, view.run)),
        },
    )
    return tuple(
        ReportEver(
            item_id=row["id"],
            key=row["key"],
            url=row["url"],
            title=row["title"] or row["url"],
            published_on=date.fromisoformat(row["published_on"]) if row["published_on"] else None,
            last_seen=max(filter(None, (row["last_read"], row["last_listed"])), default=""),
            listed_now=bool(row["listed"]),
            linked_now=bool(row["linked"]),
            outcome=row["outcome"],
            capture_id=row["capture_id"],
            copy=row["copy"],
            column=row["path"],
            rolled_off=not row["older"] and (row["rows_now"] or 0) >= (row["rows_then"] or 0) > 0,
        )
        for row in rows
    )
