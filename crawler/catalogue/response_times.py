"""How long home pages took to answer probes: a site's own, and those of all others in the same days."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from crawler.catalogue.view import View
from crawler.clock import SHANGHAI, stamp


@dataclass(frozen=True, slots=True)
class ResponseTimes:
    """Milliseconds of the probes that opened, sorted; all redirects included."""

    own: tuple[int, ...]
    others: tuple[int, ...]


def response_times(conn: sqlite3.Connection, view: View, since: date, until: date) -> ResponseTimes:
    """The times of the probes in a period (days in Asia/Shanghai, both inclusive)."""
    first = datetime.combine(since, time(), SHANGHAI)
    end = datetime.combine(until + timedelta(days=1), time(), SHANGHAI)
    rows = conn.execute(
        "SELECT site = ? AS own, elapsed_ms FROM probes WHERE at >= ? AND at < ? AND outcome IN ('ok', 'not_modified')"
        " AND elapsed_ms IS NOT NULL ORDER BY elapsed_ms",
        (view.site, stamp(first), stamp(end)),
    ).fetchall()
    return ResponseTimes(
        own=tuple(row["elapsed_ms"] for row in rows if row["own"]),
        others=tuple(row["elapsed_ms"] for row in rows if not row["own"]),
    )
