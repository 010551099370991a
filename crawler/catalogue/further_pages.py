"""Pages of lists beyond the first, as a crawl tried them.

further_pages.further_pages -> tuple[FurtherPage, ...]   by column path and page number
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from crawler.catalogue.updating import chain_of
from crawler.catalogue.view import View


@dataclass(frozen=True, slots=True)
class FurtherPage:
    """One further page of a column's list, with how it answered last (None: not tried)."""

    column: str
    page_no: int
    url: str
    outcome: str | None
    capture_id: int | None


def further_pages(conn: sqlite3.Connection, view: View) -> tuple[FurtherPage, ...]:
    """The further list pages known at the end of a run."""
    if view.run is None:
        return ()
    rows = conn.execute(
        "WITH chain AS (SELECT value AS id FROM json_each(?))"
        " SELECT c.path, f.page_no, f.url, f.outcome, v.capture_id"
        " FROM frontier f JOIN columns c ON c.id = f.column_id LEFT JOIN visits v ON v.id ="
        "   (SELECT max(w.id) FROM visits w WHERE w.run_id = f.run_id AND w.key = f.key)"
        " WHERE f.run_id IN chain AND f.role = 'list_page' AND f.page_no > 1 AND f.run_id ="
        "   (SELECT max(g.run_id) FROM frontier g WHERE g.key = f.key AND g.run_id IN chain)"
        " ORDER BY c.path, f.page_no",
        (json.dumps(chain_of(conn, view.run)),),
    )
    return tuple(
        FurtherPage(row["path"], row["page_no"], row["url"], row["outcome"], row["capture_id"]) for row in rows
    )
