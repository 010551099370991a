"""How all sites stand, asked at once and answered from indexes: newest items, pairs that wait."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date


def newest_days(conn: sqlite3.Connection, sites: Sequence[str], until: date) -> dict[str, date]:
    """The newest stated day up to `until` of what is on each of these sites; a site without any is missing."""
    rows = conn.execute(
        "SELECT s.value AS site, (SELECT i.published_on FROM items i WHERE i.site = s.value AND i.published_on <= ?"
        " AND i.vanished_at IS NULL ORDER BY i.published_on DESC LIMIT 1) AS day FROM json_each(?) s",
        (until.isoformat(), json.dumps(list(sites))),
    )
    return {row["site"]: date.fromisoformat(row["day"]) for row in rows if row["day"]}


def years_of(conn: sqlite3.Connection, site: str, until: date) -> tuple[int, int] | None:
    """The first and the last year in which something on the site is dated, up to a day; None where nothing is."""
    row = conn.execute(
        "SELECT (SELECT published_on FROM items WHERE site = :site AND published_on >= '1990' AND published_on <= :day"
        " ORDER BY published_on LIMIT 1) AS first, (SELECT published_on FROM items WHERE site = :site"
        " AND published_on >= '1990' AND published_on <= :day ORDER BY published_on DESC LIMIT 1) AS last",
        {"site": site, "day": until.isoformat()},
    ).fetchone()
    return (int(row["first"][:4]), int(row["last"][:4])) if row["first"] else None


def pairs_waiting(conn: sqlite3.Connection, sites: Sequence[str]) -> int:
    """How many pairs of two sites' items wait for a person, both of them on these sites."""
    row = conn.execute(
        "WITH mine AS (SELECT value AS site FROM json_each(?)) SELECT count(*) FROM pairings p"
        " CROSS JOIN items a ON a.id = p.item_a CROSS JOIN items b ON b.id = p.item_b"
        " WHERE p.state = 'review' AND a.site <> b.site AND a.site IN mine AND b.site IN mine",
        (json.dumps(list(sites)),),
    ).fetchone()
    return int(row[0])


def entries_seen(conn: sqlite3.Connection, runs: Sequence[int]) -> int:
    """How many entries of lists these runs saw: a measure of how much there is to look through."""
    row = conn.execute(
        "SELECT coalesce(sum(rows), 0) FROM column_states WHERE run_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(runs)),),
    ).fetchone()
    return int(row[0])
