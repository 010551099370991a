"""What must be published when on the sites that the person sees, as a page and for a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import Response, abort, render_template, request
from flask_babel import lazy_gettext as _l

from checks.due import DueEntry
from crawler.catalogue.evidence import newest_evidence
from crawler.catalogue.queries import SiteRow
from crawler.model import SiteKind
from gongkai.calendar_file import calendar_text
from gongkai.console.access import needs, site_or_404, visible_sites
from gongkai.console.here import catalogue, now, today
from gongkai.console.people.roles import Permission
from gongkai.console.remembering import remembered
from gongkai.console.rooms.rules import blueprint
from gongkai.duties import duties

_SITES = 8  # on a page: to see what is there already takes some 30 milliseconds a site the first time
SPANS = {30: _l("30 天"), 90: _l("90 天"), 183: _l("半年"), 366: _l("一年")}
STATES = {"已公布": _l("已公布"), "未见公布": _l("未见公布"), "没有抓取": _l("没有抓取")}


@blueprint.get("/due")
@needs(Permission.READ)
def due() -> str:
    """The calendar of obligations: what is due in the next days, and whether it is there."""
    sites, within = _asked()
    page = max(1, request.args.get("page", 1, type=int))
    shown = sites[(page - 1) * _SITES : page * _SITES]
    entries = _entries(shown, within)
    return render_template(
        "rules/due.html",
        page=page,
        pages=-(-len(sites) // _SITES),
        first=(page - 1) * _SITES + 1,
        last=(page - 1) * _SITES + len(shown),
        number_of_sites=len(sites),
        entries=sorted(entries, key=lambda entry: (entry[1].task.due.day, entry[0].id)),
        sites=visible_sites(),
        site=request.args.get("site", ""),
        within=within,
        spans=SPANS,
        states=STATES,
        since=today(),
        inexact=not all(entry.task.due.exact for _, entry in entries),
    )


@blueprint.get("/due.ics")
@needs(Permission.READ)
def due_calendar() -> Response:
    """The same as an iCalendar file."""
    sites, within = _asked()
    answer = Response(calendar_text(_entries(sites, within), now()), mimetype="text/calendar")
    answer.headers.set("Content-Disposition", "attachment", filename=f"gongkai-due-{today()}.ics")
    return answer


def _asked() -> tuple[Sequence[SiteRow], int]:
    """The sites (one that is named; else the organs' own sites, all where there is none) and the span."""
    named = request.args.get("site")
    try:
        within = int(request.args.get("within", 30))
    except ValueError:
        abort(400)
    if not 0 <= within <= 731:
        abort(400)
    if named:
        return [site_or_404(named)], within
    seen = visible_sites()
    return [site for site in seen if site.kind is SiteKind.BUREAU] or seen, within


def _entries(sites: Sequence[SiteRow], within: int) -> list[tuple[SiteRow, DueEntry]]:
    found = []
    for site in sites:
        found += remembered("due", (site.id, within), _mark(site, today()), lambda site=site: _of(site, within))  # type: ignore[misc]
    return found


def _of(site: SiteRow, within: int) -> list[tuple[SiteRow, DueEntry]]:
    return duties(catalogue(), [site], today(), within)


def _mark(site: SiteRow, day: date) -> tuple[object, ...]:
    return (*newest_evidence(catalogue(), [site.id]), day)
