"""Pairs by what is held of them, and one pair with its decision.

A pair is shown to those who see both of its sites. Somebody who sees one of them only would learn from the other side
that another site has such an item, when it was read and what became of it; nobody needs that to answer for their own
site, and those who decide on pairs see all sites.
"""

from __future__ import annotations

import sqlite3

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crawler.catalogue.pairing_decisions import decisions_on, newest_decision_on
from crawler.catalogue.pairs import STATES as ALL_STATES
from crawler.catalogue.pairs import Pair, count_pairs, newest_decision, pair_numbers, pairs
from gongkai.console.access import needs, visible_ids, visible_sites
from gongkai.console.deeds import tell
from gongkai.console.here import catalogue, changing, now, person
from gongkai.console.people.roles import Permission
from gongkai.console.remembering import remembered
from gongkai.console.rooms.pairs import blueprint
from gongkai.console.rooms.pairs.forms import DecideForm
from gongkai.console.rooms.pairs.words import METHODS, STATES, said_of
from gongkai.differing import differences
from gongkai.pairing import DecidedMeanwhileError, decide_pairs, signs

_PAGE = 20
_ACTIONS = {"confirmed": "pair.confirm", "rejected": "pair.reject"}


@blueprint.get("")
@needs(Permission.READ)
def index() -> str:
    """Pairs in one state, surest first; at first those that wait for a person."""
    state = request.args.get("state", "review")
    if state not in ALL_STATES:
        abort(404)
    conn, sites = catalogue(), tuple(visible_ids())
    after = _after(request.args.get("after", ""))
    numbers = pair_numbers(conn, state, sites, after=after, limit=_PAGE + 1)
    found = {pair.id: pair for pair in pairs(conn, ids=numbers[:_PAGE])} if numbers else {}
    shown = [found[number] for number in numbers[:_PAGE]]
    return render_template(
        "pairs/index.html",
        state=state,
        states=STATES,
        methods=METHODS,
        counts=remembered("pairs.counts", sites, newest_decision(conn), lambda: count_pairs(conn, sites)),
        pairs=shown,
        onward=f"{shown[-1].score!r}_{shown[-1].id}" if len(numbers) > _PAGE else None,
        first=after is None,
        names={site.id: site.name for site in visible_sites()},
    )


def _after(text: str) -> tuple[float, int] | None:
    """The end of the page before, as its address names it."""
    score, _underscore, number = text.partition("_")
    try:
        return float(score), min(int(number), (1 << 63) - 1)
    except ValueError:
        return None


@blueprint.get("/<int:number>")
@needs(Permission.READ)
def show(number: int) -> str:
    """Both sides, what speaks for and against, and everything that was decided."""
    return _page(_pair_or_404(catalogue(), number), DecideForm())


@blueprint.post("/<int:number>")
@needs(Permission.REGISTER)
def decide(number: int) -> Response | tuple[str, int]:
    """Say that the two are one item, or that they are not; then on to the next pair that waits."""
    pair = _pair_or_404(catalogue(), number)
    form = DecideForm()
    if not form.validate_on_submit():
        return _page(pair, form), 400
    state, note = str(form.state.data), str(form.note.data or "").strip()
    tell(_ACTIONS[state], str(number), site=pair.a.site, note=note)
    try:
        with changing() as conn:
            decide_pairs(conn, [number], state, person().signature, note, now(), seen=int(form.seen.data))
    except DecidedMeanwhileError:
        flash(_("别人刚刚对这一对作了认定，您的认定没有保存。请看下面的最新情况后再决定。"), "warning")
        return _page(_pair_or_404(catalogue(), number), form), 409
    flash(
        _("第%(n)s对已认定为同一信息。", n=number)
        if state == "confirmed"
        else _("第%(n)s对已认定为不同信息。", n=number),
        "success",
    )
    following = _next(pair)
    return redirect(url_for("pairs.show", number=following) if following else url_for("pairs.index"))


def _pair_or_404(conn: sqlite3.Connection, number: int) -> Pair:
    """A pair both sites of which the person sees."""
    found = pairs(conn, ids=[number]) if number < 1 << 63 else []
    if not found or not (person().sees(found[0].a.site) and person().sees(found[0].b.site)):
        abort(404)
    return found[0]


def _next(pair: Pair) -> int | None:
    """The pair that waits behind this one, else the first that waits."""
    conn, sites = catalogue(), visible_ids()
    for after in ((pair.score, pair.id), None):
        for number in pair_numbers(conn, "review", sites, after=after, limit=2):
            if number != pair.id:
                return number
    return None


def _page(pair: Pair, form: DecideForm) -> str:
    conn = catalogue()
    form.seen.data = str(newest_decision_on(conn, pair.id))
    found = [(sign, said_of(sign)) for sign in signs(pair.a, pair.b)]
    return render_template(
        "pairs/show.html",
        pair=pair,
        form=form,
        points=found,
        parts=differences(pair.a.text, pair.b.text) if pair.a.text and pair.b.text else (),
        decisions=list(reversed(decisions_on(conn, pair.id))),
        following=_next(pair),
        may_decide=person().may(Permission.REGISTER),
        states=STATES,
        methods=METHODS,
        names={site.id: site.name for site in visible_sites()},
    )
