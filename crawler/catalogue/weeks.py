"""What columns published week by week, and which weeks a crawl could vouch for.

A list that was walked whole shows everything up to the moment of that walk: its weeks before are *seen*. Without such
a walk nothing is known of a week, and an empty one must not be taken for a quiet one.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crawler.clock import day_in_shanghai


@dataclass(frozen=True, slots=True)
class Look:
    """How far we looked into a column: the days (Asia/Shanghai) of the newest walk that was whole, and of any."""

    whole: date | None
    any: date | None


def monday(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def published_by_week(
    conn: sqlite3.Connection, site: str, run: int, first: date, last: date
) -> Mapping[int, Mapping[date, int]]:
    """Column id → Monday → distinct items dated from `first` to `last`, of what the lists of a run hold."""
    rows = conn.cursor()
    rows.row_factory = None
    rows.execute(
        "SELECT l.column_id, coalesce(i.published_on, l.listed_on) AS day, count(DISTINCT i.identity_id)"
        " FROM columns c CROSS JOIN listings l ON l.column_id = c.id CROSS JOIN items i ON i.id = l.item_id"
        " WHERE c.site = :site AND c.level > 0 AND l.first_run <= :run AND l.last_run >= :run"
        " AND coalesce(i.published_on, l.listed_on) BETWEEN :first AND :last GROUP BY 1, 2",
        {"site": site, "run": run, "first": first.isoformat(), "last": last.isoformat()},
    )
    found: dict[int, Counter[date]] = defaultdict(Counter)
    for column, day, count in rows:
        found[column][monday(date.fromisoformat(day))] += count
    return found


def looks(conn: sqlite3.Connection, site: str, run: int) -> Mapping[int, Look]:
    """Column id → how far all crawls up to this one looked into it."""
    rows = conn.execute(
        "SELECT s.column_id, max(CASE WHEN s.complete AND s.outcome IN ('ok', 'not_modified') THEN r.started_at END)"
        "   AS whole, max(CASE WHEN s.outcome IN ('ok', 'not_modified') THEN r.started_at END) AS any_look"
        " FROM runs r JOIN column_states s ON s.run_id = r.id"
        " WHERE r.site = ? AND r.id <= ? AND r.state <> 'running' AND r.mode IN ('full', 'update', 'replay')"
        " GROUP BY s.column_id",
        (site, run),
    )
    return {row["column_id"]: Look(_day(row["whole"]), _day(row["any_look"])) for row in rows}


def _day(moment: str | None) -> date | None:
    return day_in_shanghai(datetime.fromisoformat(moment)) if moment else None
