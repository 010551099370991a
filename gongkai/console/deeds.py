"""Every change that is asked for over the web goes into the log of deeds, whether it succeeded or not."""

from __future__ import annotations

from flask import g, request
from flask_login import current_user
from werkzeug.wrappers import Response

from crawler.clock import stamp
from gongkai.console.here import now, store
from gongkai.console.people.deeds import Deed, enter

_LOOKING = ("GET", "HEAD", "OPTIONS")


def tell(action: str, about: str = "", *, site: str | None = None, note: str = "") -> None:
    """Say in a view's words what this request does: `tell("finding.dispute", "F-000012", site=row.site, note=reason)`.

    Without it the log has the view's name. Never pass a password or a token.
    """
    g.deed = (action, about, site, note)


def keep_deed(response: Response) -> Response:
    """After every request: what changes something, or was told, is entered."""
    told = g.pop("deed", None)
    if told is None and (request.method in _LOOKING or request.endpoint is None):
        return response
    action, about, site, note = told or (
        request.endpoint,
        " ".join(map(str, (request.view_args or {}).values())),
        None,
        "",
    )
    who = current_user.signature if current_user.is_authenticated else ""
    with store() as conn:
        address = request.remote_addr or ""
        enter(conn, Deed(stamp(now()), who, str(action), about, site, note, response.status_code, address))
    return response
