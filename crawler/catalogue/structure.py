"""What one run read of a site's structure, page by page, with the place of each page in the archive."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from crawler.model import Role


@dataclass(frozen=True, slots=True)
class StructurePage:
    """One page that was read: its address, what it was fetched for, and where its bytes lie."""

    url: str
    role: Role
    column_id: int | None
    page_no: int
    referrer: str | None  # the page that named it first
    platform: str | None
    warc_file: str
    offset: int
    length: int


def structure_pages(conn: sqlite3.Connection, run_id: int) -> list[StructurePage]:
    """The pages that a run fetched and could read, in the order in which they came; attachments left out."""
    rows = conn.execute(
        "SELECT v.url, f.role, f.column_id, f.page_no, f.referrer, v.platform, c.warc_file, c.offset, c.length"
        " FROM visits v JOIN frontier f ON f.run_id = v.run_id AND f.key = v.key JOIN captures c ON c.id = v.capture_id"
        " WHERE v.run_id = ? AND v.outcome IN ('ok', 'not_modified') AND f.role <> 'attachment'"
        " AND v.id IN (SELECT max(w.id) FROM visits w WHERE w.run_id = v.run_id GROUP BY w.key) ORDER BY v.id",
        (run_id,),
    )
    return [
        StructurePage(
            url=row["url"],
            role=Role(row["role"]),
            column_id=row["column_id"],
            page_no=row["page_no"],
            referrer=row["referrer"],
            platform=row["platform"],
            warc_file=row["warc_file"],
            offset=row["offset"],
            length=row["length"],
        )
        for row in rows
    ]


def home_answer(conn: sqlite3.Connection, run_id: int) -> tuple[str, str] | None:
    """(address, outcome) with which the home page finally answered; None where it was never asked for."""
    row = conn.execute(
        "SELECT url, coalesce(outcome, 'not_tried') AS outcome FROM frontier WHERE run_id = ? AND role = 'home'"
        " ORDER BY id LIMIT 1",
        (run_id,),
    ).fetchone()
    return (row["url"], row["outcome"]) if row is not None else None
