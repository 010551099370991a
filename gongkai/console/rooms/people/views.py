"""Accounts: the list, making one, changing one."""

from __future__ import annotations

import hashlib

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crawler.catalogue import queries
from gongkai.console.access import needs
from gongkai.console.deeds import tell
from gongkai.console.here import catalogue, now, person, place, settings, store
from gongkai.console.people import changes
from gongkai.console.people.accounts import Account, account_of, accounts, add_account
from gongkai.console.people.refusals import AccountError
from gongkai.console.people.roles import Permission
from gongkai.console.people.sayings import put_on, saying
from gongkai.console.people.session import lasting, sessions_of
from gongkai.console.people.tokens import tokens_of
from gongkai.console.rooms.people import blueprint
from gongkai.console.rooms.people.forms import AddForm, ResetForm, RightsForm

Page = str | Response | tuple[str, int]


@blueprint.get("/people")
@needs(Permission.MANAGE)
def index() -> str:
    """All accounts."""
    with store() as conn:
        return render_template("people/index.html", accounts=accounts(conn), sites=_sites())


@blueprint.route("/people/add", methods=["GET", "POST"])
@needs(Permission.MANAGE)
def add() -> Page:
    """A new account with a temporary password."""
    form = AddForm(_sites())
    if not form.validate_on_submit():
        return render_template("people/add.html", form=form), 400 if request.method == "POST" else 200
    name = str(form.name.data).strip()
    tell("account.add", name, note=f"{form.role.data} {' '.join(form.chosen_sites)}".strip())
    try:
        with store() as conn:
            made = add_account(
                conn,
                name,
                form.chosen_role,
                str(form.password.data),
                now(),
                shown_name=str(form.shown_name.data or "").strip(),
                sites=form.chosen_sites,
                temporary=True,
            )
    except AccountError as error:
        put_on(form, error)
        return render_template("people/add.html", form=form), 400
    flash(_("已建立账号“%(name)s”。请把用户名和临时密码告诉本人。", name=made.name), "success")
    return redirect(url_for("people.show", number=made.id))


@blueprint.get("/people/<int:number>")
@needs(Permission.MANAGE)
def show(number: int) -> Page:
    """One account: rights, sessions, tokens."""
    account = _account(number)
    return _page(account, _rights(account), ResetForm())


@blueprint.post("/people/<int:number>/rights")
@needs(Permission.MANAGE)
def change(number: int) -> Page:
    """Change name, role and sites. Other rights end all sessions."""
    account = _account(number)
    form = RightsForm(_sites())
    tell("account.change", account.name, note=f"{form.role.data} {' '.join(form.sites.data or ())}".strip())
    if not form.validate_on_submit():
        return _page(account, form, ResetForm(formdata=None)), 400
    if form.stand.data != _stand(account):
        flash(_("内容刚刚被别人改动过，请看最新情况后再决定。"), "warning")
        return _page(account, _rights(account), ResetForm(formdata=None)), 409
    try:
        with store() as conn:
            account = changes.set_role(conn, account, form.chosen_role, form.chosen_sites, now())
            changes.set_shown_name(conn, account, str(form.shown_name.data or "").strip())
    except AccountError as error:
        put_on(form, error)
        return _page(account, form, ResetForm(formdata=None)), 400
    flash(_("已保存。"), "success")
    return redirect(url_for("people.show", number=number))


@blueprint.post("/people/<int:number>/password")
@needs(Permission.MANAGE)
def reset(number: int) -> Page:
    """A temporary password; all sessions end."""
    account = _account(number)
    tell("account.password", account.name)
    form = ResetForm()
    if form.validate_on_submit():
        try:
            with store() as conn:
                changes.set_password(conn, account, str(form.password.data), now(), temporary=True)
            flash(_("密码已重设，所有登录已结束。请把临时密码告诉本人。"), "success")
            return redirect(url_for("people.show", number=number))
        except AccountError as error:
            put_on(form, error)
    return _page(account, _rights(account), form), 400


@blueprint.post("/people/<int:number>/disable")
@needs(Permission.MANAGE)
def disable(number: int) -> Response:
    """Let an account in no more."""
    account = _account(number)
    tell("account.disable", account.name)
    try:
        with store() as conn:
            changes.disable(conn, account, now())
        flash(_("账号“%(name)s”已停用，登录和令牌都已失效。", name=account.name), "success")
    except AccountError as error:
        flash(saying(error), "danger")
    return redirect(url_for("people.show", number=number))


@blueprint.post("/people/<int:number>/enable")
@needs(Permission.MANAGE)
def enable(number: int) -> Response:
    """Let it in again."""
    account = _account(number)
    tell("account.enable", account.name)
    with store() as conn:
        changes.enable(conn, account)
    flash(_("账号“%(name)s”已启用。", name=account.name), "success")
    return redirect(url_for("people.show", number=number))


@blueprint.post("/people/<int:number>/sessions")
@needs(Permission.MANAGE)
def end_sessions(number: int) -> Response:
    """Log somebody out everywhere."""
    account = _account(number)
    tell("account.end_sessions", account.name)
    with store() as conn:
        changes.end_sessions(conn, account, now())
    flash(_("“%(name)s”的所有登录已结束。", name=account.name), "success")
    return redirect(url_for("people.show", number=number))


def _account(number: int) -> Account:
    with store() as conn:
        found = account_of(conn, number) if number < 2**63 else None
    return found if found is not None else abort(404)


def _rights(account: Account) -> RightsForm:
    given = {"shown_name": account.shown_name, "role": account.role.value, "sites": sorted(account.sites)}
    return RightsForm(_sites(), formdata=None, data={**given, "stand": _stand(account)})


def _page(account: Account, rights: RightsForm, reset: ResetForm) -> str:
    with store() as conn:
        sessions = sessions_of(conn, account, now(), lasting(settings().console))
        tokens = [token for token in tokens_of(conn, account) if token.valid(now())]
    own = account.id == person().account.id
    return render_template(
        "people/show.html", account=account, rights=rights, reset=reset, sessions=sessions, tokens=tokens, own=own
    )


def _stand(account: Account) -> str:
    """How the account stood when the page was made: whoever changes it must have seen that."""
    shown = repr((account.shown_name, account.role, sorted(account.sites), account.disabled_at))
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def _sites() -> dict[str, str]:
    """Id → name of the sites that have a profile, or were crawled."""
    named = {site.id: f"{site.name}（{site.id}）" for site in queries.sites(catalogue())}
    profiles = {path.stem: path.stem for path in place().sites.glob("*.toml")}
    return dict(sorted({**profiles, **named}.items()))
