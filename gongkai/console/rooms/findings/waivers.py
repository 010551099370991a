"""Waivers: how each of them stands today, what it covers, and taking it back."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from checks import ledger
from checks.ledger import Scope, Waiver
from checks.ledger.granting import covered_now, waivers_counted
from crawler.errors import ConfigError
from gongkai.console.access import needs
from gongkai.console.deeds import tell
from gongkai.console.here import catalogue, changing, now, person, today
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.findings import blueprint
from gongkai.console.rooms.findings.forms import ReasonForm
from gongkai.console.rooms.findings.one import Answer
from gongkai.console.rooms.findings.views import site_names

KINDS = {
    "expired": _l("已到期"),
    "expiring": _l("即将到期"),
    "unneeded": _l("问题已不存在，可以撤销"),
    "unmatched": _l("没有涵盖任何问题"),
    "active": _l("有效"),
    "pending": _l("尚未生效"),
    "revoked": _l("已撤销"),
}
_SHOWN = 50  # of the findings that a waiver covers


@blueprint.get("/waivers")
@needs(Permission.READ)
def waivers() -> str:
    """All waivers of the sites that the person sees; revoked ones only when asked for."""
    names = site_names()
    kind = request.args.get("kind", "")
    site = request.args.get("site", "")
    if site and site not in names:
        abort(404)
    known = waivers_counted(catalogue(), today(), [site] if site else list(names))
    counts = {each: sum(standing.kind == each for standing, _n in known) for each in KINDS}
    shown = [pair for pair in known if pair[0].kind == kind or (not kind and pair[0].kind != "revoked")]
    return render_template(
        "findings/waivers.html",
        shown=shown,
        counts=counts,
        kinds=KINDS,
        kind=kind,
        site=site,
        sites=names,
        covers=covers,
        today=today(),
    )


@blueprint.get("/waivers/<number>")
@needs(Permission.READ)
def waiver(number: str) -> Answer:
    """One waiver, with what it covers."""
    return _page(_waiver_or_404(number), ReasonForm("revoke", formdata=None))


@blueprint.get("/waivers/<number>/revoke")
@needs(Permission.READ)
def waiver_back(number: str) -> Response:
    """The address of the form, opened as a page: the waiver's page."""
    return redirect(url_for("findings.waiver", number=_waiver_or_404(number).number))


@blueprint.post("/waivers/<number>/revoke")
@needs(Permission.DECIDE)
def revoke(number: str) -> Answer:
    """Take a waiver back: what it covers counts again."""
    found = _waiver_or_404(number)
    form = ReasonForm("revoke")
    tell("waiver.revoke", found.number, site=found.site, note=form.reason.data or "")
    if not form.validate():
        return _page(found, form), 400
    try:
        with changing() as conn:
            ledger.revoke(conn, found.id, who=person().signature, reason=form.reason.data.strip(), now=now())
    except ConfigError:
        again = _waiver_or_404(number)
        if again.revoked_at is None:
            raise
        return _page(again, form), 409
    flash(_("已撤销%(number)s，它涵盖的问题重新计入。", number=found.number), "success")
    return redirect(url_for("findings.waiver", number=found.number))


def _waiver_or_404(number: str) -> Waiver:
    try:
        found = ledger.find_waiver(catalogue(), number)
    except ConfigError:
        abort(404)
    return found if person().sees(found.site) else abort(404)


def _page(found: Waiver, form: ReasonForm) -> str:
    standing, covered = next(
        pair for pair in waivers_counted(catalogue(), today(), [found.site]) if pair[0].waiver.id == found.id
    )
    return render_template(
        "findings/waiver.html",
        waiver=found,
        standing=standing,
        kinds=KINDS,
        covered=covered,
        rows=covered_now(catalogue(), found, limit=_SHOWN),
        form=form,
        covers=covers,
        site_name=site_names().get(found.site, found.site),
        may_decide=person().may(Permission.DECIDE),
    )


def covers(found: Waiver) -> str:
    """The scope of a waiver in the language of the page."""
    if found.scope is Scope.FINDING:
        return str(_("问题 F-%(number)06d", number=found.finding_id or 0))
    if found.scope is Scope.COLUMN:
        return str(_("栏目“%(column)s”及其子栏目", column=found.column))
    return str(_("全站"))
