"""Figures of a year over the API: the facts of `gongkai count --json`."""

from __future__ import annotations

from typing import Any

from flask import abort
from pydantic import Field

from crawler.model import SiteKind
from gongkai.console.access import visible_sites
from gongkai.console.here import now
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.api.declaring import Asked, Said, UnclearError, operation
from gongkai.console.rooms.api.paging import offset
from gongkai.console.rooms.api.values import Day, Name, Page, Size, Year
from gongkai.console.rooms.counts.kept import count_of, figures
from gongkai.counted_files import count_facts, figure_facts, row_facts
from gongkai.reporting import last_day_of
from gongkai.year_figures import Wanted, numbered_rows
from reports.metrics.base import metrics
from reports.registers.problems import WrongRegisterError


class YearAsked(Asked):
    """Whose figures, of which year, seen from which day."""

    year: Year
    site: Name | None = Field(None, description="The organ's own site; without: the only one, else the first by id.")
    portal: Name | None = Field(None, description="The municipal portal; without: the first by id.")
    as_of: Day | None = Field(None, description="Seen from this day; without: the last of the year, or today.")


class RowsAsked(YearAsked):
    """A page of the rows behind a figure."""

    page: Page = 1
    size: Size = 50


class CountSaid(Said):
    """A figure. `value` null: not known, and `note` says why. `parts`: the figure taken apart, where it is."""

    metric: str
    title: str
    unit: str
    definition: str
    source: str
    summary: str
    value: int | float | None
    complete: bool
    note: str
    parts: dict[str, int | float | None] = Field(default_factory=dict)


class RowSaid(Said):
    """One row behind a figure: an item with its capture, or a row of a register with its evidence."""

    metric: str
    title: str
    date: str | None
    amount: int | float | None
    part: str | None
    site: str | None
    url: str | None
    also: list[str]
    identity: int | str | None
    captured_at: str | None
    sha256: str | None
    capture: str | None
    file: str | None
    row: int | None
    evidence: str | None


class CountsSaid(Said):
    """All figures of a year. `as_of`: the day they are seen from."""

    year: int
    site: str
    portal: str | None
    as_of: str
    counts: list[CountSaid]


class OneCountSaid(CountSaid):
    """A figure with one page of its rows; `total` is the number of all of them."""

    year: int
    site: str
    portal: str | None
    as_of: str
    total: int
    page: int
    size: int
    rows: list[RowSaid]


@operation("/counts", summary="All figures of a year", asked=YearAsked, said=CountsSaid, permission=Permission.COUNT)
def counts(asked: YearAsked) -> dict[str, Any]:
    """All figures."""
    wanted = _wanted(asked)
    try:
        found = figures(wanted)
    except WrongRegisterError as error:
        raise UnclearError(str(error)) from error
    return {**_whose(wanted), "counts": [figure_facts(figure) for figure in found.figures.values()]}


@operation(
    "/counts/{metric}",
    summary="One figure of a year with the rows behind it",
    asked=RowsAsked,
    said=OneCountSaid,
    permission=Permission.COUNT,
    places=(("metric", r"^[a-z0-9_.]{1,80}$", "Name of the metric: published.total"),),
)
def one_count(asked: RowsAsked, metric: str) -> dict[str, Any]:
    """One figure."""
    if metric not in metrics():
        abort(404)
    wanted = _wanted(asked)
    try:
        made = count_of(wanted, metric)
    except WrongRegisterError as error:
        raise UnclearError(str(error)) from error
    total, rows = numbered_rows(made, None, offset(asked.page, asked.size), asked.size)
    return {
        **count_facts(made),
        **_whose(wanted),
        "total": total,
        "page": asked.page,
        "size": asked.size,
        "rows": [row_facts(metric, row) for _number, row in rows],
    }


def _whose(wanted: Wanted) -> dict[str, Any]:
    return {"year": wanted.year, "site": wanted.site, "portal": wanted.portal, "as_of": wanted.as_of.isoformat()}


def _wanted(asked: YearAsked) -> Wanted:
    organ = _chosen(SiteKind.BUREAU, asked.site)
    if organ is None:
        abort(404)
    portal = _chosen(SiteKind.MUNICIPAL, asked.portal)
    return Wanted(asked.year, organ, portal, asked.as_of or last_day_of(asked.year, now()))


def _chosen(kind: SiteKind, named: str | None) -> str | None:
    known = [site.id for site in visible_sites() if site.kind is kind]
    if named is not None:
        return named if named in known else abort(404)
    return known[0] if known else None
