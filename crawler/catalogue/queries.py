"""Named questions to the catalogue: the only way in which checks, reports, exports and the console read it.

Two times are at work. `as_of` is a day of the site's own calendar: items dated later are not looked at.
`run` is the crawl whose observations count (by default the newest finished one): what we knew, and when.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date

from crawler.catalogue.answers import day_of, plain
from crawler.catalogue.known_items import attachments_of, items, records, texts_of
from crawler.catalogue.link_states import LinkStateRow, known_until, link_states
from crawler.catalogue.probe_rows import ProbeRow, availability, probes
from crawler.catalogue.rows import (
    ColumnRow,
    ItemRow,
    LinkRow,
    ListingRow,
    PairingRow,
    RecordRow,
    TargetRow,
    VisitRow,
)
from crawler.catalogue.runs import RunRow, SiteRow, first_run, last_run, read_run, run_nearest
from crawler.catalogue.updating import chain_of
from crawler.model import ColumnClass, SiteKind

__all__ = [
    "ColumnRow",
    "ItemRow",
    "LinkRow",
    "LinkStateRow",
    "ListingRow",
    "PairingRow",
    "ProbeRow",
    "RecordRow",
    "RunRow",
    "SiteRow",
    "TargetRow",
    "VisitRow",
    "attachments_of",
    "availability",
    "first_run",
    "items",
    "known_until",
    "last_run",
    "link_states",
    "probes",
    "read_run",
    "records",
    "run_nearest",
    "texts_of",
]


def sites(conn: sqlite3.Connection) -> list[SiteRow]:
    """All sites, by id."""
    return [
        SiteRow(row["id"], row["name"], SiteKind(row["kind"]), row["home"], row["organ"])
        for row in conn.execute("SELECT * FROM sites ORDER BY id")
    ]


def columns(
    conn: sqlite3.Connection, site: str, *, as_of: date | None = None, run: int | None = None
) -> list[ColumnRow]:
    """The column tree of a site as one run saw it, by path; empty if the site was never crawled."""
    run_id = run if run is not None else _last(conn, site)
    if run_id is None:
        return []
    day = as_of.isoformat() if as_of else "9999-12-31"
    rows = conn.execute(
        "WITH own AS (SELECT l.column_id, count(DISTINCT i.identity_id) AS items,"
        "   max(CASE WHEN coalesce(i.published_on, l.listed_on) <= :day THEN coalesce(i.published_on, l.listed_on) END)"
        "     AS newest,"
        "   count(DISTINCT CASE WHEN coalesce(i.published_on, l.listed_on) IS NULL THEN i.identity_id END) AS undated"
        "   FROM listings l JOIN items i ON i.id = l.item_id JOIN columns c ON c.id = l.column_id"
        "   WHERE c.site = :site AND l.first_run <= :run AND l.last_run >= :run"
        "     AND (coalesce(i.published_on, l.listed_on) IS NULL OR coalesce(i.published_on, l.listed_on) <= :day)"
        "   GROUP BY l.column_id)"
        " SELECT c.*, s.outcome, s.kind, s.complete, s.why, s.archived, s.pages_walked, s.pages_stated, s.stated_total,"
        "   s.rows AS seen_rows, s.capture_id, s.at, coalesce(own.items, 0) AS items, own.newest,"
        "   coalesce(own.undated, 0) AS undated"
        " FROM column_states s JOIN columns c ON c.id = s.column_id LEFT JOIN own ON own.column_id = c.id"
        " WHERE s.run_id = :run ORDER BY c.path",
        {"site": site, "run": run_id, "day": day},
    ).fetchall()
    parents = {row["path"].rpartition("/")[0] for row in rows}
    return [_column(row, row["path"] in parents) for row in rows]


def _column(row: sqlite3.Row, has_children: bool) -> ColumnRow:
    return ColumnRow(
        id=row["id"],
        site=row["site"],
        path=row["path"],
        name=row["name"],
        level=row["level"],
        url=row["url"],
        identity=row["identity"],
        column_class=ColumnClass(row["class"]),
        class_reason=row["class_reason"],
        has_children=has_children,
        kind=row["kind"],
        outcome=row["outcome"],
        complete=bool(row["complete"]),
        why=row["why"],
        archived=bool(row["archived"]),
        pages_walked=row["pages_walked"],
        pages_stated=row["pages_stated"],
        stated_total=row["stated_total"],
        rows=row["seen_rows"],
        items=row["items"],
        newest=day_of(row["newest"]),
        undated=row["undated"],
        capture_id=row["capture_id"],
        seen_at=row["at"],
    )


def listings(conn: sqlite3.Connection, site: str, *, run: int | None = None) -> list[ListingRow]:
    """All list entries that one run saw, by column path and row."""
    run_id = run if run is not None else _last(conn, site)
    rows = plain(
        conn,
        "SELECT c.path, l.column_id, l.item_id, l.title, l.listed_on, l.url, l.row, l.pinned, l.capture_id"
        " FROM listings l JOIN columns c ON c.id = l.column_id"
        " WHERE c.site = :site AND l.first_run <= :run AND l.last_run >= :run"
        " ORDER BY c.level = 0, c.path, l.row, l.id",
        {"site": site, "run": run_id},
    )
    return [
        ListingRow(path, column_id, item_id, title, day_of(day), url, number, bool(pinned), capture_id)
        for path, column_id, item_id, title, day, url, number, pinned, capture_id in rows
    ]


def visits(conn: sqlite3.Connection, site: str, *, run: int | None = None) -> list[VisitRow]:
    """All fetches of one run in the order in which they were made."""
    run_id = run if run is not None else _last(conn, site)
    return [
        VisitRow(**{name: row[name] for name in VisitRow.__slots__})
        for row in conn.execute("SELECT * FROM visits WHERE run_id = ? ORDER BY id", (run_id,))
    ]


def links(
    conn: sqlite3.Connection, site: str, *, outcomes: Sequence[str] | None = None, run: int | None = None
) -> list[LinkRow]:
    """The links known at the end of a run, with the last outcome of visiting each target; `outcomes` narrows.

    An update adds to what the runs before it knew, since the last crawl that looked at everything.
    """
    run_id = run if run is not None else _last(conn, site)
    rows = conn.execute(
        "WITH chain AS (SELECT value AS id FROM json_each(?))"
        " SELECT k.*, v.outcome, v.status, v.capture_id FROM links k LEFT JOIN visits v ON v.id ="
        " (SELECT max(w.id) FROM visits w WHERE w.run_id IN chain AND w.key = k.key)"
        " WHERE k.run_id IN chain AND NOT EXISTS (SELECT 1 FROM links n WHERE n.run_id IN chain AND n.key = k.key"
        " AND (n.on_home, n.run_id) > (k.on_home, k.run_id)) ORDER BY k.on_home DESC, k.key",
        (_chain(conn, run_id),),
    )
    found = [
        LinkRow(
            url=row["url"],
            text=row["text"],
            from_url=row["from_url"],
            on_home=bool(row["on_home"]),
            internal=bool(row["internal"]),
            outcome=row["outcome"],
            status=row["status"],
            capture_id=row["capture_id"],
        )
        for row in rows
    ]
    return found if outcomes is None else [link for link in found if link.outcome in outcomes]


def targets(conn: sqlite3.Connection, site: str, *, run: int | None = None) -> list[TargetRow]:
    """Every address that was visited up to a run, by key: its last outcome, and the link, row or menu it was found by.

    An update adds to what the runs before it knew, since the last crawl that looked at everything.
    """
    run_id = run if run is not None else _last(conn, site)
    rows = plain(
        conn,
        "WITH chain AS (SELECT value AS id FROM json_each(:chain)),"
        " home AS (SELECT url FROM visits WHERE run_id IN chain AND role = 'home')"
        " SELECT v.url, v.key, v.role, v.outcome, v.status, v.at, v.redirect_url,"
        "   coalesce(nullif(k.text, ''), l.title, c.name, '') AS text,"
        "   coalesce(k.from_url, l.url, f.referrer) AS from_url,"
        "   coalesce(l.path, c.path) AS path,"
        "   coalesce(k.on_home, 0) OR coalesce(l.on_home, 0)"
        "     OR (v.role = 'column' AND f.referrer IN (SELECT url FROM home)) AS on_home, v.capture_id"
        " FROM visits v LEFT JOIN links k ON k.run_id = v.run_id AND k.key = v.key"
        " LEFT JOIN frontier f ON f.run_id = v.run_id AND f.key = v.key"
        " LEFT JOIN columns c ON c.site = :site AND c.key = v.key AND v.role = 'column'"
        " LEFT JOIN (SELECT i.key, max(a.title) AS title, max(d.url) AS url, max(CASE WHEN d.level > 0 THEN d.path END)"
        "     AS path, max(d.level = 0) AS on_home FROM listings a JOIN items i ON i.id = a.item_id"
        "     JOIN columns d ON d.id = a.column_id"
        "     WHERE i.site = :site AND a.first_run <= :run AND a.last_run >= :run GROUP BY i.key) l ON l.key = v.key"
        " WHERE v.id IN (SELECT max(w.id) FROM visits w WHERE w.run_id IN chain GROUP BY w.key)"
        " AND v.key NOT GLOB '*/gongkai-[0-9a-f]*.html'"  # our own wrong address: see `crawler.traps`
        " ORDER BY v.key",
        {"site": site, "run": run_id, "chain": _chain(conn, run_id)},
    )
    return [
        TargetRow(url, key, role, outcome, status, at, redirect, text, from_url, column, bool(on_home), capture_id)
        for url, key, role, outcome, status, at, redirect, text, from_url, column, on_home, capture_id in rows
    ]


def counterparts(conn: sqlite3.Connection, site: str, partner: str, *, at: str | None = None) -> dict[int, int]:
    """Item of `partner` → item of `site` for all pairs that hold; items of `site` that had vanished do not count.

    As it is now, or as it was at the moment `at`.
    """
    rows = conn.execute(
        "SELECT p.id AS partner_item, min(o.id) AS own_item FROM items p JOIN items o ON o.identity_id = p.identity_id"
        " WHERE p.site = ? AND o.site = ? AND o.first_seen <= ? AND (o.vanished_at IS NULL OR o.vanished_at > ?)"
        " GROUP BY p.id",
        (partner, site, at or _FOREVER, at or _FOREVER),
    )
    return {row["partner_item"]: row["own_item"] for row in rows}


def pairings(conn: sqlite3.Connection, *, state: str | None = None) -> list[PairingRow]:
    """Pairings of items, by id; `state` narrows (auto, review, confirmed, rejected)."""
    rows = conn.execute("SELECT * FROM pairings WHERE ? IS NULL OR state = ? ORDER BY id", (state, state))
    return [PairingRow(**{name: row[name] for name in PairingRow.__slots__}) for row in rows]


def capture(conn: sqlite3.Connection, capture_id: int) -> sqlite3.Row | None:
    """Where one capture lies (url, at, sha256, warc_file, offset, length), or None."""
    row: sqlite3.Row | None = conn.execute("SELECT * FROM captures WHERE id = ?", (capture_id,)).fetchone()
    return row


def archive_files(conn: sqlite3.Connection) -> list[tuple[str, int, int]]:
    """(file, number of captures, byte after the last one) of every archive file that captures lie in, by name."""
    rows = conn.execute(
        "SELECT warc_file, count(*) AS captures, max(offset + length) AS end FROM captures GROUP BY 1 ORDER BY 1"
    )
    return [(row["warc_file"], row["captures"], row["end"]) for row in rows]


def _chain(conn: sqlite3.Connection, run_id: int | None) -> str:
    """The runs that together say what is known at the end of a run, as JSON."""
    return json.dumps(chain_of(conn, run_id) if run_id is not None else [])


_FOREVER = "9999"  # a moment behind all others


def _last(conn: sqlite3.Connection, site: str) -> int | None:
    run = last_run(conn, site)
    return run.id if run else None
