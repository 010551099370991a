"""How we behave towards a site: requests by day and host, distances kept, robots.txt, refusals and back-off."""

from __future__ import annotations

from flask import render_template, request

from crawler.catalogue.manners import host_days
from crawler.catalogue.runs import last_crawls
from crawler.running import software
from gongkai.console.access import needs, site_or_404
from gongkai.console.here import catalogue, place
from gongkai.console.people.roles import Permission
from gongkai.console.remembering import remembered
from gongkai.console.rooms.sites import blueprint
from gongkai.console.rooms.sites.facts import profile_of

_RUNS = 10


@blueprint.get("/<site>/manners")
@needs(Permission.READ)
def manners(site: str) -> str:
    """The ledger of our visits, the newest runs first."""
    row = site_or_404(site)
    before = request.args.get("before", type=int)
    runs = last_crawls(catalogue(), site, _RUNS + 1, before=before, all_modes=True)
    shown = tuple(run.id for run in runs[:_RUNS])
    return render_template(
        "sites/manners.html",
        site=row,
        days=remembered("sites.manners", shown, True, lambda: host_days(catalogue(), shown)),
        runs=runs[:_RUNS],
        further=shown[-1] if len(runs) > _RUNS else None,
        before=before,
        profile=profile_of(site),
        software=software(),
        contact=place().settings.fetch.contact,
    )
