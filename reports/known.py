"""What the catalogue knew at one moment: read once, kept, and shared by the scopes of several years.

All figures of a document see the same facts this way, and a document of a moment in the past can be made again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from crawler.catalogue import queries
from crawler.catalogue.pairing_decisions import identities_at
from crawler.catalogue.queries import ColumnRow, ItemRow, ListingRow, RunRow, SiteRow
from crawler.clock import day_in_shanghai

T = TypeVar("T")


class Known:
    """Reads of the catalogue as of `moment` (a UTC stamp such as 2017-01-20T01:00:00Z; None: all that is known now).

    Observations of later crawls, and versions of items that only they saw, do not exist.
    """

    def __init__(self, conn: sqlite3.Connection, moment: str | None = None) -> None:
        self.conn = conn
        self.moment = moment
        self._kept: dict[object, object] = {}

    def keep(self, key: object, read: Callable[[], T]) -> T:
        """The answer of `read`, asked at most once under this key."""
        if key not in self._kept:
            self._kept[key] = read()
        return self._kept[key]  # type: ignore[return-value]

    def run(self, site: SiteRow) -> RunRow | None:
        """The newest finished crawl of a site, None where it was never crawled."""
        return self.keep(("run", site.id), lambda: queries.last_run(self.conn, site.id, until=self.moment))

    def run_nearest(self, site: SiteRow, day: date) -> RunRow | None:
        """The crawl that saw the site as it stood at the end of a day, as nearly as any."""
        return self.keep(
            ("nearest", site.id, day), lambda: queries.run_nearest(self.conn, site.id, day, until=self.moment)
        )

    def first_crawl_day(self, site: SiteRow) -> date | None:
        """The day in Shanghai on which the oldest crawl of a site ended, None where it was never crawled."""
        run = self.keep(("first", site.id), lambda: queries.first_run(self.conn, site.id, until=self.moment))
        return day_in_shanghai(datetime.fromisoformat(run.finished_at)) if run and run.finished_at else None

    def items(self, site: SiteRow) -> list[ItemRow]:
        """All items of a site, undated ones included; empty where it was never crawled."""
        return self.keep(("items", site.id), lambda: self._items(site))

    def _items(self, site: SiteRow) -> list[ItemRow]:
        run = self.run(site)
        if run is None:
            return []
        if self.moment is None:
            return queries.items(self.conn, site.id)
        moment = self.moment
        then = self.keep("identities", lambda: identities_at(self.conn, moment))
        return [
            item if item.identity == then.get(item.id, item.id) else replace(item, identity=then.get(item.id, item.id))
            for item in queries.items(self.conn, site.id, run=run.id)
        ]

    def listings(self, site: SiteRow) -> list[ListingRow]:
        """All list entries that the newest crawl of a site saw."""
        run = self.run(site)
        return self.keep(("listings", site.id), lambda: queries.listings(self.conn, site.id, run=run.id) if run else [])

    def columns(self, site: SiteRow, day: date) -> list[ColumnRow]:
        """The column tree as the crawl nearest to a day saw it, with counts and newest dates as of that day."""
        run = self.run_nearest(site, day)
        return self.keep(
            ("columns", site.id, day),
            lambda: queries.columns(self.conn, site.id, as_of=day, run=run.id) if run else [],
        )

    def capture(self, capture_id: int) -> sqlite3.Row | None:
        """Where one capture lies (id, url, at, sha256, warc_file, offset, length), or None."""
        return self.keep(("capture", capture_id), lambda: queries.capture(self.conn, capture_id))
