"""What must be published in the next days: one line a duty and day, with how many sites have it there already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checks.due import DueEntry, due_list
from checks.obligations import obligations
from crawler.catalogue.evidence import newest_evidence
from crawler.catalogue.many_sites import entries_seen
from crawler.catalogue.queries import SiteRow
from crawler.catalogue.runs import newest_crawls
from crawler.model import SiteKind
from gongkai.console.here import catalogue, today
from gongkai.console.remembering import remembered
from gongkai.duties import duties

DAYS = 30
_LOOKED_AT = 8  # sites: to see what is there already takes some 30 milliseconds a site the first time,
_LOOKED_THROUGH = 25_000  # and seconds where there is very much on them: then the calendar page is asked


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty that falls due on a day. `there` is None where there is too much to look whether it is there."""

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
    if len(own) > _LOOKED_AT or _is_much(own):
        return remembered("overview.due", own, today(), lambda: _grouped(_unseen(own), False))
    found: list[tuple[DueEntry, int]] = []
    for site in own:
        mark = (*newest_evidence(catalogue(), [site.id]), today())
        entries = remembered("due", (site.id, DAYS), mark, lambda site=site: _seen(site))  # type: ignore[misc]
        found += [(entry, 1) for _, entry in entries]
    return _grouped(found, True)


def _is_much(sites: Sequence[SiteRow]) -> bool:
    crawls = newest_crawls(catalogue())
    return entries_seen(catalogue(), [crawls[site.id].id for site in sites if site.id in crawls]) > _LOOKED_THROUGH


def _seen(site: SiteRow) -> list[tuple[SiteRow, DueEntry]]:
    return duties(catalogue(), [site], today(), DAYS)


def _unseen(sites: Sequence[SiteRow]) -> list[tuple[DueEntry, int]]:
    """The entries of the calendar with the number of sites that they bind: asked once for all that are bound alike."""
    alike: dict[tuple[str, ...], list[SiteRow]] = {}
    for site in sites:
        alike.setdefault(tuple(duty.id for duty in obligations().values() if duty.binds(site)), []).append(site)
    return [(entry, len(group)) for group in alike.values() for entry in due_list(group[0], today(), DAYS)]


def _grouped(entries: Sequence[tuple[DueEntry, int]], looked: bool) -> list[Duty]:
    groups: dict[tuple[date, str], list[tuple[DueEntry, int]]] = {}
    for entry, count in entries:
        groups.setdefault((entry.task.due.day, entry.task.title), []).append((entry, count))
    return [
        Duty(
            title,
            day,
            found[0][0].days_left,
            found[0][0].task.due.exact,
            sum(count for _, count in found),
            sum(entry.item is not None for entry, _ in found) if looked else None,
            sum(entry.looked for entry, _ in found),
        )
        for (day, title), found in sorted(groups.items())
    ]
