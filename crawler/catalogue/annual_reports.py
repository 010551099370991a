"""Pages that are called annual report, among what was crawled: for a person who chooses one to be audited."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A captured article whose title names an annual report on disclosure."""

    item: int
    site: str
    title: str
    published: str | None
    capture: int


def report_pages(conn: sqlite3.Connection, sites: Sequence[str], limit: int = 200) -> tuple[ReportPage, ...]:
    """The newest version of each such article on these sites, newest first."""
    rows = conn.execute(
        "SELECT i.id, i.site, i.title, i.published_on, v.capture_id FROM items i INDEXED BY items_called_reports"
        " JOIN item_versions v ON v.id = i.version_id"
        " WHERE i.site IN (SELECT value FROM json_each(?)) AND v.capture_id IS NOT NULL"
        " AND (i.title LIKE '%年度报告%' OR i.title LIKE '%公开%年报%')"
        " ORDER BY i.published_on DESC, i.id DESC LIMIT ?",
        (json.dumps(list(sites)), limit),
    )
    return tuple(ReportPage(*row) for row in rows)
