"""What the catalogue knew at one moment: read once, kept, and shared by the scopes of several years.

All figures of a document see the same facts this way, and a document of a moment in the past can be made again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

from crawler.catalogue import queries
from crawler.catalogue.captures import CaptureRow
from crawler.catalogue.counting import (
    DecisionRow,
    beginnings,
    captures_with_ids,
    column_kinds,
    complete_crawls,
    decision_rows,
    entries_of_lists,
    list_captures,
)
from crawler.catalogue.known_items import places_of_items
from crawler.catalogue.pairing_decisions import identities_at
from crawler.catalogue.queries import ColumnRow, ItemRow, ListingRow, RunRow, SiteRow
from crawler.clock import day_in_shanghai

T = TypeVar("T")


class Known:
    """Reads of the catalogue as of `moment` (a UTC stamp such as 2017-01-20T01:00:00Z; None: all that is known now).

    Observations of later crawls, and versions of items that only they saw, do not exist. `newest` is the number of the
    last run that exists: replays of old files, which are stamped with their moment, may come long after it.
    """

    def __init__(self, conn: sqlite3.Connection, moment: str | None = None, newest: int | None = None) -> None:
        self.conn = conn
        self.moment = moment
        self.newest = newest
        self._kept: dict[object, object] = {}
        self._captures: dict[int, CaptureRow | None] = {}

    def keep(self, key: object, read: Callable[[], T]) -> T:
        """The answer of `read`, asked at most once under this key."""
        if key not in self._kept:
            self._kept[key] = read()
        return self._kept[key]  # type: ignore[return-value]

    def run(self, site: SiteRow) -> RunRow | None:
        """The newest finished crawl of a site, None where it was never crawled."""
        return self.keep(
            ("run", site.id), lambda: queries.last_run(self.conn, site.id, until=self.moment, newest=self.newest)
        )

    def run_nearest(self, site: SiteRow, day: date) -> RunRow | None:
        """The crawl that saw the site as it stood at the end of a day, as nearly as any."""
        return self.keep(
            ("nearest", site.id, day),
            lambda: queries.run_nearest(self.conn, site.id, day, until=self.moment, newest=self.newest),
        )

    def first_crawl_day(self, site: SiteRow) -> date | None:
        """The day in Shanghai on which the oldest crawl of a site ended, None where it was never crawled."""
        run = self.keep(
            ("first", site.id), lambda: queries.first_run(self.conn, site.id, until=self.moment, newest=self.newest)
        )
        return day_in_shanghai(datetime.fromisoformat(run.finished_at)) if run and run.finished_at else None

    def items(self, site: SiteRow) -> list[ItemRow]:
        """All items of a site by day, undated ones included; empty where it was never crawled."""
        return self.keep(("items", site.id), lambda: self._items(site))

    def items_dated(self, site: SiteRow, since: date, until: date) -> list[ItemRow]:
        """The items of a site that state a day of a period, both ends included, by day: far fewer than all of them."""
        return self.keep(("dated", site.id, since, until), lambda: self._items(site, since=since, until=until))

    def items_of_kind(self, site: SiteRow, kind: str) -> list[ItemRow]:
        """The letters ("letter") or the single pages ("page") of a site, whatever their day."""
        both = self.keep(("letters and pages", site.id), lambda: self._items(site, kinds=("letter", "page")))
        return [item for item in both if item.kind == kind]  # what was not read at the moment is only listed then

    def items_with_ids(self, site: SiteRow, ids: Sequence[int]) -> list[ItemRow]:
        """Some items of a site; not kept."""
        return self._items(site, ids=ids)

    def _items(self, site: SiteRow, **narrowed: Any) -> list[ItemRow]:
        run = self.run(site)
        if run is None:
            return []
        if "ids" not in narrowed:
            narrowed["places"] = self.keep(
                ("places", site.id), lambda: places_of_items(self.conn, site.id, run=self._then(site))
            )
        if self.moment is None:
            return queries.items(self.conn, site.id, **narrowed)
        then = self.identities
        return [
            item if item.identity == then.get(item.id, item.id) else replace(item, identity=then.get(item.id, item.id))
            for item in queries.items(self.conn, site.id, run=run.id, **narrowed)
        ]

    @property
    def identities(self) -> Mapping[int, int]:
        """Item → identity at the moment, for the items that were then held to be one with another; empty for now."""
        moment = self.moment
        return self.keep("identities", lambda: identities_at(self.conn, moment) if moment is not None else {})

    def complete_crawls(self, site: SiteRow) -> list[tuple[int, datetime]]:
        """(run, moment it ended) of every complete crawl of a site, oldest first."""
        rows = self.keep(
            ("complete", site.id), lambda: complete_crawls(self.conn, site.id, until=self.moment, newest=self.newest)
        )
        return [(run, datetime.fromisoformat(ended)) for run, ended in rows]

    def columns_of_run(self, site: SiteRow, run: int, day: date) -> list[ColumnRow]:
        """The column tree as one crawl saw it, with counts and newest dates as of a day."""
        return self.keep(
            ("columns of", site.id, run, day), lambda: queries.columns(self.conn, site.id, as_of=day, run=run)
        )

    def column_kinds(self, site: SiteRow) -> dict[str, tuple[str, str | None]]:
        """Path → (class, identity as col.news) of every column that a site ever had."""
        return self.keep(("kinds", site.id), lambda: column_kinds(self.conn, site.id))

    def entries_of_lists(self, site: SiteRow, run: int | None = None) -> list[tuple[int, int, int, str | None]]:
        """(column, item, identity, stated day or else that of the list) of every entry of a column that a crawl saw.

        By default the newest crawl; not kept.
        """
        newest = self.run(site)
        number = run if run is not None else newest.id if newest else None
        entries = entries_of_lists(self.conn, site.id, number) if number is not None else []
        if self.moment is None:
            return entries
        then, stated = self.identities, {item.id: item.published_on for item in self.items(site)}
        return [
            (column, item, then.get(item, item), day.isoformat() if (day := stated.get(item)) else listed)
            for column, item, _, listed in entries
        ]

    def beginnings(self, site: SiteRow, item_ids: Collection[int], length: int) -> dict[int, str]:
        """Item → the first characters of its text; not kept."""
        return beginnings(self.conn, item_ids, length=length, run=self._then(site))

    def texts(self, site: SiteRow, item_ids: Sequence[int]) -> dict[int, str]:
        """Item → its whole text; not kept."""
        return dict(queries.texts_of(self.conn, item_ids, run=self._then(site)))

    def _then(self, site: SiteRow) -> int | None:
        """The run whose end is the moment, None where all that is known now counts."""
        run = self.run(site)
        return run.id if run and self.moment else None

    def decisions(self, site: SiteRow) -> list[DecisionRow]:
        """All 双公示 rows of a site's items, by item, without their fields."""
        return self.keep(
            ("decisions", site.id),
            lambda: decision_rows(self.conn, site.id, run=self._then(site)) if self.run(site) else [],
        )

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

    def capture(self, capture_id: int) -> CaptureRow | None:
        """Where one capture lies, or None. Ask `load_captures` first where many will be wanted."""
        if capture_id not in self._captures:
            self.load_captures((capture_id,))
        return self._captures[capture_id]

    def load_captures(self, ids: Collection[int]) -> None:
        """Read many captures at once."""
        wanted = {number for number in ids if number not in self._captures}
        if wanted:
            self._captures.update(dict.fromkeys(wanted))
            self._captures.update(captures_with_ids(self.conn, wanted))

    def list_captures(self, site: SiteRow, item_ids: Collection[int]) -> dict[int, int]:
        """Item → capture of the list page that names it, for items whose own page was never read; not kept."""
        run = self.run(site)
        return list_captures(self.conn, site.id, run.id, item_ids) if run else {}
