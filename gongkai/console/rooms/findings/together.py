"""The same decision about several findings: first what will change, then each by itself, told one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request
from flask_babel import gettext as _

from checks.ledger import EventRow, FindingRow, StaleError, finding_events
from gongkai.console.access import finding_or_404, needs
from gongkai.console.deeds import tell
from gongkai.console.here import catalogue, changing, now, person
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.findings import blueprint
from gongkai.console.rooms.findings.asked import PAGE
from gongkai.console.rooms.findings.decisions import DEEDS, Deed, why_not
from gongkai.console.rooms.findings.forms import DecisionForm
from gongkai.console.rooms.findings.one import Answer
from gongkai.console.rooms.findings.views import site_names

MOST = 2 * PAGE


@dataclass(frozen=True, slots=True)
class Line:
    """One finding of several: the newest entry that the page shows, and why it is left out."""

    row: FindingRow
    seen: int
    why_not: Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one finding. `why` where nothing was changed; `events` where somebody was faster."""

    row: FindingRow
    done: bool
    why: Any = ""
    events: tuple[EventRow, ...] = ()


@blueprint.get("/together")
@needs(Permission.ANSWER)
def together() -> Answer:
    """What will change, and the reason for it."""
    if not request.args.getlist("number"):
        return render_template("findings/together.html", deed=None, lines=[], form=None, back=_back()), 400
    deed = _deed(request.args)
    lines = _lines(deed, request.args.getlist("number"))
    assert deed.several is not None
    return _page(deed, lines, deed.several(deed.name, formdata=None))


@blueprint.post("/together")
@needs(Permission.ANSWER)
def together_done() -> Answer:
    """Each finding in its own transaction; the answer tells of every one."""
    deed = _deed(request.form)
    assert deed.several is not None
    form = deed.several(deed.name)
    numbers = request.form.getlist("number")
    reason = request.form.get("reason", request.form.get("note", ""))
    tell(f"finding.{deed.name}", " ".join(numbers)[:400], note=reason)
    if not form.validate():
        return _page(deed, _lines(deed, numbers), form), 400
    outcomes = [_one(deed, number, form) for number in _known(numbers)]
    return render_template(
        "findings/together_done.html", deed=deed, outcomes=outcomes, back=_back(), sites=site_names()
    )


def _page(deed: Deed, lines: list[Line], form: DecisionForm) -> str:
    return render_template(
        "findings/together.html", deed=deed, lines=lines, form=form, back=_back(), sites=site_names()
    )


def _deed(values: Any) -> Deed:
    deed = DEEDS.get(values.get("deed", ""))
    if deed is None or deed.several is None:
        abort(400)
    return deed if person().may(deed.permission) else abort(403)


def _known(numbers: list[str]) -> list[FindingRow]:
    """The findings of these numbers, each once; 404 if one of them is not there for the person."""
    if len(numbers) > MOST:
        abort(400)
    rows = [finding_or_404(number) for number in numbers]
    return list({row.id: row for row in rows}.values())


def _lines(deed: Deed, numbers: list[str]) -> list[Line]:
    return [
        Line(
            row,
            max((event.id for event in finding_events(catalogue(), row.id)), default=0),
            why_not(row, deed.decision),
        )
        for row in _known(numbers)
    ]


def _one(deed: Deed, row: FindingRow, form: DecisionForm) -> Outcome:
    hindered = why_not(row, deed.decision)
    if hindered is not None:
        return Outcome(row, False, hindered)
    seen = request.form.get(f"seen-{row.number}", "")
    expected = int(seen) if seen.isdecimal() and len(seen) < 16 else 0
    try:
        with changing() as conn:
            return Outcome(deed.act(conn, row.number, form, person().signature, now(), expected), True)
    except StaleError as error:
        return Outcome(finding_or_404(row.number), False, _("打开页面之后别人改动过"), error.events)


def _back() -> str:
    """The list from which they were chosen, as a word of its address."""
    return str(request.values.get("within", ""))
