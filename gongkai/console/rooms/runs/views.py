"""Runs with filters and pages, and one run: what it reached, what it did not, and why."""

from __future__ import annotations

from datetime import datetime

from flask import abort, render_template, request

from crawler.catalogue.run_ledger import Wanted, count_open_columns, count_runs, requests_of, run_modes, runs_page
from crawler.catalogue.runs import RunRow, read_run
from gongkai.console.access import needs, site_or_404, visible_sites
from gongkai.console.here import catalogue, person
from gongkai.console.jobs.words import advice, mode_names, outcome_word
from gongkai.console.people.roles import Permission
from gongkai.console.remembering import remembered
from gongkai.console.rooms.runs import blueprint
from gongkai.coverage import coverage_of

_PAGE = 50
_COLUMNS = 200  # columns not walked whole that a page shows
_STATES = ("running", "complete", "incomplete")


@blueprint.get("/")
@needs(Permission.READ)
def index() -> str:
    """Runs on the sites that the person sees, newest first."""
    sites = {site.id: site.name for site in visible_sites()}
    chosen = request.args.get("site") or None
    if chosen is not None:
        site_or_404(chosen)
    state = request.args.get("state") or None
    wanted = Wanted(
        (chosen,) if chosen else tuple(sites),
        mode=request.args.get("mode") or None,
        state=state if state in _STATES else None,
    )
    found = runs_page(catalogue(), wanted, before=request.args.get("before", type=int), limit=_PAGE + 1)
    return render_template(
        "runs/index.html",
        runs=found[:_PAGE],
        further=len(found) > _PAGE,
        count=count_runs(catalogue(), wanted),
        sites=sites,
        wanted=wanted,
        chosen=chosen,
        modes=mode_names(),
        known_modes=run_modes(catalogue(), tuple(sites)),
        seconds=_seconds,
    )


@blueprint.get("/<int:run>")
@needs(Permission.READ)
def show(run: int) -> str:
    """One run."""
    try:
        row = read_run(catalogue(), run)
    except LookupError:
        abort(404)
    if not person().sees(row.site):
        abort(404)
    conn = catalogue()
    mark = row.state if row.state != "running" else None

    def compute() -> tuple[object, int, int]:
        return coverage_of(conn, row, most_columns=_COLUMNS), count_open_columns(conn, row.id), requests_of(conn, row)

    coverage, open_count, requests = compute() if mark is None else remembered("runs.show", row.id, mark, compute)
    return render_template(
        "runs/show.html",
        run=row,
        site=site_or_404(row.site),
        coverage=coverage,
        open_count=open_count,
        requests=requests,
        modes=mode_names(),
        advice=advice,
        outcome_word=outcome_word,
        seconds=_seconds(row),
    )


def _seconds(run: RunRow) -> int | None:
    """How long a run took; None while it goes on."""
    if run.finished_at is None:
        return None
    return int((datetime.fromisoformat(run.finished_at) - datetime.fromisoformat(run.started_at)).total_seconds())
