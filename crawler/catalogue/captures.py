"""Named questions about captures: which belong to a site, what they show, and where the one of an address lies."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from crawler.clock import SHANGHAI, stamp
from crawler.identity import canonical_key

_END = "9999-12-31T23:59:59Z"
# Captures of a site's runs, and what was kept without a visit (robots.txt) in its own files.
_OF_SITE = (
    " (c.id IN (SELECT v.capture_id FROM visits v JOIN runs r ON r.id = v.run_id WHERE r.site = :site)"
    " OR substr(c.warc_file, 1, length(:site) + 1) = :site || '/' AND substr(c.warc_file, length(:site) + 2)"
    " NOT LIKE '%/%') AND c.at >= :since AND c.at < :until"
)
_COLUMNS = "c.id, c.url, c.at, c.sha256, c.warc_file, c.offset, c.length"


@dataclass(frozen=True, slots=True)
class CaptureRow:
    """One archived response and its place. Offset and length are in bytes; `at` is a UTC stamp."""

    id: int
    url: str
    at: str
    sha256: str
    warc_file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class PageRow:
    """One captured page that a person would open, and what it is called. `home`: it is the site's home page."""

    id: int
    url: str
    at: str
    title: str
    home: bool


def captures_of(
    conn: sqlite3.Connection, site: str, *, since: date | None = None, until: date | None = None
) -> Iterator[CaptureRow]:
    """All captures of a site by file and place. `since` and `until` are days in Asia/Shanghai, both inclusive."""
    sql = f"SELECT {_COLUMNS} FROM captures c WHERE {_OF_SITE} ORDER BY c.warc_file, c.offset"  # noqa: S608 - constants
    for row in conn.execute(sql, _period(site, since, until)):
        yield CaptureRow(**{name: row[name] for name in CaptureRow.__slots__})


def count_captures(
    conn: sqlite3.Connection, site: str, *, since: date | None = None, until: date | None = None
) -> tuple[int, int]:
    """(number, bytes in the archive) of what `captures_of` brings."""
    sql = f"SELECT count(*) AS n, coalesce(sum(c.length), 0) AS bytes FROM captures c WHERE {_OF_SITE}"  # noqa: S608
    row = conn.execute(sql, _period(site, since, until)).fetchone()
    return row["n"], row["bytes"]


def pages_of(
    conn: sqlite3.Connection, site: str, *, since: date | None = None, until: date | None = None
) -> Iterator[PageRow]:
    """The captured pages of a site by moment, each once, with the title of that version, column, or site."""
    sql = (
        "SELECT c.id, c.url, c.at, max(v.role = 'home') AS home, coalesce("
        " (SELECT w.title FROM items i JOIN item_versions w ON w.item_id = i.id WHERE i.site = :site AND i.key = v.key"
        "   AND w.capture_id = c.id LIMIT 1),"
        " (SELECT i.title FROM items i WHERE i.site = :site AND i.key = v.key),"
        " (SELECT k.path FROM columns k WHERE k.site = :site AND k.key = v.key),"
        " (SELECT s.name FROM sites s WHERE s.id = :site AND v.role = 'home'), c.url) AS title"
        " FROM captures c JOIN visits v ON v.capture_id = c.id JOIN runs r ON r.id = v.run_id"
        " WHERE r.site = :site AND v.outcome = 'ok' AND v.page_kind IS NOT NULL AND v.role <> 'list_page'"
        " AND instr(c.url, '__wb_method=POST') = 0 AND c.at >= :since AND c.at < :until"
        " GROUP BY c.id ORDER BY c.at, c.id"
    )
    for row in conn.execute(sql, _period(site, since, until)):
        yield PageRow(row["id"], row["url"], row["at"], row["title"], bool(row["home"]))


def capture_at(conn: sqlite3.Connection, warc_file: str, offset: int) -> CaptureRow | None:
    """The capture at a place, `file` and `offset` as exports print them, or None."""
    sql = f"SELECT {_COLUMNS} FROM captures c WHERE c.warc_file = ? AND c.offset = ?"  # noqa: S608 - constants
    return _one(conn.execute(sql, (warc_file, offset)))


def capture_with_id(conn: sqlite3.Connection, capture_id: int) -> CaptureRow | None:
    """The capture of this number, or None."""
    return _one(conn.execute(f"SELECT {_COLUMNS} FROM captures c WHERE c.id = ?", (capture_id,)))  # noqa: S608


def capture_of_url(conn: sqlite3.Connection, url: str, *, until: datetime | None = None) -> CaptureRow | None:
    """The newest capture of an address (or of one that means the same page), at or before a moment; or None."""
    sql = (
        f"SELECT {_COLUMNS} FROM captures c WHERE (c.url = :url OR c.id IN (SELECT v.capture_id FROM visits v"  # noqa: S608
        " WHERE v.key = :key)) AND c.at <= :until ORDER BY c.at DESC, c.id DESC LIMIT 1"
    )
    last = stamp(until) if until is not None else _END
    return _one(conn.execute(sql, {"url": url, "key": canonical_key(url), "until": last}))


def _one(rows: sqlite3.Cursor) -> CaptureRow | None:
    row = rows.fetchone()
    return CaptureRow(**{name: row[name] for name in CaptureRow.__slots__}) if row is not None else None


def _period(site: str, since: date | None, until: date | None) -> dict[str, str]:
    return {
        "site": site,
        "since": _first_second(since) if since else "",
        "until": _first_second(until + timedelta(days=1)) if until else _END,
    }


def _first_second(day: date) -> str:
    return stamp(datetime.combine(day, time(), SHANGHAI).astimezone(UTC))


def capture_digests(conn: sqlite3.Connection) -> frozenset[str]:
    """The SHA-256 of every captured body."""
    return frozenset(row["sha256"] for row in conn.execute("SELECT DISTINCT sha256 FROM captures"))


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How a captured page was read when it was crawled: its place in the crawl, and the reader."""

    role: str
    platform: str | None


def read_as(conn: sqlite3.Connection, capture_id: int) -> ReadAs | None:
    """How the page of a capture was first read, None where no visit knows it."""
    row = conn.execute(
        "SELECT role, platform FROM visits WHERE capture_id = ? AND outcome = 'ok' ORDER BY id LIMIT 1", (capture_id,)
    ).fetchone()
    return ReadAs(row["role"], row["platform"]) if row is not None else None
