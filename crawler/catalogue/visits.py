"""Visits (each fetch with its outcome) and captures (where its bytes lie in the archive)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from crawler.catalogue.fetches import sent_at
from crawler.clock import stamp
from crawler.extract.personal import mask
from crawler.model import Fetched, PageKind, Role, Task


@dataclass(frozen=True, slots=True)
class Capture:
    """Where a fetched response lies: a WARC record in the archive folder. Offset and length are in bytes."""

    url: str
    at: str
    sha256: str  # of the decoded body (after transfer and content encoding)
    warc_file: str  # relative to the archive folder
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class VisitNote:
    """What reading the page added to the bare fetch."""

    sha256: str | None = None
    redirect_url: str | None = None
    page_kind: PageKind | None = None
    platform: str | None = None


def add_capture(conn: sqlite3.Connection, capture: Capture) -> int:
    """Index one WARC record; the same record twice (a replay) is one row."""
    conn.execute(
        "INSERT INTO captures (url, at, sha256, warc_file, offset, length) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (warc_file, offset) DO NOTHING",
        (capture.url, capture.at, capture.sha256, capture.warc_file, capture.offset, capture.length),
    )
    row = conn.execute(
        "SELECT id FROM captures WHERE warc_file = ? AND offset = ?", (capture.warc_file, capture.offset)
    ).fetchone()
    return int(row["id"])


def add_visit(conn: sqlite3.Connection, task: Task, fetched: Fetched, note: VisitNote, capture_id: int | None) -> int:
    """Note one fetch, whatever its outcome, and return its id."""
    cursor = conn.execute(
        "INSERT INTO visits (run_id, url, key, role, at, outcome, status, bytes, sha256, media_type, etag,"
        " last_modified, elapsed_ms, redirect_url, page_kind, platform, error, capture_id, sent_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            task.run_id,
            fetched.url,
            task.key,
            Role(task.role),
            stamp(fetched.at),
            fetched.outcome,
            fetched.status,
            len(fetched.body),
            note.sha256,
            fetched.header("content-type"),
            fetched.header("etag"),
            fetched.header("last-modified"),
            fetched.elapsed_ms,
            note.redirect_url,
            note.page_kind,
            note.platform,
            fetched.error or None,
            capture_id,
            sent_at(fetched),
        ),
    )
    return int(cursor.lastrowid or 0)


def came_by(conn: sqlite3.Connection, task: Task, url: str) -> bool:
    """True if this task was redirected away from that very address before: it goes round in circles."""
    row = conn.execute(
        "SELECT 1 FROM visits WHERE run_id = ? AND key = ? AND url = ? AND outcome = 'redirect' LIMIT 1",
        (task.run_id, task.key, url),
    ).fetchone()
    return row is not None


def add_link(
    conn: sqlite3.Connection,
    run_id: int,
    *,
    key: str,
    url: str,
    text: str,
    from_url: str,
    on_home: bool,
    internal: bool,
) -> None:
    """Note that a page links somewhere; of all pages that do, the foremost is kept.

    That is the home page, else the page of the shortest address, of equally short ones the smallest: whichever
    came first, after a crash or with several processes, the same page is named.
    """
    conn.execute(
        "INSERT INTO links (run_id, key, url, text, from_url, on_home, internal) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (run_id, key) DO UPDATE SET on_home = excluded.on_home, from_url = excluded.from_url,"
        " text = excluded.text, url = excluded.url"
        " WHERE (-excluded.on_home, length(excluded.from_url), excluded.from_url)"
        " < (-links.on_home, length(links.from_url), links.from_url)",
        (run_id, key, url, mask(text)[:200], from_url, on_home, internal),
    )
