"""Keeping a list under a name, and forgetting it."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gongkai.console.access import needs
from gongkai.console.deeds import tell
from gongkai.console.here import now, person, store, today
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.findings import blueprint
from gongkai.console.rooms.findings.asked import asked_within
from gongkai.console.rooms.findings.views import may_share, site_names
from gongkai.console.saved.views import TooManyError, forget_view, save_view

_LONGEST = 40


@blueprint.post("/views")
@needs(Permission.READ)
def save() -> Response:
    """Keep the list that was shown."""
    asked = asked_within(request.form.get("within", ""), site_names(), today())
    name = request.form.get("name", "").strip()
    shared = bool(request.form.get("shared")) and may_share()
    tell("view.save", name[:_LONGEST], note=asked.query)
    if not name or len(name) > _LONGEST:
        flash(_("没有保存：请给视图起一个不超过%(max)d个字的名字。", max=_LONGEST), "danger")
        return redirect(asked.link())
    try:
        with store() as conn:
            save_view(conn, person().account.id, name, asked.query, now(), shared=shared)
    except TooManyError:
        flash(_("没有保存：您的视图太多了，请先删除不用的。"), "danger")
        return redirect(asked.link())
    flash(_("视图“%(name)s”已保存。", name=name), "success")
    return redirect(asked.link())


@blueprint.post("/views/<int:number>/forget")
@needs(Permission.READ)
def forget(number: int) -> Response:
    """Forget a view of one's own."""
    tell("view.forget", str(number))
    with store() as conn:
        if not forget_view(conn, person().account.id, number):
            abort(404)
    flash(_("视图已删除。"), "success")
    return redirect(url_for("findings.index"))
