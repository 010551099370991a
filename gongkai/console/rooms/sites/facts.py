"""What pages on sites and columns share: what the last crawl saw, kept for as long as nothing new is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, request

from crawler.catalogue import queries
from crawler.catalogue.evidence import newest_evidence
from crawler.catalogue.many_sites import years_of
from crawler.catalogue.queries import ColumnRow, RunRow
from crawler.errors import ConfigError
from crawler.profiles.profile import Profile, load_profile
from gongkai.console.here import catalogue, place, today
from gongkai.console.remembering import remembered


@dataclass(frozen=True, slots=True)
class Years:
    """The year that is shown, and the years one may choose. None: the last twelve months."""

    chosen: int | None
    first: int
    last: int

    @property
    def before(self) -> int | None:
        """The year before, where there is something."""
        if self.chosen is None:
            return self.last
        return self.chosen - 1 if self.chosen > self.first else None

    @property
    def after(self) -> int | None:
        """The year after, where it has begun."""
        return self.chosen + 1 if self.chosen is not None and self.chosen < self.last else None


def mark_of(site: str) -> tuple[object, ...]:
    """A mark that changes when something new is seen of a site, and every day."""
    return (*newest_evidence(catalogue(), [site]), today())


def columns_of(site: str, run: RunRow | None) -> Sequence[ColumnRow]:
    """The column tree as the last crawl saw it."""
    if run is None:
        return ()
    return remembered(
        "sites.columns", site, mark_of(site), lambda: queries.columns(catalogue(), site, as_of=today(), run=run.id)
    )


def years_for(site: str, *, rolling: bool = False) -> Years:
    """The year that the address asks for, else the newest with something in it, or (`rolling`) the last months."""
    first, newest = years_of(catalogue(), site, today()) or (today().year, today().year)
    last = max(newest, today().year)
    asked = request.args.get("year", "")
    if not asked:
        return Years(None if rolling else newest, first, last)
    if not asked.isdecimal() or not first <= int(asked) <= last:
        abort(404)
    return Years(int(asked), first, last)


def profile_of(site: str) -> Profile | None:
    """The profile file of a site; None where there is none or it cannot be read."""
    path = place().sites / f"{site}.toml"
    try:
        return load_profile(path) if path.is_file() else None
    except ConfigError:
        return None


def months_of(year: int | None) -> list[str]:
    """2016-01 to 2016-12, of the present year up to this month; without a year the last twelve months."""
    end = today()
    if year is None:
        numbers = range(end.year * 12 + end.month - 12, end.year * 12 + end.month)
        return [f"{number // 12}-{number % 12 + 1:02}" for number in numbers]
    return [f"{year}-{month:02}" for month in range(1, (end.month if year == end.year else 12) + 1)]
