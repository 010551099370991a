"""Fetches that are no visits of a crawl (robots.txt, link checks, probes), so that every request is on record."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from enum import StrEnum

from crawler.clock import exact_stamp
from crawler.model import Fetched
from crawler.robots import rules_from


class Purpose(StrEnum):
    """Why something was fetched that is no page of a crawl."""

    ROBOTS = "robots"
    LINK = "link"
    PROBE = "probe"


def sent_at(fetched: Fetched) -> str | None:
    """When the request went out (UTC with milliseconds); None where none did."""
    if fetched.elapsed_ms is None:
        return None
    return exact_stamp(fetched.sent or fetched.at - timedelta(milliseconds=fetched.elapsed_ms))


def add_fetch(
    conn: sqlite3.Connection, purpose: Purpose, fetched: Fetched, *, run_id: int | None, capture_id: int | None = None
) -> None:
    """Note one fetch; nothing where no request went out. Of robots.txt the Crawl-delay is noted too."""
    sent = sent_at(fetched)
    if sent is None:
        return
    delay = rules_from(fetched.status, fetched.body).crawl_delay if purpose is Purpose.ROBOTS else None
    conn.execute(
        "INSERT INTO fetches (run_id, purpose, url, sent_at, outcome, status, bytes, elapsed_ms, crawl_delay, error,"
        " capture_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run_id,
            purpose,
            fetched.url,
            sent,
            fetched.outcome,
            fetched.status,
            len(fetched.body),
            fetched.elapsed_ms,
            delay,
            fetched.error or None,
            capture_id,
        ),
    )
