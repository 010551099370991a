"""The door: every view says who may open it, and what lies on a site that somebody does not see is not there (404).

A view without a word about access is refused at the start of the console, not forgotten at run time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flask import Flask, abort, redirect, request, url_for
from flask_login import current_user
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.wrappers import Response

from checks.ledger import DoubtRow, FindingRow, find, find_doubt
from crawler.catalogue import queries
from crawler.catalogue.queries import SiteRow
from crawler.errors import ConfigError
from gongkai.console.here import catalogue, person
from gongkai.console.people.roles import Permission

View = TypeVar("View", bound=Callable[..., Any])
API = "/api/"
_MARK = "gongkai_permission"
_PUBLIC = "public"
_RENEWING = frozenset({"people.own", "people.renew"})  # all that somebody with a temporary password may open
_ASSETS = frozenset({"static", "bootstrap.static"})


def needs(permission: Permission) -> Callable[[View], View]:
    """Say that a view is for those who may do this. Put it below `@blueprint.route`."""

    def marked(view: View) -> View:
        setattr(view, _MARK, permission)
        return view

    return marked


def public(view: View) -> View:
    """Say that a view is for everybody, logged in or not: the way in, assets, health."""
    setattr(view, _MARK, _PUBLIC)
    return view


def permission_of(app: Flask, endpoint: str) -> Permission | None:
    """What a view asks for; None where it is public. Raises LookupError for one that says nothing."""
    if endpoint in _ASSETS:
        return None
    found = getattr(app.view_functions[endpoint], _MARK, None)
    if found is None:
        raise LookupError(
            f"{endpoint} does not say who may open it; put @needs(Permission.…) or @public below its route"
        )
    return None if found == _PUBLIC else Permission(found)


def guard() -> Response | None:
    """Before every request: to the login without a session, 403 without the permission."""
    from flask import current_app

    if request.endpoint is None:
        return None if current_user.is_authenticated else to_login()  # an address that is none: 404 only for people
    permission = permission_of(current_app, request.endpoint)
    if permission is None:
        return None
    if not current_user.is_authenticated:
        return to_login()
    if current_user.account.temporary_until and current_user.token is None and request.endpoint not in _RENEWING:
        return redirect(url_for("people.own"))
    if not current_user.may(permission):
        abort(403)
    return None


def to_login() -> Response:
    """Where a stranger is sent: a person to the login, a program is told that it needs a token (401)."""
    if request.path.startswith(API):
        abort(401, www_authenticate=WWWAuthenticate("Bearer", {"realm": "gongkai"}))
    onward = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("entrance.login", next=onward))


def visible_sites() -> list[SiteRow]:
    """The sites that the person sees, by id."""
    return [site for site in queries.sites(catalogue()) if person().sees(site.id)]


def site_or_404(site: str) -> SiteRow:
    """A site that the person sees."""
    found = next((each for each in visible_sites() if each.id == site), None)
    return found if found is not None else abort(404)


def finding_or_404(name: str, conn: sqlite3.Connection | None = None) -> FindingRow:
    """A finding on a site that the person sees."""
    try:
        row = find(conn or catalogue(), name)
    except ConfigError:
        abort(404)
    return row if person().sees(row.site) else abort(404)


def doubt_or_404(name: str, conn: sqlite3.Connection | None = None) -> DoubtRow:
    """A doubt on a site that the person sees."""
    try:
        row = find_doubt(conn or catalogue(), name)
    except ConfigError:
        abort(404)
    return row if person().sees(row.site) else abort(404)


def visible_ids() -> Sequence[str]:
    """The ids of the sites that the person sees."""
    return [site.id for site in visible_sites()]
