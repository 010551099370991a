"""The lists: findings and doubts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from checks.ledger import DoubtState
from checks.ledger.asking import (
    WORK,
    Facets,
    Wanted,
    count_findings,
    facets_of_doubts,
    facets_of_findings,
    page_of_doubts,
    page_of_findings,
)
from checks.ledger.standing import ledger_mark
from gongkai.console.access import needs, visible_sites
from gongkai.console.here import catalogue, person, store, today
from gongkai.console.people.roles import Permission
from gongkai.console.remembering import remembered
from gongkai.console.rooms.findings import blueprint
from gongkai.console.rooms.findings.asked import PAGE, Asked, asked_from
from gongkai.console.rooms.findings.decisions import DEEDS
from gongkai.console.saved.views import views_for


@blueprint.get("/")
@needs(Permission.READ)
def index() -> str | Response:
    """Findings, as the address asks for them."""
    asked = asked_here("findings.index")
    conn = catalogue()
    mark = ledger_mark(conn)
    facets = remembered("findings.facets", asked.wanted, mark, lambda: facets_of_findings(conn, asked.wanted))
    total = total_of(asked.wanted, facets)
    if beyond := _beyond(asked, total):
        return beyond
    rows = page_of_findings(
        conn, asked.wanted, order=asked.order, falling=asked.falling, limit=PAGE, offset=(asked.page - 1) * PAGE
    )
    with store() as kept:
        saved = views_for(kept, person().account.id, frozenset(asked.names))
    return render_template(
        "findings/index.html",
        rows=rows,
        late=remembered("findings.late", _late(asked), mark, lambda: count_findings(conn, _late(asked))),
        deeds=[deed for deed in DEEDS.values() if deed.several and person().may(deed.permission)],
        saved=saved,
        may_share=may_share(),
        **list_facts(asked, facets, total),
    )


@blueprint.get("/doubts")
@needs(Permission.READ)
def doubts() -> str | Response:
    """What no program could decide, as the address asks for it."""
    asked = asked_here("findings.doubts")
    conn = catalogue()
    facets = facets_of_doubts(conn, asked.wanted)
    total = total_of(asked.wanted, facets)
    if beyond := _beyond(asked, total):
        return beyond
    rows = page_of_doubts(conn, asked.wanted, limit=PAGE, offset=(asked.page - 1) * PAGE)
    return render_template("findings/doubts.html", rows=rows, **list_facts(asked, facets, total))


def asked_here(endpoint: str) -> Asked:
    """What the address of this request asks for, of the sites that the person sees."""
    return asked_from(request.args, site_names(), today(), endpoint=endpoint)


def site_names() -> dict[str, str]:
    """The sites that the person sees, name by id."""
    return {site.id: site.name for site in visible_sites()}


def may_share() -> bool:
    """True if the person's saved views may be for all."""
    return person().may(Permission.DECIDE)


def total_of(wanted: Wanted, facets: Facets) -> int:
    """How many there are, from the counts by state, which leave only the states open."""
    return sum(count.number for count in facets.states if not wanted.states or count.value in wanted.states)


def list_facts(asked: Asked, facets: Facets, total: int) -> dict[str, Any]:
    """What both lists show besides their rows."""
    titles = {count.value: count.title for count in facets.clauses}
    return {
        "asked": asked,
        "facets": facets,
        "total": total,
        "pages": max(1, -(-total // PAGE)),
        "chips": asked.chips(titles),
        "today": today(),
        "states": WORK,
        "doubt_states": tuple(DoubtState),
    }


def _beyond(asked: Asked, total: int) -> Response | None:
    """To the last page, where the address names one behind it."""
    last = max(1, -(-total // PAGE))
    if asked.page <= last:
        return None
    return redirect(asked.link(page=last) if last > 1 else asked.link())


def _late(asked: Asked) -> Wanted:
    return replace(asked.wanted, overdue=today())
