"""The overview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import render_template, request
from flask_babel import gettext as _
from markupsafe import Markup

from checks.ledger import FindingRow, State
from checks.ledger.asking import Order, Wanted, page_of_findings
from checks.ledger.rows import CheckRow
from checks.ledger.scores import verdict_packs
from checks.ledger.standing import SiteCounts, counts_of, courses, ledger_mark, newest_checks
from crawler.catalogue import queries
from crawler.catalogue.evidence import ended_runs, newest_moment
from crawler.catalogue.many_sites import newest_days
from crawler.catalogue.queries import SiteRow
from crawler.catalogue.runs import newest_crawls
from gongkai.console.access import needs, visible_sites
from gongkai.console.charts import spark
from gongkai.console.here import catalogue, now, person, today
from gongkai.console.people.roles import Permission, Role
from gongkai.console.remembering import remembered
from gongkai.console.rooms.overview import blueprint
from gongkai.console.rooms.overview.alarms import alarms
from gongkai.console.rooms.overview.lines import CRAWLS, PAGE, STANDINGS, Line, asked_from, chosen, tally
from gongkai.console.rooms.overview.soon import DAYS, duties_soon

_COURSE = 12  # checks of a trend
_FIRST = 6  # findings to begin with


@blueprint.get("/")
@needs(Permission.READ)
def index() -> str:
    """All sites that the person sees, what needs a look, and what is due."""
    sites = visible_sites()
    lines = lines_of(sites)
    asked = asked_from(request.args)
    found = chosen(lines, asked)
    shown = found[(asked.page - 1) * PAGE : asked.page * PAGE]
    checks = [line.check.id for line in shown if line.check]
    return render_template(
        "overview/index.html",
        lines=shown,
        all=lines,
        found=len(found),
        pages=-(-len(found) // PAGE),
        asked=asked,
        tally=tally(lines),
        standings=STANDINGS,
        crawls=CRAWLS,
        packs=verdict_packs(catalogue(), checks),
        trends=_trends(shown),
        alarms=alarms(lines),
        duties=duties_soon(sites),
        days=DAYS,
        first=_first(sites) if person().account.role is Role.WEBMASTER else [],
        crawled=any(line.crawl for line in lines),
        at=now(),
        today=today(),
        may_crawl=person().may(Permission.CRAWL),
    )


def lines_of(sites: Sequence[SiteRow]) -> list[Line]:
    """A line for each of these sites."""
    conn = catalogue()
    mark = (ledger_mark(conn), newest_moment(conn), ended_runs(conn), today())
    figures = remembered("overview.figures", "", mark, _figures)
    crawls = newest_crawls(conn)
    nothing = SiteCounts()
    return [
        Line(
            site,
            crawls.get(site.id),
            figures.checks.get(site.id),
            figures.counts.get(site.id, nothing),
            figures.days.get(site.id),
        )
        for site in sites
    ]


@dataclass(frozen=True, slots=True)
class _Figures:
    """What the ledger and the catalogue hold of all sites, by id; each person is shown his own."""

    checks: Mapping[str, CheckRow]
    counts: Mapping[str, SiteCounts]
    days: Mapping[str, date]


def _figures() -> _Figures:
    conn = catalogue()
    days = newest_days(conn, [site.id for site in queries.sites(conn)], today())
    return _Figures(newest_checks(conn), counts_of(conn, today()), days)


def _trends(lines: Sequence[Line]) -> dict[str, Markup]:
    """A small line for each site that was checked more than once: how many findings its last checks had."""
    course = courses(catalogue(), [line.site.id for line in lines], _COURSE)
    return {
        site: spark(
            f"trend-{number}",
            _("历次检查发现的问题数"),
            [str(point.as_of) for point in points],
            [point.flagged for point in points],
        )
        for number, (site, points) in enumerate(course.items())
        if len(points) > 1
    }


def _first(sites: Sequence[SiteRow]) -> list[FindingRow]:
    """What a webmaster should do first: what is not answered yet, the nearest deadline first."""
    states = (State.OPEN, State.CONFIRMED, State.REOPENED)
    wanted = Wanted(sites=tuple(site.id for site in sites), states=states)
    return page_of_findings(catalogue(), wanted, order=Order.DEADLINE, limit=_FIRST)
