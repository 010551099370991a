"""Logging in and out, and choosing the language."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from gongkai.console.access import public
from gongkai.console.deeds import tell
from gongkai.console.here import house, now, person, store
from gongkai.console.languages import LANGUAGES
from gongkai.console.people import session as sessions
from gongkai.console.people.accounts import Account, add_account, nobody_yet, with_password
from gongkai.console.people.knocks import knock, let_in
from gongkai.console.people.refusals import AccountError, Why
from gongkai.console.people.roles import Role
from gongkai.console.people.sayings import put_on
from gongkai.console.rooms.entrance import blueprint
from gongkai.console.rooms.entrance.forms import FirstForm, LoginForm
from gongkai.console.security import limiter


@blueprint.route("/login", methods=["GET", "POST"])
@limiter.limit("120 per minute", methods=["POST"])
@public
def login() -> str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """The way in. A new session each time: what the browser held before is forgotten."""
    form = LoginForm()
    if not form.validate_on_submit():
        return render_template("entrance/login.html", form=form)
    name, address = str(form.name.data).strip(), request.remote_addr or ""
    with store() as conn:
        if wait := knock(conn, name, address, now()):
            flash(_("尝试次数过多，请%(wait)s秒后再试。", wait=wait), "danger")
            return render_template("entrance/login.html", form=form), 429, {"Retry-After": str(wait)}
        account = with_password(conn, name, str(form.password.data), now())
        if account is None:
            tell("login.refused", name)
            flash(_("用户名或密码不对。"), "danger")
            return render_template("entrance/login.html", form=form), 401
        let_in(conn, name, address, now())
    _begin_session(account)
    tell("login", account.name)
    return redirect(_onward(request.args.get("next")))


@blueprint.route("/first/<key>", methods=["GET", "POST"])
@limiter.limit("60 per minute")
@public
def first(key: str) -> str | Response | tuple[str, int]:
    """The first administrator, made by whoever read the link on the terminal. Afterwards there is no such page."""
    link = house().first
    with store() as conn:
        if link is None or not link.opens(key, now()) or not nobody_yet(conn):
            abort(404)
    form = FirstForm()
    if not form.validate_on_submit():
        return render_template("entrance/first.html", form=form)
    try:
        with store() as conn:
            account = add_account(
                conn,
                str(form.name.data).strip(),
                Role.ADMINISTRATOR,
                str(form.password.data),
                now(),
                shown_name=str(form.shown_name.data or "").strip(),
                first=True,
            )
    except AccountError as error:
        if error.why is Why.NOT_FIRST:
            abort(404)
        put_on(form, error)
        return render_template("entrance/first.html", form=form)
    _begin_session(account)
    tell("account.first", account.name)
    return redirect(url_for("overview.index"))


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
    answer = redirect(url_for("entrance.login"))
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'  # nothing for the next one at this computer
    return answer


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


def _begin_session(account: Account) -> None:
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    with store() as conn:
        someone = sessions.begin(conn, account, now(), request.remote_addr or "", request.user_agent.string)
    login_user(someone)


def _onward(target: str | None) -> str:
    """Where to go on, within this console only."""
    if target is None or not target.startswith("/") or target.startswith(("//", "/\\")):
        return url_for("overview.index")
    # Browsers leave out tabs and line ends: "/\t/elsewhere" would lead to another host.
    return url_for("overview.index") if any(ord(sign) <= 32 or sign == "\\" for sign in target) else target
