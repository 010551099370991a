"""Commands about tokens, with which programs read the JSON API."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from gongkai.options import JsonOption, WorkspaceOption
from gongkai.users.options import NameArgument, entered, opened_store


def make(
    name: NameArgument,
    title: Annotated[str, typer.Option("--title", help="What it is for.")],
    days: Annotated[int, typer.Option("--days", min=1, max=366, help="How long it is valid.")] = 90,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a token that reads what the account sees, and print it: it is never shown again."""
    from gongkai.console.people.accounts import find_account
    from gongkai.console.people.tokens import make_token
    from gongkai.screen import note, print_json, say

    with opened_store(workspace) as (_, conn):
        account = find_account(conn, name)
        with entered(conn, "token.make", account.name, title) as now:
            token, text = make_token(conn, account, title, now, days=days)
    if as_json:
        print_json({**asdict(token), "token": text})
        return
    note(f"令牌 {token.id}（{token.title}），有效期至 {token.expires_at}。只显示这一次：")
    say(text)


def list_all(name: NameArgument, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """List the tokens of an account: never their text."""
    from gongkai.console.people.accounts import find_account
    from gongkai.console.people.tokens import tokens_of
    from gongkai.screen import print_json, print_table, say

    with opened_store(workspace) as (_, conn):
        found = tokens_of(conn, find_account(conn, name))
    if as_json:
        print_json([asdict(token) for token in found])
    elif found:
        print_table(
            ("编号", "用途", "建立", "有效期至", "最近使用", "撤销"),
            [
                (t.id, t.title, t.made_at[:10], t.expires_at[:10], (t.seen_at or "—")[:10], (t.revoked_at or "")[:10])
                for t in found
            ],
            right=(0,),
        )
    else:
        say("没有令牌。")


def revoke(
    name: NameArgument,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `users token list` shows it.")],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a token worthless, at once."""
    from crawler.errors import ConfigError
    from gongkai.console.people.accounts import find_account
    from gongkai.console.people.tokens import revoke as make_worthless
    from gongkai.console.people.tokens import tokens_of
    from gongkai.screen import print_json, say

    with opened_store(workspace) as (_, conn):
        account = find_account(conn, name)
        with entered(conn, "token.revoke", account.name, str(number)) as now:
            if not make_worthless(conn, account, number, now):
                raise ConfigError(
                    f'"{name}" has no valid token {number}', fix=f"`gongkai users token list {name}` shows them"
                )
        token = next(each for each in tokens_of(conn, account) if each.id == number)
    if as_json:
        print_json(asdict(token))
    else:
        say(f"令牌 {number}（{token.title}）已撤销。")
