"""What must be published in the next days: one line a duty and day, with how many sites have it there already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checks.due import DueEntry, due_list
from crawler.catalogue.evidence import newest_evidence
from crawler.catalogue.queries import SiteRow
from crawler.model import SiteKind
from gongkai.console.here import catalogue, today
from gongkai.console.remembering import remembered
from gongkai.duties import duties

DAYS = 30
_LOOKED_AT = 8  # sites: to see what is there already takes some 30 milliseconds a site the first time


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty that falls due on a day. `there` is None where there are too many sites to look at each of them."""

    title: str
    due: date
    days_left: int
    exact: bool  # False: no calendar of holidays for that year
    sites: int
    there: int | None
    looked: int  # sites that were crawled, so that it can be said


def duties_soon(sites: Sequence[SiteRow]) -> list[Duty]:
    """The duties of these sites, soonest first. As everywhere, those of the organs' own sites where there are any."""
    own = tuple(site for site in sites if site.kind is SiteKind.BUREAU) or tuple(sites)
    if len(own) > _LOOKED_AT:
        return remembered("overview.due", own, today(), lambda: _grouped(_unseen(own), False))
    entries: list[DueEntry] = []
    for site in own:
        mark = (*newest_evidence(catalogue(), [site.id]), today())
        found = remembered("due", (site.id, DAYS), mark, lambda site=site: _seen(site))  # type: ignore[misc]
        entries += [entry for _, entry in found]
    return _grouped(entries, True)


def _seen(site: SiteRow) -> list[tuple[SiteRow, DueEntry]]:
    return duties(catalogue(), [site], today(), DAYS)


def _unseen(sites: Sequence[SiteRow]) -> list[DueEntry]:
    return [entry for site in sites for entry in due_list(site, today(), DAYS)]


def _grouped(entries: Sequence[DueEntry], looked: bool) -> list[Duty]:
    groups: dict[tuple[date, str], list[DueEntry]] = {}
    for entry in entries:
        groups.setdefault((entry.task.due.day, entry.task.title), []).append(entry)
    return [
        Duty(
            title,
            day,
            found[0].days_left,
            found[0].task.due.exact,
            len(found),
            sum(entry.item is not None for entry in found) if looked else None,
            sum(entry.looked for entry in found),
        )
        for (day, title), found in sorted(groups.items())
    ]
