"""Questions about decisions and their numbers on other sites: the municipal portals that carry the same organ."""

from __future__ import annotations

import json
import sqlite3
from datetime import date

from crawler.catalogue.view import View


def numbers_elsewhere(conn: sqlite3.Connection, view: View, sites: tuple[str, ...]) -> frozenset[str]:
    """All document numbers, as written, of documents and records on these sites, dated up to `as_of` or undated."""
    if not sites:
        return frozenset()
    rows = conn.execute(
        "SELECT v.doc_no FROM items i JOIN item_versions v ON v.id = i.version_id"
        " WHERE i.site IN (SELECT value FROM json_each(:sites)) AND v.doc_no IS NOT NULL"
        " AND (i.published_on IS NULL OR i.published_on <= :day)"
        " UNION SELECT r.doc_no FROM items i JOIN records r ON r.version_id = i.version_id"
        " WHERE i.site IN (SELECT value FROM json_each(:sites)) AND r.doc_no IS NOT NULL"
        " AND (i.published_on IS NULL OR i.published_on <= :day)",
        {"sites": json.dumps(sites), "day": view.as_of.isoformat()},
    )
    return frozenset(row["doc_no"] for row in rows)


def decisions_elsewhere(
    conn: sqlite3.Connection, view: View, sites: tuple[str, ...]
) -> tuple[tuple[str, str, date], ...]:
    """(kind, number as written, first day of publication) of the records on these sites, dated up to `as_of`."""
    if not sites:
        return ()
    rows = conn.execute(
        "SELECT r.kind, r.doc_no, min(i.published_on) AS day FROM items i JOIN records r ON r.version_id = i.version_id"
        " WHERE i.site IN (SELECT value FROM json_each(?)) AND r.doc_no IS NOT NULL AND i.published_on <= ?"
        " GROUP BY r.kind, r.doc_no ORDER BY r.kind, r.doc_no",
        (json.dumps(sites), view.as_of.isoformat()),
    )
    return tuple((row["kind"], row["doc_no"], date.fromisoformat(row["day"])) for row in rows)
