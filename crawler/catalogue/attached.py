"""The files that a site's items offer, and how each opened: one row for each file, however many items offer it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from crawler.catalogue.updating import chain_of
from crawler.catalogue.view import View


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that items offer. All from `outcome` on are of the crawl's last visit to it; None: never visited."""

    key: str
    url: str
    name: str
    item_url: str  # of one item that offers it
    item_title: str | None
    items: int  # that offer it
    outcome: str | None
    status: int | None
    size: int | None  # bytes
    media_type: str | None  # as the server said
    at: str | None
    capture_id: int | None


def attached_files(conn: sqlite3.Connection, view: View) -> tuple[AttachedFile, ...]:
    """The files in the current versions of the site's items (vanished and later ones left out), by key."""
    if view.run is None:
        return ()
    rows = conn.execute(
        "WITH chain AS (SELECT value AS id FROM json_each(:chain)),"
        " files AS (SELECT a.key, min(a.url) AS url, min(a.name) AS name, min(i.id) AS item_id,"
        "   count(DISTINCT i.id) AS items FROM items i JOIN attachments a ON a.version_id = i.version_id"
        "   WHERE i.site = :site AND i.vanished_at IS NULL AND (i.published_on IS NULL OR i.published_on <= :day)"
        "   GROUP BY a.key),"
        " last AS (SELECT w.key, max(w.id) AS id FROM files f JOIN visits w ON w.key = f.key"
        "   WHERE w.run_id IN chain GROUP BY w.key)"
        " SELECT f.*, i.url AS item_url, i.title AS item_title, v.outcome, v.status, v.bytes, v.media_type, v.at,"
        "   v.capture_id FROM files f JOIN items i ON i.id = f.item_id LEFT JOIN last ON last.key = f.key"
        " LEFT JOIN visits v ON v.id = last.id ORDER BY f.key",
        {"chain": json.dumps(chain_of(conn, view.run)), "site": view.site, "day": view.as_of.isoformat()},
    )
    return tuple(
        AttachedFile(
            key=row["key"],
            url=row["url"],
            name=row["name"],
            item_url=row["item_url"],
            item_title=row["item_title"],
            items=row["items"],
            outcome=row["outcome"],
            status=row["status"],
            size=row["bytes"],
            media_type=row["media_type"],
            at=row["at"],
            capture_id=row["capture_id"],
        )
        for row in rows
    )
