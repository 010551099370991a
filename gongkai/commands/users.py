"""`gongkai users`: who may enter the console."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from gongkai.options import WorkspaceOption
from gongkai.screen import say

ORDER = 96


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    group = typer.Typer(help="Who may enter the console (用户).", no_args_is_help=True, rich_markup_mode=None)
    group.command("add")(add)
    group.command("list")(list_all)
    app.add_typer(group, name="users")


def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What one logs in with.")],
    role: Annotated[str, typer.Option("--role", help="administrator, inspector, webmaster, writer.")],
    shown_name: Annotated[str, typer.Option("--shown-name", help="How the person is named in histories.")] = "",
    site: Annotated[list[str] | None, typer.Option("--site", metavar="SITE", help="A webmaster's site.")] = None,
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")] = (
        False
    ),
    workspace: WorkspaceOption = None,
) -> None:
    """Add an account; the password is asked for and never shown."""
    from crawler.clock import system_clock
    from gongkai.console.people.accounts import add_account
    from gongkai.console.people.roles import Role
    from gongkai.console.schemas import console_migrations
    from gongkai.console.store import FILE_NAME, open_store
    from gongkai.workspace import find_workspace

    if role not in list(Role):
        raise typer.BadParameter(f"{role!r} is no role; write one of {', '.join(Role)}")
    place = find_workspace(workspace)
    if site:
        place.profiles(list(site))
    password = (
        sys.stdin.readline().rstrip("\n")
        if password_stdin
        else typer.prompt("password", hide_input=True, confirmation_prompt=True, err=True)
    )
    conn = open_store(place.root / FILE_NAME, *console_migrations)
    made = add_account(conn, name, Role(role), password, system_clock(), shown_name=shown_name, sites=site or ())
    say(f"{made.name} {made.role}")


def list_all(workspace: WorkspaceOption = None) -> None:
    """List the accounts."""
    from gongkai.console.people.accounts import accounts
    from gongkai.console.schemas import console_migrations
    from gongkai.console.store import FILE_NAME, open_store
    from gongkai.screen import print_table
    from gongkai.workspace import find_workspace

    conn = open_store(find_workspace(workspace).root / FILE_NAME, *console_migrations)
    print_table(
        ("用户名", "姓名", "角色", "网站", "停用"),
        [(a.name, a.shown_name, a.role, "、".join(sorted(a.sites)), a.disabled_at) for a in accounts(conn)],
    )
