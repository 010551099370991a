"""One column on its own: what each crawl saw of it, what it published month by month, and its list's entries."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from crawler.catalogue.answers import day_of
from crawler.catalogue.rows import ListingRow


@dataclass(frozen=True, slots=True)
class ColumnState:
    """What one crawl saw of a column."""

    run: int
    mode: str
    at: str
    outcome: str
    kind: str
    complete: bool
    why: str
    pages_walked: int
    pages_stated: int | None
    rows: int
    stated_total: int | None
    newest: date | None
    capture_id: int | None


def column_states(conn: sqlite3.Connection, site: str, column_id: int, *, last: int) -> list[ColumnState]:
    """The last so many states of a column, newest first."""
    rows = conn.execute(
        "SELECT s.*, r.mode FROM runs r JOIN column_states s ON s.run_id = r.id AND s.column_id = ?"
        " WHERE r.site = ? AND r.state <> 'running' ORDER BY r.id DESC LIMIT ?",
        (column_id, site, last),
    )
    return [
        ColumnState(
            row["run_id"],
            row["mode"],
            row["at"],
            row["outcome"],
            row["kind"],
            bool(row["complete"]),
            row["why"],
            row["pages_walked"],
            row["pages_stated"],
            row["rows"],
            row["stated_total"],
            day_of(row["newest"]),
            row["capture_id"],
        )
        for row in rows
    ]


def published_by_month(
    conn: sqlite3.Connection, column_id: int, run: int, first: date, last: date
) -> Mapping[str, int]:
    """Month (2016-03) → distinct items dated from `first` to `last` that a column's list holds as of a run."""
    rows = conn.execute(
        "SELECT substr(coalesce(i.published_on, l.listed_on), 1, 7) AS month, count(DISTINCT i.identity_id) AS n"
        " FROM listings l CROSS JOIN items i ON i.id = l.item_id"
        " WHERE l.column_id = :column AND l.first_run <= :run AND l.last_run >= :run"
        " AND coalesce(i.published_on, l.listed_on) BETWEEN :first AND :last GROUP BY 1 ORDER BY 1",
        {"column": column_id, "run": run, "first": first.isoformat(), "last": last.isoformat()},
    )
    return {row["month"]: row["n"] for row in rows}


def first_listings(conn: sqlite3.Connection, column_id: int, run: int, *, last_row: int) -> list[ListingRow]:
    """The entries at the top of a column's list as a run saw it, in their order: rows up to `last_row`."""
    rows = conn.execute(
        "SELECT c.path, l.* FROM listings l JOIN columns c ON c.id = l.column_id"
        " WHERE l.column_id = ? AND l.first_run <= ? AND l.last_run >= ? ORDER BY l.row, l.id LIMIT ?",
        (column_id, run, run, last_row),
    )
    return [
        ListingRow(
            row["path"],
            row["column_id"],
            row["item_id"],
            row["title"],
            day_of(row["listed_on"]),
            row["url"],
            row["row"],
            bool(row["pinned"]),
            row["capture_id"],
        )
        for row in rows
    ]
