"""Everybody's own account: password, sessions, tokens."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gongkai.console.access import needs
from gongkai.console.deeds import tell
from gongkai.console.here import now, person, settings, store
from gongkai.console.people import changes
from gongkai.console.people.accounts import with_password
from gongkai.console.people.knocks import knock, let_in
from gongkai.console.people.refusals import AccountError
from gongkai.console.people.roles import Permission
from gongkai.console.people.sayings import put_on
from gongkai.console.people.session import digest_of, lasting, sessions_of
from gongkai.console.people.tokens import make_token, revoke, tokens_of
from gongkai.console.rooms.people import blueprint
from gongkai.console.rooms.people.forms import RenewForm, TokenForm

Page = str | Response | tuple[str, int]


@blueprint.get("/me")
@needs(Permission.READ)
def own() -> str:
    """The own account."""
    return _page(RenewForm(), TokenForm())


@blueprint.post("/me/password")
@needs(Permission.READ)
def renew() -> Page:
    """Another password: asks for the present one, ends all other sessions."""
    tell("own.password", person().account.name)
    form, me = RenewForm(), person().account
    if not form.validate_on_submit():
        return _page(form, TokenForm(formdata=None)), 400
    with store() as conn:
        # Counted like logins: whoever finds a screen unlocked must not guess for ever.
        if wait := knock(conn, me.name, "own", now()):
            form.current.errors = [_("尝试次数过多，请%(wait)s秒后再试。", wait=wait)]
            return _page(form, TokenForm(formdata=None)), 429
        if with_password(conn, me.name, str(form.current.data), now()) is None:
            form.current.errors = [_("现在的密码不对。")]
            return _page(form, TokenForm(formdata=None)), 400
        let_in(conn, me.name, "own", now())
        try:
            changes.set_password(conn, me, str(form.password.data), now(), keep=digest_of(person().ticket))
        except AccountError as error:
            put_on(form, error)
            return _page(form, TokenForm(formdata=None)), 400
    flash(_("密码已更改，其他登录已结束。"), "success")
    return redirect(url_for("people.own"))


@blueprint.post("/me/sessions")
@needs(Permission.READ)
def end_others() -> Response:
    """Log out everywhere else."""
    tell("own.end_sessions", person().account.name)
    with store() as conn:
        count = changes.end_sessions(conn, person().account, now(), keep=digest_of(person().ticket))
    flash(_("已结束其他%(count)s个登录。", count=count), "success")
    return redirect(url_for("people.own"))


@blueprint.post("/me/tokens")
@needs(Permission.READ)
def add_token() -> Page:
    """A new token, shown on this one answer and never again."""
    form = TokenForm()
    tell("token.make", person().account.name, note=str(form.title.data or ""))
    if not form.validate_on_submit():
        return _page(RenewForm(formdata=None), form), 400
    try:
        with store() as conn:
            _token, text = make_token(conn, person().account, str(form.title.data), now(), days=int(form.days.data))
    except AccountError as error:
        put_on(form, error)
        return _page(RenewForm(formdata=None), form), 400
    return _page(RenewForm(formdata=None), TokenForm(formdata=None), text=text)


@blueprint.post("/me/tokens/<int:number>/revoke")
@needs(Permission.READ)
def revoke_token(number: int) -> Response:
    """Make one of the own tokens worthless."""
    tell("token.revoke", person().account.name, note=str(number))
    with store() as conn:
        done = number < 2**63 and revoke(conn, person().account, number, now())
    if not done:
        abort(404)
    flash(_("令牌已撤销。"), "success")
    return redirect(url_for("people.own"))


def _page(renew: RenewForm, token: TokenForm, text: str | None = None) -> str:
    with store() as conn:
        me = person().account
        sessions = sessions_of(conn, me, now(), lasting(settings().console))
        tokens = tokens_of(conn, me)
    return render_template(
        "people/own.html",
        account=me,
        renew=renew,
        token=token,
        text=text,
        sessions=sessions,
        here=digest_of(person().ticket),
        tokens=[each for each in tokens if each.valid(now())],
        late=sum(not each.valid(now()) for each in tokens),
    )
