"""Several crawls of one site as sentences, on the same real catalogue as `tests.builders`.

    conn = seen(
        crawled("2016-03-07", column("工作动态", rows=[row("甲", "2016-03-01")])),
        crawled("2016-03-14", column("工作动态", rows=[row("乙", "2016-03-01"), row("甲", "2016-03-01")])),
    )

Each crawl takes place at nine in the morning (Shanghai) of its day. Whatever a crawl does not name it did not see.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from checks.ledger import ledger_migrations
from crawler.catalogue import items, runs
from crawler.catalogue.database import connect
from crawler.catalogue.updating import base_of, carry_over
from crawler.clock import SHANGHAI
from crawler.identity import canonical_key
from crawler.model import Outcome, Role, SiteKind
from tests.builders import Part, _Builder, home

_PER_RUN = timedelta(minutes=30)


@dataclass(frozen=True)
class answer:  # noqa: N801 - reads as a word in set-ups
    """What an address said that no list shows any more: asked again, and how it ended."""

    url: str
    outcome: Outcome = Outcome.NOT_FOUND
    redirect: str | None = None


@dataclass(frozen=True)
class Crawled:
    """One crawl of a day."""

    day: str
    parts: Sequence[Part | answer]
    mode: str = "full"
    settled: Sequence[str] = ()
    software: str = "test"


def crawled(
    day: str, *parts: Part | answer, mode: str = "full", settled: Sequence[str] = (), software: str = "test"
) -> Crawled:
    """A crawl. `settled`: paths of the lists that an update left at a page of known rows."""
    return Crawled(day, parts, mode, settled, software)


def seen(*crawls: Crawled, site: str = "bureau") -> sqlite3.Connection:
    """An in-memory catalogue (with ledger) after these crawls."""
    conn = connect(None, extra=(ledger_migrations,))
    for one in crawls:
        crawl_again(conn, one, site=site)
    return conn


def crawl_again(conn: sqlite3.Connection, one: Crawled, *, site: str = "bureau") -> runs.RunRow:
    """Add a crawl to a catalogue."""
    now = datetime.fromisoformat(one.day).replace(hour=9, tzinfo=SHANGHAI)
    row = runs.SiteRow(site, "东莞市安全生产监督管理局", SiteKind.BUREAU, f"http://{site}.example/")
    runs.add_site(conn, row, now)
    run_id = runs.start_run(conn, site, one.mode, now, one.software)
    builder = _Builder(conn, site, run_id, now, row.home)
    builder.open_home(next((part for part in one.parts if isinstance(part, home)), home()))
    for part in one.parts:
        if isinstance(part, answer):
            _ask(builder, part)
        else:
            builder.add(part)
    for path in one.settled:
        conn.execute(
            "UPDATE list_pages SET settled = 1 WHERE run_id = ?"
            " AND column_id = (SELECT id FROM columns WHERE path = ?)",
            (run_id, path),
        )
    base = base_of(conn, run_id) if one.mode == "update" else None
    if base is not None:
        carry_over(conn, run_id, base)
    items.merge_same_text(conn, run_id, site, now)
    return runs.finish_run(conn, run_id, now + _PER_RUN)


def _ask(builder: _Builder, part: answer) -> None:
    url = part.url if "://" in part.url else builder.url_of(part.url)
    target = builder.base + part.redirect.lstrip("/") if part.redirect is not None else None
    outcome = Outcome.REDIRECT if target is not None else part.outcome
    builder.fetch(url, Role.ATTACHMENT, outcome, redirect=target)


def key_of(title: str, site: str = "bureau") -> str:
    """The canonical key that the item of a title has in these catalogues."""
    return canonical_key(address_of(title, site))


def address_of(title: str, site: str = "bureau") -> str:
    """The address that the item of a title has in these catalogues."""
    return f"http://{site}.example/content/{crc32(title.encode()):08x}.html"
