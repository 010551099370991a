"""One column of a site."""

from __future__ import annotations

from datetime import date

from flask import abort, render_template
from flask_babel import gettext as _

from checks.ledger import State
from checks.ledger.asking import Wanted, count_findings, page_of_findings
from checks.obligations import obligations
from crawler.catalogue import queries
from crawler.catalogue.column_course import column_states, first_listings, published_by_month
from gongkai.console.access import needs, site_or_404
from gongkai.console.charts import bars
from gongkai.console.here import catalogue, today
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.sites import blueprint
from gongkai.console.rooms.sites.facts import columns_of, months_of, years_for

_FINDINGS = 10
_STATES = 20
_ROWS = 20


@blueprint.get("/<site>/columns/<int:number>")
@needs(Permission.READ)
def column(site: str, number: int) -> str:
    """One column: what each crawl saw of it, what it published, what stands against it."""
    row, conn = site_or_404(site), catalogue()
    run = queries.last_run(conn, site)
    found = next((each for each in columns_of(site, run) if each.id == number), None)
    if found is None or run is None:
        abort(404)
    years = years_for(site, rolling=True)
    names = months_of(years.chosen)
    last = min(date(int(names[-1][:4]), 12, 31), today())
    known = published_by_month(conn, number, run.id, date.fromisoformat(f"{names[0]}-01"), last)
    months = [known.get(name, 0) for name in names]
    wanted = Wanted(sites=(site,), column=found.path, states=tuple(state.value for state in State if state.counts))
    return render_template(
        "sites/column.html",
        site=row,
        column=found,
        years=years,
        months=bars(
            "months",
            _("%(first)s 至 %(last)s 每月发布的信息", first=names[0], last=names[-1]),
            names,
            months,
            (_("月份"), _("条数")),
        ),
        total=sum(months),
        findings=page_of_findings(conn, wanted, limit=_FINDINGS),
        standing=count_findings(conn, wanted),
        states=column_states(conn, site, number, last=_STATES),
        listings=first_listings(conn, number, run.id, last_row=_ROWS),
        duties=[each for each in obligations().values() if found.identity in each.columns and each.binds(row)],
        today=today(),
    )
