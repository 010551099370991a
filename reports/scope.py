"""Whose numbers, of which year, from which sources: what every metric and document is computed for."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from checks.seeing.outcomes import OUTCOMES_IN_CHINESE
from crawler.catalogue import queries
from crawler.catalogue.queries import ColumnRow, ItemRow, ListingRow, RunRow, SiteRow
from crawler.clock import day_in_shanghai
from crawler.errors import ConfigError
from crawler.model import SiteKind
from reports.known import Known
from reports.metrics.base import NotKnown
from reports.registers import NO_REGISTERS, Registers


@dataclass(frozen=True)
class Scope:
    """One organ and one year. `as_of` is the last day looked at; `organ` holds the contact data of documents.

    `known` is what the catalogue knew (see `reports.known`): now, or at the moment of a snapshot.
    """

    known: Known
    bureau: SiteRow
    municipal: SiteRow | None
    year: int
    registers: Registers
    as_of: date
    organ: Mapping[str, str] = field(default_factory=dict)

    @property
    def since(self) -> date:
        """The first day of the year."""
        return date(self.year, 1, 1)

    @property
    def until(self) -> date:
        """The last day counted: the end of the year, or `as_of` where that is sooner."""
        return min(date(self.year, 12, 31), self.as_of)

    def inside(self, day: date | None) -> bool:
        """True for a known day of the period."""
        return day is not None and self.since <= day <= self.until

    @property
    def organ_name(self) -> str | None:
        """The organ's full name: from the workspace, else from the sites' profiles; None where nobody said."""
        named = self.organ.get("name") or self.bureau.organ or (self.municipal.organ if self.municipal else None)
        return named.strip() if named else None

    def site(self, channel: str) -> SiteRow | None:
        """The site of a channel, "bureau" or "municipal"."""
        return self.bureau if channel == "bureau" else self.municipal

    @property
    def conn(self) -> sqlite3.Connection:
        """The catalogue."""
        return self.known.conn

    @cached_property
    def year_before(self) -> Scope:
        """The same organ one year earlier, to its last day, from the same state of knowledge."""
        return replace(self, year=self.year - 1, as_of=date(self.year - 1, 12, 31))

    def run(self, site: SiteRow) -> RunRow | None:
        """The newest finished run of a site, None where it was never crawled."""
        return self.known.run(site)

    def crawled(self, channel: str) -> SiteRow:
        """The site of a channel, for counting. Raises NotKnown where there is none or it was never crawled."""
        site = self.site(channel)
        if site is None:
            raise NotKnown("没有配置市级政府信息公开平台")
        run = self.run(site)
        if run is None:
            raise NotKnown(f"网站“{site.name}”尚未采集")
        if (ended := _last_day(run)) is not None and ended < self.since:
            raise NotKnown(f"网站“{site.name}”最近一次采集于{ended.isoformat()}结束，早于{self.year}年")
        return site

    def items(self, site: SiteRow) -> list[ItemRow]:
        """All items of a site, undated ones included."""
        return self.known.items(site)

    def listings(self, site: SiteRow) -> list[ListingRow]:
        """All list entries that the newest finished run of a site saw."""
        return self.known.listings(site)

    @cached_property
    def columns(self) -> list[ColumnRow]:
        """The column tree of the bureau's site as of `as_of`, as the crawl nearest to that day saw it."""
        return self.known.columns(self.bureau, self.as_of)

    def coverage(self, channels: Sequence[str]) -> tuple[bool, list[str]]:
        """(whether the runs behind these channels are complete, why not: one sentence for each that is not)."""
        why: list[str] = []
        for channel in channels:
            site = self.site(channel)
            if site is None:
                continue
            run = self.run(site)
            if run is None:
                why.append(f"网站“{site.name}”尚未采集")
            elif not run.complete:
                why.append(_incomplete(site, run))
            elif (ended := _last_day(run)) is not None and ended < self.until:
                why.append(f"网站“{site.name}”最近一次采集于{ended.isoformat()}结束，此后发布的信息未统计")
        return not why, why


def _last_day(run: RunRow) -> date | None:
    """The day (Shanghai) on which a crawl ended."""
    return day_in_shanghai(datetime.fromisoformat(run.finished_at)) if run.finished_at else None


def _incomplete(site: SiteRow, run: RunRow) -> str:
    failures = "、".join(
        f"{OUTCOMES_IN_CHINESE.get(outcome, outcome)}{number}个" for outcome, number in run.failures.items()
    )
    pages = f"栏目到达{run.columns_reached or 0}/{run.columns_known or 0}个"
    return f"网站“{site.name}”第{run.id}次采集不完整（{pages}{'；未取到的地址：' + failures if failures else ''}）"


def make_scope(
    conn: sqlite3.Connection,
    *,
    year: int,
    bureau: str | None = None,
    municipal: str | None = None,
    registers: Registers = NO_REGISTERS,
    as_of: date | None = None,
    organ: Mapping[str, str] | None = None,
    known_at: str | None = None,
    newest_run: int | None = None,
) -> Scope:
    """The scope of one organ's year; sites are named by id and may be left out where there is only one.

    `as_of` defaults to the last day of the year; `known_at` is a UTC stamp: what was known then (default: now),
    `newest_run` the number of the last run that counts (default: all until then).
    Raises ConfigError where no site or several fit, naming them.
    """
    sites = queries.sites(conn)
    own = _choose(sites, SiteKind.BUREAU, bureau)
    if own is None:
        raise ConfigError("no bureau site has been crawled yet", where="catalogue", fix="run `gongkai crawl` first")
    return Scope(
        known=Known(conn, known_at, newest_run),
        bureau=own,
        municipal=_choose(sites, SiteKind.MUNICIPAL, municipal),
        year=year,
        registers=registers,
        as_of=as_of or date(year, 12, 31),
        organ=dict(organ or {}),
    )


def _choose(sites: Sequence[SiteRow], kind: SiteKind, wanted: str | None) -> SiteRow | None:
    there = [site for site in sites if site.kind == kind]
    names = ", ".join(site.id for site in there)
    if wanted is not None:
        chosen = next((site for site in there if site.id == wanted), None)
        if chosen is None:
            raise ConfigError(
                f'there is no {kind} site "{wanted}"', where="catalogue", fix=f"the catalogue has: {names or 'none'}"
            )
        return chosen
    if len(there) > 1:
        raise ConfigError(
            f"there are {len(there)} {kind} sites and none was named", where="catalogue", fix=f"name one of: {names}"
        )
    return there[0] if there else None
