"""Which findings are about one page."""

from __future__ import annotations

import sqlite3

from checks.ledger.read import finding_of
from checks.ledger.rows import FindingRow
from checks.ledger.waivers import waivers_with


def findings_about(conn: sqlite3.Connection, site: str, key: str) -> list[FindingRow]:
    """The findings of a site whose subject is the item or the link with this canonical key, newest first."""
    rows = conn.execute(
        "SELECT * FROM findings WHERE site = ? AND subject_kind IN ('item', 'link') AND subject_key = ?"
        " ORDER BY id DESC",
        (site, key),
    ).fetchall()
    waivers = waivers_with(conn, {row["waiver_id"] for row in rows if row["waiver_id"] is not None})
    return [finding_of(row, waivers) for row in rows]
