"""One doubt: what could not be seen, what to look at, and the two decisions: it is a fault, it is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from checks import ledger
from checks.ledger import DoubtRow, DoubtState, StaleError
from checks.ledger.doubts import finding_of_doubt
from gongkai.console.access import doubt_or_404, needs
from gongkai.console.deeds import tell
from gongkai.console.here import catalogue, changing, now, person, today
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.findings import blueprint
from gongkai.console.rooms.findings.forms import ReasonForm
from gongkai.console.rooms.findings.one import Answer, Refused
from gongkai.console.rooms.findings.views import site_names

TITLES = {"confirm": _l("认定为问题"), "dismiss": _l("排除")}


@dataclass(frozen=True, slots=True)
class Named:
    """A decision as the page of a refused one shows it."""

    title: Any


@blueprint.get("/doubts/<number>")
@needs(Permission.READ)
def doubt(number: str) -> Answer:
    """The doubt's page."""
    return _page(doubt_or_404(number))


@blueprint.get("/doubts/<number>/<any(confirm, dismiss):deed>")
@needs(Permission.READ)
def doubt_back(number: str, deed: str) -> Response:
    """The address of a form, opened as a page: the doubt's page."""
    return redirect(url_for("findings.doubt", number=doubt_or_404(number).number))


@blueprint.post("/doubts/<number>/<any(confirm, dismiss):deed>")
@needs(Permission.DECIDE)
def decide_doubt(number: str, deed: str) -> Answer:
    """A person looked."""
    row = doubt_or_404(number)
    form = ReasonForm(deed)
    tell(f"doubt.{deed}", row.number, site=row.site, note=form.reason.data or "")
    if not form.validate():
        return _page(row, form), 400
    if _settled(row):
        return _page(row, form, Refused(Named(TITLES[deed]), form, ())), 409  # type: ignore[arg-type]
    who, reason = person().signature, (form.reason.data or "").strip()
    try:
        with changing() as conn:
            if deed == "dismiss":
                ledger.dismiss(conn, row.id, who=who, reason=reason, now=now(), expected=form.expected)
                target = url_for("findings.doubt", number=row.number)
                done = _("已排除。同样的情况不会再问；情况变化时会重新列出。")
            else:
                found = ledger.confirm_doubt(conn, row.id, who=who, reason=reason, now=now(), expected=form.expected)
                target = url_for("findings.show", number=found.number)
                done = _("已认定为问题，编号%(number)s。", number=found.number)
    except StaleError as error:
        refused = Refused(Named(TITLES[deed]), form, error.events)  # type: ignore[arg-type]
        return _page(doubt_or_404(number), form, refused), 409
    flash(done, "success")
    return redirect(target)


def _settled(row: DoubtRow) -> bool:
    """True where nothing is left to decide: it was decided, or a finding about the same stands."""
    return row.state is not DoubtState.OPEN or finding_of_doubt(catalogue(), row) is not None


def _page(row: DoubtRow, filled: ReasonForm | None = None, refused: Refused | None = None) -> str:
    conn = catalogue()
    events = ledger.doubt_history(conn, row)
    newest = str(max((event.id for event in events), default=0))
    given: dict[str, ReasonForm] = {}
    for name in TITLES:
        came_back = filled is not None and filled.deed == name
        form = filled if came_back and filled is not None else ReasonForm(name, formdata=None)
        form.seen.data = newest
        given[name] = form
    return render_template(
        "findings/doubt.html",
        row=row,
        events=events,
        forms=given,
        titles=TITLES,
        filled=filled.deed if filled is not None else "",
        standing=finding_of_doubt(conn, row),
        refused=refused,
        site_name=site_names().get(row.site, row.site),
        today=today(),
        may_decide=person().may(Permission.DECIDE),
    )
