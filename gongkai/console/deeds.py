"""Every change that is asked for over the web goes into the log of deeds, whether it succeeded or not.

It is noted before it is made: where the log cannot be written nothing is changed, and what a killed console had begun
is entered later as cut off. What strangers send is entered only where a view tells it (a refused login).
"""

from __future__ import annotations

import logging
import sqlite3

from flask import g, request
from flask_login import current_user
from werkzeug.wrappers import Response

from crawler.clock import stamp
from gongkai.console.here import now, store
from gongkai.console.people.deeds import Deed, begin, enter

log = logging.getLogger(__name__)
_LOOKING = ("GET", "HEAD", "OPTIONS")


def tell(action: str, about: str = "", *, site: str | None = None, note: str = "") -> None:
    """Say in a view's words what this request does: `tell("finding.dispute", "F-000012", site=row.site, note=reason)`.

    Without it the log has the view's name. Never pass a password or a token.
    """
    g.deed = (action, about, site, note)


def note_deed() -> None:
    """Before a request that changes something, behind the door: note it, so that it cannot go unseen."""
    if request.method in _LOOKING or not current_user.is_authenticated:
        return
    g.acting = current_user.signature  # somebody who logs out is nobody when the deed is entered
    with store() as conn:
        g.begun = begin(conn, _deed(0))


def keep_deed(response: Response) -> Response:
    """After every request: what changes something, or was told, is entered."""
    begun = g.pop("begun", None)
    known = "deed" in g or (request.method not in _LOOKING and current_user.is_authenticated)
    if begun is None and (not known or request.endpoint is None):
        return response
    try:
        with store() as conn:
            enter(conn, _deed(response.status_code), begun)
    except (sqlite3.OperationalError, OSError) as error:
        # What was answered is true: it stays. The note of the beginning is in the log's file and is entered later.
        log.warning("%s %s could not be entered in the log yet: %s", request.method, request.path, error)
    g.pop("deed", None)
    return response


def _deed(outcome: int) -> Deed:
    told = g.get("deed")
    action, about, site, note = told or (
        request.endpoint or "",
        " ".join(map(str, (request.view_args or {}).values())),
        None,
        "",
    )
    who = g.get("acting") or (current_user.signature if current_user.is_authenticated else "")
    return Deed(stamp(now()), who, str(action), about, site, note, outcome, request.remote_addr or "")
