"""Options and small steps that the commands of `gongkai users` share."""

from __future__ import annotations

import getpass
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from gongkai.console.people.accounts import Account
    from gongkai.console.people.roles import Role
    from gongkai.workspace import Workspace

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="What one logs in with.")]
RoleOption = Annotated[str, typer.Option("--role", help="administrator, inspector, webmaster, writer.")]
SitesOption = Annotated[
    list[str] | None, typer.Option("--site", metavar="SITE", help="A webmaster's site (repeatable).")
]
StdinOption = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from the first line of standard input.")
]


@contextmanager
def opened_store(workspace: Path | None) -> Iterator[tuple[Workspace, sqlite3.Connection]]:
    """The workspace and the console's own file in it."""
    from gongkai.console.schemas import console_migrations
    from gongkai.console.store import FILE_NAME, open_store
    from gongkai.workspace import find_workspace

    place = find_workspace(workspace)
    with closing(open_store(place.root / FILE_NAME, *console_migrations)) as conn:
        yield place, conn


@contextmanager
def entered(conn: sqlite3.Connection, action: str, about: str, note: str = "") -> Iterator[datetime]:
    """A change on the command line, entered in the log whether it succeeds or not; gives the moment."""
    from crawler.clock import system_clock
    from gongkai.console.people.deeds import doing

    now = system_clock()
    with doing(conn, now, f"命令行（{_user()}）", action, about, note):
        yield now


def role_named(name: str) -> Role:
    """The role that --role names. Raises BadParameter for an unknown one."""
    from gongkai.console.people.roles import Role

    if name not in list(Role):
        raise typer.BadParameter(f"{name!r} is no role; write one of {', '.join(Role)}", param_hint="--role")
    return Role(name)


def check_known(place: Workspace, sites: list[str] | None) -> None:
    """Raise ConfigError where a site has no profile."""
    if sites:
        place.profiles(list(sites))


def new_password(*, from_stdin: bool) -> str:
    """A password that is asked for twice and never shown, or the first line of standard input."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("password", hide_input=True, confirmation_prompt=True, err=True))


def facts(account: Account) -> dict[str, object]:
    """An account for scripts. Of its password there is nothing."""
    return {
        "name": account.name,
        "shown_name": account.shown_name,
        "role": account.role,
        "sites": sorted(account.sites),
        "made_at": account.made_at,
        "disabled_at": account.disabled_at,
    }


def answer(account: Account, as_json: bool) -> None:
    """Say how an account stands after a change."""
    from gongkai.screen import print_json, say

    if as_json:
        print_json(facts(account))
        return
    sites = f"：{'、'.join(sorted(account.sites))}" if account.sites else ""
    say(f"{account.name} {account.role.chinese}{sites}{'，已停用' if account.disabled_at else ''}")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name
        return "?"
