"""One finding: what is wrong, against which clause, how to mend it, what became of it, and what can be decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from checks.ledger import EventRow, FindingRow, StaleError, show
from checks.ledger.allowed import Decision
from checks.ledger.asking import Neighbours, neighbours
from checks.model import SubjectKind
from crawler.catalogue.ledger_places import Place, places_of
from crawler.errors import PackError
from gongkai.console.access import finding_or_404, needs
from gongkai.console.deeds import tell
from gongkai.console.here import catalogue, changing, now, person, today
from gongkai.console.here import place as workspace
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.findings import blueprint
from gongkai.console.rooms.findings.asked import asked_within
from gongkai.console.rooms.findings.decisions import DEEDS, Deed, why_not
from gongkai.console.rooms.findings.forms import DecisionForm, WaiveForm
from gongkai.console.rooms.findings.views import site_names
from gongkai.console.rooms.rules.standards import all_packs
from gongkai.console.shown import state_word

Answer = str | Response | tuple[str, int]
_LISTED = (SubjectKind.ITEM, SubjectKind.LINK)


@dataclass(frozen=True, slots=True)
class Offer:
    """A decision on the page: its form where it can be taken now, else why not."""

    deed: Deed
    form: DecisionForm | None
    why_not: Any
    open: bool  # unfolded: it was sent and came back


@dataclass(frozen=True, slots=True)
class Refused:
    """A decision that was not carried out, because somebody was faster or the state forbids it."""

    deed: Deed
    form: DecisionForm
    events: Sequence[EventRow]


@blueprint.get("/<number>", endpoint="show")
@needs(Permission.READ)
def one(number: str) -> Answer:
    """The finding's page."""
    return finding_page(finding_or_404(number))


@blueprint.get("/<number>/<any(claim, dispute, resolve, confirm, verify, deadline, waive):deed>")
@needs(Permission.READ)
def back(number: str, deed: str) -> Response:
    """The address of a form, opened as a page: the finding's page."""
    return redirect(_address(finding_or_404(number).number))


@blueprint.post("/<number>/<any(claim, dispute):deed>")
@needs(Permission.ANSWER)
def answer(number: str, deed: str) -> Answer:
    """The webmaster's answer."""
    return _decided(number, DEEDS[deed])


@blueprint.post("/<number>/<any(resolve, confirm, verify, deadline, waive):deed>")
@needs(Permission.DECIDE)
def decide(number: str, deed: str) -> Answer:
    """The inspector's decision."""
    return _decided(number, DEEDS[deed])


def _decided(number: str, deed: Deed) -> Answer:
    row = finding_or_404(number)
    tell(
        f"finding.{deed.name}", row.number, site=row.site, note=request.form.get("reason", request.form.get("note", ""))
    )
    form = _form(deed, row)
    if not form.validate():
        return finding_page(row, filled=form), 400
    if why_not(row, deed.decision) is not None:
        return finding_page(row, filled=form, refused=Refused(deed, form, ())), 409
    try:
        with changing() as conn:
            moved = deed.act(conn, row.number, form, person().signature, now(), form.expected)
    except StaleError as error:
        return finding_page(finding_or_404(row.number), filled=form, refused=Refused(deed, form, error.events)), 409
    standing = _("现在的状态：%(state)s", state=state_word(moved.state))
    flash(f"{deed.done} {standing}", "success")
    return redirect(_address(row.number))


def _address(number: str) -> str:
    return url_for("findings.show", number=number, within=request.args.get("within") or None)


def finding_page(row: FindingRow, *, filled: DecisionForm | None = None, refused: Refused | None = None) -> str:
    """The page, with the form that was sent and came back, and with what came between."""
    conn = catalogue()
    detail = show(conn, row.id)
    row, place = detail.finding, _place(row)
    offers = [_offer(deed, row, detail.newest_event, filled, place) for deed in DEEDS.values()]
    return render_template(
        "findings/show.html",
        row=row,
        detail=detail,
        today=today(),
        site_name=site_names().get(row.site, row.site),
        place=place,
        clause_text=_clause_text(row),
        within=request.args.get("within", ""),
        beside=_beside(row),
        offers=[offer for offer in offers if person().may(offer.deed.permission)],
        recheck_why_not=why_not(row, Decision.RECHECK),
        refused=refused,
    )


def _offer(deed: Deed, row: FindingRow, newest: int, filled: DecisionForm | None, place: Place) -> Offer:
    reason = why_not(row, deed.decision)
    if reason is not None:
        return Offer(deed, None, reason, open=False)
    came_back = filled is not None and filled.deed == deed.name
    form = filled if came_back and filled is not None else _form(deed, row, place=place, blank=True)
    form.seen.data = str(newest)
    return Offer(deed, form, None, open=came_back)


def _form(deed: Deed, row: FindingRow, *, place: Place | None = None, blank: bool = False) -> DecisionForm:
    form = deed.form(deed.name, formdata=None) if blank else deed.form(deed.name)
    if isinstance(form, WaiveForm):
        form.offer(_columns(row, place or _place(row)))
    return form


def _place(row: FindingRow) -> Place:
    """The columns that the subject stands in, and a page that leads to it."""
    if SubjectKind(row.subject_kind) not in _LISTED:
        return Place((), None)
    return dict(places_of(catalogue(), row.site, [row.subject_key])).get(row.subject_key, Place((), None))


def _clause_text(row: FindingRow) -> str | None:
    """What the clause demands, in a sentence; None where the pack is gone, or cannot be read any more."""
    try:
        packs = all_packs(workspace())
    except PackError:
        return None
    clauses = (clause for pack in packs if pack.id == row.pack for clause in pack.clauses if clause.id == row.clause)
    return next((clause.text for clause in clauses), None)


def _columns(row: FindingRow, place: Place) -> list[str]:
    """The columns for which the clause could be waived: the finding's own, and those above it."""
    own = [row.subject_key] if row.subject_kind == SubjectKind.COLUMN else list(place.columns)
    paths = [
        "/".join(parts[:depth]) for parts in (path.split("/") for path in own) for depth in range(len(parts), 0, -1)
    ]
    return list(dict.fromkeys(paths))


def _beside(row: FindingRow) -> Neighbours | None:
    """The findings before and after it in the list from which it was opened."""
    if "within" not in request.args:
        return None
    asked = asked_within(request.args["within"], site_names(), today())
    return neighbours(catalogue(), asked.wanted, row.id, order=asked.order, falling=asked.falling)
