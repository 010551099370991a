"""One item: what its page says, by what evidence, where it is listed, and what else is known of it."""

from __future__ import annotations

from itertools import pairwise

from flask import abort, render_template

from checks.ledger.about import findings_about
from crawler.catalogue.item_pages import ItemFacts, item_facts, others_of, places_of, versions_of
from gongkai.console.access import needs, visible_sites
from gongkai.console.here import catalogue, person
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.items import blueprint
from gongkai.console.rooms.items.asked import KIND_WORDS
from gongkai.console.rooms.items.shown import FACTS, VIA, date_evidence
from gongkai.console.rooms.pairs.words import METHODS, STATES


def item_or_404(number: int) -> ItemFacts:
    """An item of a site that the person sees."""
    found = item_facts(catalogue(), number) if number < 1 << 63 else None
    return found if found is not None and person().sees(found.site) else abort(404)


@blueprint.get("/<int:number>")
@needs(Permission.READ)
def show(number: int) -> str:
    """The item as it is now known."""
    item = item_or_404(number)
    conn = catalogue()
    versions = versions_of(conn, item.id)
    current = next((version for version in versions if version.id == item.version_id), None)
    places = places_of(conn, item.id)
    return render_template(
        "items/show.html",
        item=item,
        version=current,
        versions=list(reversed(versions)),
        before={later.id: earlier for earlier, later in pairwise(versions)},
        places=places,
        evidence=date_evidence(current, places, item.published_on, item.published_via),
        others=[other for other in others_of(conn, item.id) if person().sees(other.site)],
        findings=findings_about(conn, item.site, item.key),
        names={site.id: site.name for site in visible_sites()},
        kinds=KIND_WORDS,
        via=VIA,
        methods=METHODS,
        states=STATES,
        facts=FACTS,
    )
