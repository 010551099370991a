"""Named questions about a capture's visits: whose sites it belongs to, and what else was captured at its address."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.catalogue.captures import CaptureRow
from crawler.identity import canonical_key

_COLUMNS = "c.id, c.url, c.at, c.sha256, c.warc_file, c.offset, c.length"


@dataclass(frozen=True, slots=True)
class AddressCapture:
    """A capture of an address and how that visit ended."""

    row: CaptureRow
    outcome: str
    status: int | None
    run_id: int


def sites_of_capture(conn: sqlite3.Connection, capture_id: int) -> frozenset[str]:
    """The sites in whose crawls a capture was made, and the one in whose folder of the archive it lies."""
    rows = conn.execute(
        "SELECT r.site FROM visits v JOIN runs r ON r.id = v.run_id WHERE v.capture_id = :id"
        " UNION SELECT s.id FROM captures c JOIN sites s ON s.id = substr(c.warc_file, 1, instr(c.warc_file, '/') - 1)"
        " WHERE c.id = :id",
        {"id": capture_id},
    )
    return frozenset(row["site"] for row in rows)


def captures_beside(
    conn: sqlite3.Connection,
    capture_id: int,
    sites: Sequence[str],
    *,
    limit: int = 50,
    before: tuple[str, int] | None = None,
) -> list[AddressCapture]:
    """The captures of the page that a capture shows, in the crawls of these sites, newest first, itself included.

    Addresses that mean the same page count as one. `before` is (moment, number) of the last one that is known already.
    """
    moment, number = before if before is not None else ("9999", 0)
    marks = ", ".join("?" * len(sites))
    rows = conn.execute(
        f"SELECT {_COLUMNS}, w.outcome, w.status, max(w.run_id) AS run_id FROM visits v JOIN runs r ON r.id = v.run_id"  # noqa: S608 - only question marks
        " JOIN runs q ON q.site = r.site JOIN visits w ON w.run_id = q.id AND w.key = v.key"
        " JOIN captures c ON c.id = w.capture_id"
        f" WHERE v.capture_id = ? AND r.site IN ({marks}) AND (c.at, c.id) < (?, ?)"
        " GROUP BY c.id ORDER BY c.at DESC, c.id DESC LIMIT ?",
        (capture_id, *sites, moment, number, limit),
    )
    return [
        AddressCapture(
            CaptureRow(**{name: row[name] for name in CaptureRow.__slots__}),
            row["outcome"],
            row["status"],
            row["run_id"],
        )
        for row in rows
    ]


def newest_at(conn: sqlite3.Connection, site: str, url: str, *, until: str | None = None) -> CaptureRow | None:
    """The newest capture of an address in the crawls of a site, at or before a UTC stamp; None where there is none."""
    row = conn.execute(
        f"SELECT {_COLUMNS} FROM runs r JOIN visits v ON v.run_id = r.id AND v.key = ?"  # noqa: S608 - constants
        " JOIN captures c ON c.id = v.capture_id WHERE r.site = ? AND (? IS NULL OR c.at <= ?)"
        " ORDER BY c.at DESC, c.id DESC LIMIT 1",
        (canonical_key(url), site, until, until),
    ).fetchone()
    return CaptureRow(**{name: row[name] for name in CaptureRow.__slots__}) if row is not None else None


def page_linking(conn: sqlite3.Connection, site: str, key: str, *, until: str | None = None) -> str | None:
    """The page that the newest crawl of a site knew to link to a key, begun at or before a UTC stamp; None: none.

    For the home page its address is that of the site, whatever it redirects to.
    """
    row = conn.execute(
        "SELECT CASE WHEN k.on_home THEN s.home ELSE k.from_url END AS page"
        " FROM runs r JOIN sites s ON s.id = r.site JOIN links k ON k.run_id = r.id AND k.key = ?"
        " WHERE r.site = ? AND (? IS NULL OR r.started_at <= ?) ORDER BY r.id DESC LIMIT 1",
        (key, site, until, until),
    ).fetchone()
    return row["page"] if row is not None else None
