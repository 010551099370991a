"""Visits to home pages (probes), and how often a site opened."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from crawler.availability import SAME_MOMENT, SECONDS, Availability, Probe, availability_of
from crawler.clock import SHANGHAI, stamp
from crawler.model import Outcome


@dataclass(frozen=True, slots=True)
class ProbeRow:
    """One visit to the home page of a site, all redirects included."""

    site: str
    url: str  # the home page as the profile names it
    at: str
    outcome: str
    status: int | None
    elapsed_ms: int | None
    error: str | None
    final_url: str
    hops: int


def put_probe(conn: sqlite3.Connection, row: ProbeRow) -> None:
    """Note one visit. Works inside the caller's transaction."""
    conn.execute(
        "INSERT INTO probes (site, url, at, outcome, status, elapsed_ms, error, final_url, hops)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        tuple(getattr(row, name) for name in ProbeRow.__slots__),
    )


def probes(conn: sqlite3.Connection, site: str, since: date, until: date) -> list[ProbeRow]:
    """The probes of a site in a period (days in Asia/Shanghai, both inclusive), by time."""
    rows = conn.execute(
        "SELECT * FROM probes WHERE site = ? AND at >= ? AND at < ? ORDER BY at, id", (site, *_bounds(since, until))
    )
    return [ProbeRow(*(row[name] for name in ProbeRow.__slots__)) for row in rows]


def availability(
    conn: sqlite3.Connection, site: str, since: date, until: date, *, max_seconds: float = SECONDS
) -> Availability:
    """How often a site's home page opened in a period (days in Asia/Shanghai, both inclusive).

    The probes of other sites at the same moments say whether our own network was up.
    """
    own = [_probe(row) for row in probes(conn, site, since, until)]
    first, last = _bounds(since, until, SAME_MOMENT)
    others = conn.execute("SELECT * FROM probes WHERE site <> ? AND at >= ? AND at < ?", (site, first, last))
    beside = [_probe(ProbeRow(*(row[name] for name in ProbeRow.__slots__))) for row in others]
    return availability_of(own, beside, max_seconds=max_seconds)


def _bounds(since: date, until: date, more: timedelta = timedelta()) -> tuple[str, str]:
    """The period as UTC stamps, the second one exclusive."""
    first = datetime.combine(since, time(), SHANGHAI) - more
    return stamp(first), stamp(datetime.combine(until + timedelta(days=1), time(), SHANGHAI) + more)


def _probe(row: ProbeRow) -> Probe:
    host = (urlsplit(row.url).hostname or "").lower().removeprefix("www.")
    return Probe(host, datetime.fromisoformat(row.at), Outcome(row.outcome), row.status, row.elapsed_ms)
