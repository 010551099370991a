"""Frozen figures: the list, freezing as a job, one snapshot with its signatures, and what changed since."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crawler.errors import ConfigError, GongkaiError
from gongkai.console.access import needs
from gongkai.console.deeds import tell
from gongkai.console.here import catalogue, changing, now, person, place
from gongkai.console.jobs import start_job
from gongkai.console.people.roles import Permission
from gongkai.console.remembering import remembered
from gongkai.console.rooms.counts import blueprint
from gongkai.console.rooms.counts.asked import asked
from gongkai.console.rooms.counts.forms import FreezeForm, SignForm, WithdrawForm
from gongkai.console.rooms.counts.kept import figures
from gongkai.console.rooms.counts.since import Drift, drift
from gongkai.console.rooms.counts.views import registers_wrong
from gongkai.scoping import mark_of_scope
from gongkai.snapshots import compare_snapshots
from gongkai.year_figures import Wanted
from reports.registers.problems import WrongRegisterError
from reports.snapshots import signing, store
from reports.snapshots.model import Snapshot

_PAGE = 50
Page = str | tuple[str, int] | Response


@blueprint.get("/snapshots")
@needs(Permission.COUNT)
def snapshots() -> Page:
    """All that was frozen, newest first, and who has signed it."""
    choice = asked()
    if choice is None:
        return render_template("counts/nothing.html")
    before = request.args.get("before", type=int)
    found = store.headings(catalogue(), before=before, limit=_PAGE + 1)
    shown = [entry for entry in found[:_PAGE] if person().sees(entry.bureau)]
    signed = {entry.id: signing.standing(signing.entries(catalogue(), entry.id)) for entry in shown}
    more = found[_PAGE - 1].id if len(found) > _PAGE else None
    return render_template(
        "counts/snapshots.html", asked=choice, snapshots=shown, signed=signed, more=more, tab="snapshots"
    )


@blueprint.route("/freeze", methods=["GET", "POST"])
@needs(Permission.SIGN)
def freeze() -> Page:
    """Freeze a year: first what it rests on is shown, then a job does it."""
    choice = asked()
    if choice is None:
        return render_template("counts/nothing.html")
    try:
        found = figures(choice.wanted)
    except WrongRegisterError:
        return registers_wrong(choice)
    form = FreezeForm()
    if form.validate_on_submit():
        if found.complete or form.force.data:
            return _start(choice.wanted, form, complete=found.complete)
        form.force.errors = [_("采集不完整。要么先补采，要么勾选这里并写明理由。")]
    unknown = [figure for figure in found.figures.values() if figure.value is None]
    disagree = [figure for figure in found.figures.values() if figure.disagrees]
    return render_template(
        "counts/freeze.html",
        asked=choice,
        found=found,
        form=form,
        unknown=unknown,
        disagree=disagree,
        tab="snapshots",
    )


def _start(wanted: Wanted, form: FreezeForm, *, complete: bool) -> Response:
    reason = "" if complete else _("采集不完整仍冻结，理由：%(reason)s", reason=_plain(form.reason.data))
    note = "；".join(filter(None, (_plain(form.note.data), reason)))
    arguments = ["count", "freeze", "--year", str(wanted.year), f"--site={wanted.site}", f"--as-of={wanted.as_of}"]
    arguments += [f"--portal={wanted.portal}"] if wanted.portal else []
    arguments += ["--force"] if form.force.data else []
    arguments += [f"--by={person().signature}", f"--note={note}", "--json"]
    job = start_job("freeze", arguments, title=_("冻结%(year)s年统计数", year=wanted.year), site=wanted.site)
    tell("count.freeze", str(wanted.year), site=wanted.site, note=note)
    return redirect(url_for("jobs.show", number=job.number))


@blueprint.get("/snapshots/<int:number>")
@needs(Permission.COUNT)
def snapshot(number: int) -> Page:
    """One snapshot: its values, who signed it, and whether today's counts are still the same."""
    return _page(_snapshot_or_404(number))


