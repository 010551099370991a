"""Commands about accounts: add, list, show, password, role, sites, disable, enable."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.options import JsonOption, WorkspaceOption
from gongkai.users.options import (
    NameArgument,
    RoleOption,
    SitesOption,
    StdinOption,
    answer,
    check_known,
    entered,
    facts,
    new_password,
    opened_store,
    role_named,
)


def add(
    name: NameArgument,
    role: RoleOption,
    shown_name: Annotated[str, typer.Option("--shown-name", help="How the person is named in histories.")] = "",
    site: SitesOption = None,
    password_stdin: StdinOption = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add an account; the password is asked for twice and never shown."""
    from gongkai.console.people.accounts import add_account, check_sites

    chosen = role_named(role)
    with opened_store(workspace) as (place, conn):
        check_known(place, site)
        check_sites(chosen, site or ())
        password = new_password(from_stdin=password_stdin)
        with entered(conn, "account.add", name, f"{role} {' '.join(site or ())}".strip()) as now:
            made = add_account(conn, name, chosen, password, now, shown_name=shown_name, sites=site or ())
        answer(made, as_json)


def list_all(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """List the accounts, disabled ones too."""
    from gongkai.console.people.accounts import accounts
    from gongkai.screen import print_json, print_table, say

    with opened_store(workspace) as (_, conn):
        found = accounts(conn)
    if as_json:
        print_json([facts(account) for account in found])
        return
    if not found:
        say("还没有账号。建立：gongkai users add NAME --role administrator")
        return
    print_table(
        ("用户名", "姓名", "角色", "网站", "停用"),
        [(a.name, a.shown_name, a.role.chinese, "、".join(sorted(a.sites)), (a.disabled_at or "")[:10]) for a in found],
        keep=(0,),
    )


def show(name: NameArgument, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Show one account with its sessions and tokens."""
    from dataclasses import asdict

    from crawler.clock import system_clock
    from gongkai.console.people.accounts import find_account
    from gongkai.console.people.session import lasting, sessions_of
    from gongkai.console.people.tokens import tokens_of
    from gongkai.screen import print_json, say

    with opened_store(workspace) as (place, conn):
        account = find_account(conn, name)
        sessions = sessions_of(conn, account, system_clock(), lasting(place.settings.console))
        tokens = tokens_of(conn, account)
    if as_json:
        shown = [{key: value for key, value in asdict(each).items() if key != "digest"} for each in sessions]
        print_json({**facts(account), "sessions": shown, "tokens": [asdict(token) for token in tokens]})
        return
    answer(account, as_json=False)
    say(f"姓名：{account.shown_name}")
    for session in sessions:
        say(f"登录：{session.began_at} 自 {session.address}，最近 {session.seen_at}，{session.browser}")
    for token in tokens:
        state = "已撤销" if token.revoked_at else f"有效期至 {token.expires_at}"
        say(f"令牌 {token.id}：{token.title}，{state}，最近使用 {token.seen_at or '—'}")


def password(
    name: NameArgument,
    password_stdin: StdinOption = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give an account another password; it is logged out everywhere."""
    from gongkai.console.people.accounts import find_account
    from gongkai.console.people.changes import set_password

    with opened_store(workspace) as (_, conn):
        account = find_account(conn, name)
        chosen = new_password(from_stdin=password_stdin)
        with entered(conn, "account.password", account.name) as now:
            set_password(conn, account, chosen, now)
        answer(account, as_json)


def role(
    name: NameArgument,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="administrator, inspector, webmaster, writer.")],
    site: SitesOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give an account another role; it is logged out everywhere."""
    from gongkai.console.people.accounts import find_account
    from gongkai.console.people.changes import set_role

    chosen = role_named(role)
    with opened_store(workspace) as (place, conn):
        check_known(place, site)
        account = find_account(conn, name)
        with entered(conn, "account.role", account.name, f"{role} {' '.join(site or ())}".strip()) as now:
            account = set_role(conn, account, chosen, site or (), now)
        answer(account, as_json)


def sites(
    name: NameArgument,
    site: Annotated[list[str], typer.Argument(metavar="SITE...", help="All sites the webmaster is responsible for.")],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let a webmaster be responsible for exactly these sites; the account is logged out everywhere."""
    from gongkai.console.people.accounts import find_account
    from gongkai.console.people.changes import set_role

    with opened_store(workspace) as (place, conn):
        check_known(place, site)
        account = find_account(conn, name)
        with entered(conn, "account.sites", account.name, " ".join(site)) as now:
            account = set_role(conn, account, account.role, site, now)
        answer(account, as_json)


def disable(name: NameArgument, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Let an account in no more; its sessions and tokens end, what it did stays."""
    from gongkai.console.people.accounts import find_account
    from gongkai.console.people.changes import disable as let_out

    with opened_store(workspace) as (_, conn):
        account = find_account(conn, name)
        with entered(conn, "account.disable", account.name) as now:
            account = let_out(conn, account, now)
        answer(account, as_json)


def enable(name: NameArgument, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Let a disabled account in again, with the password it had; its tokens stay revoked."""
    from gongkai.console.people.accounts import find_account
    from gongkai.console.people.changes import enable as let_back

    with opened_store(workspace) as (_, conn):
        account = find_account(conn, name)
        with entered(conn, "account.enable", account.name):
            account = let_back(conn, account)
        answer(account, as_json)
