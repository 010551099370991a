"""Searching and browsing."""

from __future__ import annotations

from flask import render_template, request

from crawler.catalogue.item_pages import column_paths, columns_below
from gongkai.console.access import needs, visible_ids, visible_sites
from gongkai.console.here import catalogue
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.items import blueprint
from gongkai.console.rooms.items.asked import (
    KIND_WORDS,
    STANDING,
    UNDATED,
    Asked,
    asked_from,
    trouble_in_words,
)
from gongkai.console.rooms.items.engine import index as the_index
from gongkai.console.rooms.items.engine import searcher
from gongkai.console.rooms.items.shown import VIA
from gongkai.searching import PAGE, Answer, Narrowing, UnclearQuestionError, read_question, search

_SITES_BESIDE = 15  # of the facet


@blueprint.get("")
@needs(Permission.READ)
def index() -> str | tuple[str, int]:
    """What was found, or everything, newest first."""
    sites = visible_sites()
    asked = asked_from(request.args, [site.id for site in sites])
    answer, trouble = _answer(asked)
    return render_template(
        "items/index.html",
        asked=asked,
        sites=sites,
        names={site.id: site.name for site in sites},
        columns=column_paths(catalogue(), asked.site) if asked.site else [],
        answer=answer,
        trouble=trouble,
        size=PAGE,
        site_facet=_first_sites(answer),
        kinds=KIND_WORDS,
        standings=STANDING,
        undated=UNDATED,
        via=VIA,
    ), 400 if trouble else 200


def _answer(asked: Asked) -> tuple[Answer | None, str]:
    """The answer, or why there is none."""
    try:
        question = read_question(asked.q)
    except UnclearQuestionError as error:
        return None, trouble_in_words(error)
    sites = (asked.site,) if asked.site else tuple(visible_ids())
    narrowing = Narrowing(
        sites,
        columns=columns_below(catalogue(), sites, asked.column) if asked.column else None,
        year=int(asked.year) if asked.year and asked.year != UNDATED else None,
        kind=asked.kind or None,
        vanished={"": None, "vanished": True, "present": False}[asked.standing],
        undated=asked.year == UNDATED,
    )
    with the_index() as conn:
        return search(catalogue(), conn, searcher(), question, narrowing, page=asked.page), ""


def _first_sites(answer: Answer | None) -> list[tuple[str, int]]:
    """The sites with most of the items."""
    found = answer.found.sites if answer else {}
    return sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))[:_SITES_BESIDE]
