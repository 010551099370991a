"""The log of deeds."""

from __future__ import annotations

from flask import abort, render_template, request
from flask_babel import gettext as _

from gongkai.console.access import needs
from gongkai.console.here import now, store
from gongkai.console.people.deeds import COMMAND_LINE, CUT_OFF, Sought, known, settle
from gongkai.console.people.deeds import deeds as find_deeds
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.people import blueprint
from gongkai.console.rooms.people.forms import LogForm

_A_PAGE = 50


@blueprint.get("/people/deeds")
@needs(Permission.MANAGE)
def deeds() -> str | tuple[str, int]:
    """Who did what, newest first."""
    before = request.args.get("before", type=int)
    if before is not None and not 0 < before < 2**63:
        abort(404)
    with store() as conn:
        settle(conn, now())
        form = LogForm(known(conn, "who"), known(conn, "action"), known(conn, "site"), formdata=request.args)
        right = form.validate()
        sought = Sought(form.who.data or None, form.action.data or None, form.site.data or None, form.day.data)
        found = find_deeds(conn, sought, before=before, limit=_A_PAGE + 1) if right else []
    older = found[_A_PAGE - 1][0] if len(found) > _A_PAGE else None
    kept = {name: value for name, value in request.args.items() if name in form and value}
    page = render_template(
        "people/deeds.html",
        form=form,
        found=found[:_A_PAGE],
        older=older,
        kept=kept,
        first=before is None,
        ended=_ended,
    )
    return page, 200 if right else 400


def _ended(outcome: int) -> tuple[str, str]:
    """(class, word) of how a deed ended."""
    if outcome == CUT_OFF:
        return "state-disputed", _("中断，结果见对象")
    if outcome in (COMMAND_LINE, *range(200, 400)):
        return "state-fixed", _("完成")
    if outcome in (401, 403, 404, 429):
        return "state-open", _("拒绝（%(code)s）", code=outcome)
    return "state-disputed", _("未成（%(code)s）", code=outcome)
