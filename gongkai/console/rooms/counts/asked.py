"""Whose year a page is about: read from the address, with sensible values where nothing was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask import abort, request

from crawler.catalogue.queries import SiteRow
from crawler.model import SiteKind
from gongkai.console.access import visible_sites
from gongkai.console.here import now, today
from gongkai.reporting import last_day_of
from gongkai.year_figures import Wanted

FIRST_YEAR, LAST_YEAR = 1990, 2100
_OFFERED = 12  # years


@dataclass(frozen=True)
class Asked:
    """What was asked for, and what else could be. `named` are the parts that the address names."""

    wanted: Wanted
    organs: Sequence[SiteRow]
    portals: Sequence[SiteRow]
    this_year: int
    default_day: date

    @cached_property
    def query(self) -> dict[str, str | int]:
        """What an address needs to lead to the same year of the same organ."""
        wanted = self.wanted
        found: dict[str, str | int] = {"year": wanted.year}
        if len(self.organs) > 1:
            found["site"] = wanted.site
        if len(self.portals) > 1 and wanted.portal is not None:
            found["portal"] = wanted.portal
        if wanted.as_of != self.default_day:
            found["as_of"] = wanted.as_of.isoformat()
        return found

    @property
    def years(self) -> list[int]:
        """The years that are offered, newest first."""
        return sorted({*range(self.this_year - _OFFERED + 1, self.this_year + 1), self.wanted.year}, reverse=True)

    @property
    def organ(self) -> SiteRow:
        """The organ's own site."""
        return next(site for site in self.organs if site.id == self.wanted.site)

    @property
    def options(self) -> str:
        """The same on the command line."""
        wanted = self.wanted
        portal = f" --portal {wanted.portal}" if wanted.portal else ""
        return f"--year {wanted.year} --site {wanted.site}{portal} --as-of {wanted.as_of}"


def asked() -> Asked | None:
    """What this request is about; None where no organ's own site was ever crawled. 404 for a site that is not there."""
    sites = visible_sites()
    organs = [site for site in sites if site.kind is SiteKind.BUREAU]
    portals = [site for site in sites if site.kind is SiteKind.MUNICIPAL]
    if not organs:
        return None
    this_year = today().year
    # In the first half of a year people write the report of the one before.
    year = request.args.get("year") or str(this_year - 1 if today().month <= 6 else this_year)
    if not (year.isascii() and year.isdecimal() and len(year) == 4 and FIRST_YEAR <= int(year) <= LAST_YEAR):
        abort(404)
    default_day = last_day_of(int(year), now())
    wanted = Wanted(
        year=int(year),
        site=_chosen(organs, "site") or organs[0].id,
        portal=_chosen(portals, "portal") or (portals[0].id if portals else None),
        as_of=_day(default_day, int(year)),
    )
    return Asked(wanted, organs, portals, this_year, default_day)


def _chosen(sites: Sequence[SiteRow], name: str) -> str | None:
    said = request.args.get(name)
    if not said:
        return None
    return said if any(site.id == said for site in sites) else abort(404)


def _day(otherwise: date, year: int) -> date:
    """The day that was named. Who chooses another year does not mean the day that stood beside the year before."""
    said = request.args.get("as_of", "").strip()
    if not said or request.args.get("day_of", str(year)) != str(year):
        return otherwise
    try:
        return date.fromisoformat(said)
    except ValueError:
        abort(404)
