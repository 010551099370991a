"""Two editions of a standard side by side, and what the new one would mean for a site."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from checks.comparing import Comparison, compare_packs
from checks.model import Pack
from crawler.catalogue.evidence import newest_evidence
from gongkai.console.access import needs, site_or_404, visible_sites
from gongkai.console.here import catalogue, now, place, today
from gongkai.console.people.roles import Permission
from gongkai.console.remembering import remembered
from gongkai.console.rooms.rules import blueprint
from gongkai.console.rooms.rules.standards import all_packs, pack_or_404
from gongkai.editions import comparison_facts, site_under_both


@blueprint.get("/diff")
@needs(Permission.READ)
def diff() -> str | tuple[str, int]:
    """Choose two standards; see what is new, gone and changed. With a site: what that means for it."""
    packs = all_packs(place())
    old, new = request.args.get("old", ""), request.args.get("new", "")
    day, wrong = _day(request.args.get("as_of", ""))
    comparison, site, error = None, None, ""
    if old and new and old == new:
        error = _("请选择两个不同的标准。")
    elif old and new:
        comparison = compare_packs(pack_or_404(place(), old), pack_or_404(place(), new))
    if comparison is not None and request.args.get("site") and not wrong:
        site = _site(request.args["site"], comparison, day)
    page = render_template(
        "rules/diff.html",
        packs=packs,
        old=old or _first(packs, "census-2015"),
        new=new or _first(packs, "inspection-2019"),
        comparison=comparison,
        error=error,
        wrong=wrong,
        as_of=request.args.get("as_of", "") if wrong else day,
        sites=visible_sites(),
        chosen=request.args.get("site", ""),
        under=site,
    )
    return (page, 400) if error or wrong else page


def _first(packs: Any, wanted: str) -> str:
    """A choice to begin with: the two national editions where they are there."""
    return wanted if any(pack.id == wanted for pack in packs) else ""


def _day(text: str) -> tuple[date, str]:
    if not text:
        return today(), ""
    try:
        return date.fromisoformat(text), ""
    except ValueError:
        return today(), _("请写成 2016-12-31 这样的日期。")


def _site(named: str, comparison: Comparison, day: date) -> dict[str, Any]:
    """What the command says of a site under both; kept until something new was seen of the sites or a file changed."""
    row = site_or_404(named)
    mark = (*newest_evidence(catalogue(), [site.id for site in visible_sites()]), *map(_content, _both(comparison)))

    def compute() -> dict[str, Any]:
        under = site_under_both(catalogue(), row.id, comparison, day, now())
        found: dict[str, Any] = comparison_facts(comparison, under)["site"]
        return found

    return {"row": row, **remembered("editions", (row.id, comparison.old.id, comparison.new.id, day), mark, compute)}


def _both(comparison: Comparison) -> tuple[Pack, Pack]:
    return comparison.old, comparison.new


def _content(pack: Pack) -> int:
    return hash((pack.id, tuple(clause.id for clause in pack.clauses), repr(pack.clauses)))
