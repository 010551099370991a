"""Sites and the runs of crawls over the API: the facts of `gongkai crawl --json`."""

from __future__ import annotations

from typing import Any, Literal

from flask import abort
from pydantic import Field

from crawler.catalogue.queries import read_run
from crawler.catalogue.run_ledger import Wanted, count_runs, runs_page
from gongkai.console.access import visible_sites
from gongkai.console.here import catalogue, person
from gongkai.console.rooms.api.declaring import Asked, Said, operation
from gongkai.console.rooms.api.paging import sites_of
from gongkai.console.rooms.api.values import Name, Number, Size
from gongkai.coverage import coverage_of, run_facts

_OPEN_COLUMNS = 1000  # that one answer names at most


class SiteSaid(Said):
    """A site of the catalogue."""

    id: str
    name: str
    kind: str
    home: str
    organ: str | None


class SitesSaid(Said):
    """The sites that the account sees."""

    sites: list[SiteSaid]


@operation("/sites", summary="The sites that the account sees", said=SitesSaid)
def sites(_: Asked) -> dict[str, Any]:
    """All of them."""
    return {
        "sites": [
            {"id": site.id, "name": site.name, "kind": site.kind.value, "home": site.home, "organ": site.organ}
            for site in visible_sites()
        ]
    }


class RunsAsked(Asked):
    """Which runs."""

    site: tuple[Name, ...] = Field((), description="Only of these sites.")
    mode: Name | None = None
    state: Literal["running", "complete", "incomplete"] | None = None
    before: Number | None = Field(None, description="Only runs before this number: the last one of the page before.")
    size: Size = 50


class ColumnsReached(Said):
    """Columns known and reached; null while the run goes on."""

    known: int | None
    reached: int | None


class PagesWalked(Said):
    """Pages of lists walked and stated; null while the run goes on."""

    walked: int | None
    stated: int | None


class RunSaid(Said):
    """A run. `complete`: nothing that the site has was left out."""

    site: str
    run: int
    mode: str
    complete: bool
    state: str
    started_at: str
    finished_at: str | None
    columns: ColumnsReached
    pages: PagesWalked


class FailureSaid(Said):
    """The addresses that failed in one way."""

    outcome: str
    count: int
    examples: list[str]


class OpenColumnSaid(Said):
    """A column that was not walked whole."""

    path: str
    outcome: str
    why: str


class WholeRunSaid(RunSaid):
    """A run with what it did not reach."""

    failures: list[FailureSaid]
    open_columns: list[OpenColumnSaid]


class RunsSaid(Said):
    """Runs, newest first. `next`: what to give as `before` for the page that follows; null: there is none."""

    total: int
    next: int | None
    runs: list[RunSaid]


@operation("/runs", summary="Runs of crawls, newest first", asked=RunsAsked, said=RunsSaid)
def runs(asked: RunsAsked) -> dict[str, Any]:
    """One page of runs."""
    wanted = Wanted(sites_of(asked.site), mode=asked.mode, state=asked.state)
    rows = runs_page(catalogue(), wanted, before=asked.before, limit=asked.size + 1)
    shown = rows[: asked.size]
    return {
        "total": count_runs(catalogue(), wanted),
        "next": shown[-1].id if len(rows) > asked.size else None,
        "runs": [run_facts(row) for row in shown],
    }


@operation(
    "/runs/{run}",
    summary="One run with what it did not reach",
    said=WholeRunSaid,
    places=(("run", r"^[0-9]{1,15}$", "Number of the run"),),
)
def run(_: Asked, run: str) -> dict[str, Any]:
    """One run."""
    if not run.isascii() or not run.isdecimal() or len(run) > 15:
        abort(404)
    try:
        row = read_run(catalogue(), int(run))
    except LookupError:
        abort(404)
    if not person().sees(row.site):
        abort(404)
    return coverage_of(catalogue(), row, most_columns=_OPEN_COLUMNS).as_json()
