"""Everything that was ever asked of a host: pages, robots.txt, links, probes; and what robots.txt kept us from."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from crawler.clock import SHANGHAI, stamp
from crawler.posting import split_post


@dataclass(frozen=True, slots=True)
class Request:
    """One request that went out to a host. `at` is the moment at which it did."""

    at: datetime
    url: str
    purpose: str  # page | robots | link | probe
    outcome: str
    status: int | None
    bytes: int  # of the body as read, unpacked
    elapsed_ms: int | None
    crawl_delay: float | None  # what this answer (a robots.txt) asks for, in seconds


@dataclass(frozen=True, slots=True)
class Held:
    """An address that was not asked for, because robots.txt forbids it or could not be had."""

    at: datetime
    url: str
    outcome: str


def requests_to(conn: sqlite3.Connection, host: str, since: date, until: date) -> list[Request]:
    """All requests to a host (a name, with its port where that is unusual), by time.

    The period is of days in Asia/Shanghai, both inclusive. Replays ask nobody and are not among them.
    """
    first, last = (f"{bound[:-1]}.000Z" for bound in _bounds(since, until))
    rows = conn.execute(
        "SELECT sent_at, url, 'page' AS purpose, outcome, status, bytes, elapsed_ms, NULL AS crawl_delay FROM visits"
        " WHERE sent_at >= :first AND sent_at < :last AND instr(url, :host) > 0"
        " UNION ALL SELECT sent_at, url, purpose, outcome, status, bytes, elapsed_ms, crawl_delay FROM fetches"
        " WHERE sent_at >= :first AND sent_at < :last AND instr(url, :host) > 0 ORDER BY sent_at",
        {"first": first, "last": last, "host": _name(host)},
    )
    return [
        Request(
            datetime.fromisoformat(row["sent_at"]),
            row["url"],
            row["purpose"],
            row["outcome"],
            row["status"],
            row["bytes"],
            row["elapsed_ms"],
            row["crawl_delay"],
        )
        for row in rows
        if _is_at(row["url"], host)
    ]


def held_back(conn: sqlite3.Connection, host: str, since: date, until: date) -> list[Held]:
    """Addresses of a host that were not asked for because of its robots.txt, by time."""
    first, last = _bounds(since, until)
    rows = conn.execute(
        "SELECT at, url, outcome FROM visits WHERE outcome IN ('robots_disallowed', 'robots_unreachable')"
        " AND at >= :first AND at < :last AND instr(url, :host) > 0"
        " UNION ALL SELECT at, final_url, outcome FROM link_checks"
        " WHERE outcome IN ('robots_disallowed', 'robots_unreachable') AND asked AND at >= :first AND at < :last"
        "   AND instr(final_url, :host) > 0"
        " UNION ALL SELECT at, final_url, outcome FROM probes"
        " WHERE outcome IN ('robots_disallowed', 'robots_unreachable') AND at >= :first AND at < :last"
        "   AND instr(final_url, :host) > 0 ORDER BY at",
        {"first": first, "last": last, "host": _name(host)},
    )
    return [
        Held(datetime.fromisoformat(row["at"]), row["url"], row["outcome"]) for row in rows if _is_at(row["url"], host)
    ]


def asked_hosts(conn: sqlite3.Connection) -> list[str]:
    """All hosts that anything was ever asked of, by name."""
    rows = conn.execute("SELECT url FROM visits WHERE sent_at IS NOT NULL UNION SELECT url FROM fetches")
    return sorted({_host(row["url"]) for row in rows})


def _bounds(since: date, until: date) -> tuple[str, str]:
    first = datetime.combine(since, time(), SHANGHAI)
    return stamp(first), stamp(datetime.combine(until + timedelta(days=1), time(), SHANGHAI))


def _name(host: str) -> str:
    return host.lower().partition(":")[0]


def _host(url: str) -> str:
    return urlsplit(split_post(url).url).netloc.rpartition("@")[2].lower()


def _is_at(url: str, host: str) -> bool:
    """True if the address lies on the host; without a port all its ports are meant."""
    there, wanted = _host(url), host.lower()
    return there == wanted or (":" not in wanted and there.partition(":")[0] == wanted)
