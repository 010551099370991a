"""Items that changed their address: the item was gone under the old one when it came up under the new one."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from crawler.catalogue.updating import chain_of
from crawler.catalogue.view import View


@dataclass(frozen=True, slots=True)
class MovedItem:
    """An item that is on the site under a new address only, and what the old one answered to the same crawl."""

    url: str  # new
    title: str | None
    old_url: str
    old_key: str
    outcome: str | None  # None: the crawl had no cause to ask for the old address
    capture_id: int | None  # of that answer


def moved_items(conn: sqlite3.Connection, view: View) -> tuple[MovedItem, ...]:
    """Such items as of the view's run, by the old address. The two places are one item by title, date and text."""
    if view.run is None:
        return ()
    rows = conn.execute(
        "WITH moved AS (SELECT o.key, o.url AS old_url, min(n.id) AS new FROM items n"
        "   JOIN items o ON o.identity_id = n.identity_id AND o.site = n.site AND o.last_run < n.first_run"
        "   WHERE n.site = :site AND n.first_run <= :run AND n.last_run >= :run GROUP BY o.key),"
        " last AS (SELECT w.key, max(w.id) AS id FROM moved m JOIN visits w ON w.key = m.key"
        "   WHERE w.run_id IN (SELECT value FROM json_each(:chain)) GROUP BY w.key)"
        " SELECT m.key, m.old_url, n.url, n.title, v.outcome, v.capture_id FROM moved m JOIN items n ON n.id = m.new"
        " LEFT JOIN last ON last.key = m.key LEFT JOIN visits v ON v.id = last.id ORDER BY m.key",
        {"chain": json.dumps(chain_of(conn, view.run)), "site": view.site, "run": view.run},
    )
    return tuple(
        MovedItem(row["url"], row["title"], row["old_url"], row["key"], row["outcome"], row["capture_id"])
        for row in rows
    )


def crawls_before(conn: sqlite3.Connection, view: View) -> int:
    """How many finished crawls of the site there are before the view's: without any, nothing can have moved."""
    row = conn.execute(
        "SELECT count(*) AS n FROM runs WHERE site = ? AND id < ? AND state <> 'running'"
        " AND mode IN ('full', 'replay', 'update')",
        (view.site, view.run or 0),
    ).fetchone()
    return int(row["n"])