@blueprint.post("/snapshots/<int:number>/sign")
@needs(Permission.SIGN)
def sign(number: int) -> Page:
    """Say that the frozen figures are right."""
    made, form = _snapshot_or_404(number), SignForm()
    if not form.validate_on_submit():
        return _page(made, sign_form=form), 400
    role = _plain(form.role.data) or person().account.role.chinese
    tell("count.sign", f"S-{number}", site=made.state.bureau, note=_plain(form.statement.data))
    try:
        with changing() as conn:
            signing.sign(
                conn,
                made,
                who=person().signature,
                role=role,
                statement=_plain(form.statement.data),
                now=now(),
                seen=_seen(form.seen.data),
            )
    except signing.SignedMeanwhileError:
        return _page(made, sign_form=form, stale=True), 409
    except ConfigError:
        flash(_("您已经签过字了。"), "warning")
        return _page(made, sign_form=form), 409
    flash(_("已签字。"), "success")
    return redirect(url_for("counts.snapshot", number=number))


@blueprint.post("/snapshots/<int:number>/withdraw")
@needs(Permission.SIGN)
def withdraw(number: int) -> Page:
    """Take back a signature of one's own; an administrator may take back anybody's."""
    made, form = _snapshot_or_404(number), WithdrawForm()
    entry = next((each for each in signing.entries(catalogue(), number) if str(each.id) == form.number.data), None)
    if entry is None:
        abort(404)
    if entry.who != person().signature and not person().may(Permission.MANAGE):
        abort(403)
    if not form.validate_on_submit():
        return _page(made, withdraw_form=form), 400
    tell("count.withdraw", f"S-{number}", site=made.state.bureau, note=_plain(form.reason.data))
    try:
        with changing() as conn:
            signing.withdraw(
                conn,
                made,
                entry.id,
                who=person().signature,
                role=person().account.role.chinese,
                reason=_plain(form.reason.data),
                now=now(),
                seen=_seen(form.seen.data),
            )
    except ConfigError:  # somebody was faster, or it was withdrawn already
        return _page(made, withdraw_form=form, stale=True), 409
    flash(_("已撤回签字。"), "success")
    return redirect(url_for("counts.snapshot", number=number))


@blueprint.get("/snapshots/<int:number>/compare")
@needs(Permission.COUNT)
def compare(number: int) -> Page:
    """A snapshot beside another one, or beside the present."""
    made = _snapshot_or_404(number)
    other = request.args.get("with", "now")
    if other != "now":
        _snapshot_or_404(int(other) if other.isascii() and other.isdecimal() and len(other) < 10 else 0)
    state = made.state
    mark = mark_of_scope(place(), catalogue(), [site for site in (state.bureau, state.municipal) if site])
    try:
        found = remembered(
            "compared",
            (number, other),
            mark,
            lambda: compare_snapshots(place(), catalogue(), str(number), other, now(), figures_only=True),
        )
    except WrongRegisterError:
        return registers_wrong(asked() or abort(404))
    others = [each for each in store.headings(catalogue()) if each.id != number and person().sees(each.bureau)]
    return render_template(
        "counts/compare.html", made=made, other=other, found=found, others=others, asked=asked(), tab="snapshots"
    )


def _snapshot_or_404(number: int) -> Snapshot:
    try:
        made = store.find(catalogue(), number)
    except ConfigError:
        abort(404)
    return made if person().sees(made.state.bureau) else abort(404)


def _page(
    made: Snapshot, *, sign_form: SignForm | None = None, withdraw_form: WithdrawForm | None = None, stale: bool = False
) -> str:
    there = signing.entries(catalogue(), made.id)
    seen = there[-1].id if there else 0
    forms = sign_form or SignForm(formdata=None), withdraw_form or WithdrawForm(formdata=None)
    for form in forms:
        form.seen.data = seen
    stands = signing.standing(there)
    choice = asked()
    return render_template(
        "counts/snapshot.html",
        made=made,
        asked=choice,
        entries=there,
        stands={entry.id for entry in stands},
        signed=any(entry.who == person().signature for entry in stands),
        sign_form=forms[0],
        withdraw_form=forms[1],
        stale=stale,
        drift=_drift(made),
        faults=list(store.problems(catalogue(), only=made.id)),
        tab="snapshots",
    )


def _drift(made: Snapshot) -> Drift | None:
    """What today's counts say of the same year; None where they cannot be made."""
    state = made.state
    try:
        return drift(made, figures(Wanted(state.year, state.bureau, state.municipal, state.as_of)))
    except GongkaiError:
        return None


def _seen(said: str | None) -> int:
    return int(said) if said and said.isascii() and said.isdecimal() and len(said) < 10 else -1


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())
