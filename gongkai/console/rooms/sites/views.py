"""One site."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _

from checks.ledger.scores import scores_of
from checks.ledger.standing import CheckPoint, SiteCounts, by_column, counts_of, courses, newest_checks
from crawler.catalogue.queries import ColumnRow, SiteRow
from crawler.catalogue.runs import last_crawls
from crawler.catalogue.weeks import looks, published_by_week
from gongkai.console.access import needs, site_or_404
from gongkai.console.charts import Picture, line
from gongkai.console.here import catalogue, person, today
from gongkai.console.people.roles import Permission
from gongkai.console.remembering import remembered
from gongkai.console.rooms.overview.lines import Line
from gongkai.console.rooms.overview.soon import DAYS, duties_soon
from gongkai.console.rooms.sites import blueprint
from gongkai.console.rooms.sites.facts import columns_of, mark_of, profile_of, years_for
from gongkai.console.rooms.sites.weeks import ROWS, Map, Span, freshness

_RUNS = 10
_CHECKS = 30  # of the trend
_CHECKS_TOLD = 8  # in the table beside it


@blueprint.get("/<site>")
@needs(Permission.READ)
def show(site: str) -> str:
    """One site: its verdict and how it came about, its columns, its freshness, its runs and checks."""
    row, conn = site_or_404(site), catalogue()
    runs = last_crawls(conn, site, _RUNS)
    columns = columns_of(site, runs[0] if runs else None)
    check = newest_checks(conn, site=site).get(site)
    course = courses(conn, [site], _CHECKS).get(site, [])
    years = years_for(site, rolling=True)
    counts = counts_of(conn, today(), site=site).get(site, SiteCounts())
    lists = [column for column in columns if _is_listing(column)]
    begin = max(request.args.get("from", 0, type=int), 0) // ROWS * ROWS
    return render_template(
        "sites/show.html",
        site=row,
        line=Line(row, runs[0] if runs else None, check, counts, None),
        scores=scores_of(conn, check.id) if check else (),
        columns=columns,
        findings=by_column(conn, site),
        years=years,
        lists=len(lists),
        begin=begin,
        rows=ROWS,
        map=_map(row, runs[0].id, lists[begin : begin + ROWS], Span.of(years.chosen, today()))
        if runs and lists
        else None,
        runs=runs,
        course=course[::-1],
        shown=_CHECKS_TOLD,
        trend=_trend(course),
        profile=profile_of(site),
        duties=duties_soon([row]),
        days=DAYS,
        may_crawl=person().may(Permission.CRAWL),
    )


def _is_listing(column: ColumnRow) -> bool:
    """True for columns that are there to be added to: lists, and what could not be read and may be one."""
    return column.kind in ("list", "unread") or column.items > 0


def _map(site: SiteRow, run: int, columns: list[ColumnRow], span: Span) -> Map:
    """The heat map; the numbers behind it are kept until the site is crawled again."""
    numbers, looked = remembered(
        "sites.weeks",
        (site.id, span),
        mark_of(site.id),
        lambda: (published_by_week(catalogue(), site.id, run, span.first, span.last), looks(catalogue(), site.id, run)),
    )
    return freshness(columns, numbers, looked, span, today())


def _trend(course: list[CheckPoint]) -> Picture | None:
    if len(course) < 2:
        return None
    return line(
        "trend",
        _("历次检查发现的问题数"),
        [str(point.as_of) for point in course],
        [point.flagged for point in course],
        (_("监测时间点"), _("问题数")),
    )
