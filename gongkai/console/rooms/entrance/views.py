"""Logging in and out, and choosing the language."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from gongkai.console.access import public
from gongkai.console.deeds import tell
from gongkai.console.here import now, person, store
from gongkai.console.languages import LANGUAGES
from gongkai.console.people import session as sessions
from gongkai.console.people.accounts import with_password
from gongkai.console.rooms.entrance import blueprint
from gongkai.console.rooms.entrance.forms import LoginForm
from gongkai.console.security import limiter


@blueprint.route("/login", methods=["GET", "POST"])
@limiter.limit("10 per minute", methods=["POST"])
@public
def login() -> str | Response | tuple[str, int]:
    """The way in. A new session each time: what the browser held before is forgotten."""
    form = LoginForm()
    if not form.validate_on_submit():
        return render_template("entrance/login.html", form=form)
    name = str(form.name.data).strip()
    with store() as conn:
        account = with_password(conn, name, str(form.password.data))
        if account is None:
            tell("login.refused", name)
            flash(_("用户名或密码不对。"), "danger")
            return render_template("entrance/login.html", form=form), 401
        language = session.get("language")
        session.clear()
        if language:
            session["language"] = language
        someone = sessions.begin(conn, account, now(), request.remote_addr or "", request.user_agent.string)
    login_user(someone)
    tell("login", account.name)
    return redirect(_onward(request.args.get("next")))


@blueprint.post("/logout")
@public
def logout() -> Response:
    """The way out: the session ends on the server too."""
    if current_user.is_authenticated:
        tell("logout", person().account.name)
        with store() as conn:
            sessions.end(conn, person().ticket, now())
    logout_user()
    session.clear()
    return redirect(url_for("entrance.login"))


@blueprint.post("/language/<code>")
@public
def language(code: str) -> Response:
    """Choose the language and stay on the page."""
    if code not in LANGUAGES:
        abort(404)
    session["language"] = code
    return redirect(_onward(request.form.get("next")))


@blueprint.get("/healthz")
@public
def health() -> tuple[str, int]:
    """For a proxy: the console answers."""
    return "ok", 200


def _onward(target: str | None) -> str:
    """Where to go on, within this console only."""
    inside = target is not None and target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if inside and target is not None and "\n" not in target else url_for("overview.index")
