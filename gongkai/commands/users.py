"""`gongkai users`: who may enter the console, and who did what there."""

from __future__ import annotations

import typer

from gongkai.users import accounts, log, tokens

ORDER = 96


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    group = typer.Typer(help="Who may enter the console (用户).", no_args_is_help=True, rich_markup_mode=None)
    group.command("add")(accounts.add)
    group.command("list")(accounts.list_all)
    for name in ("show", "password", "role", "sites", "disable", "enable"):
        group.command(name)(getattr(accounts, name))
    token = typer.Typer(
        help="Tokens with which programs read the API (令牌).", no_args_is_help=True, rich_markup_mode=None
    )
    token.command("make")(tokens.make)
    token.command("list")(tokens.list_all)
    token.command("revoke")(tokens.revoke)
    group.add_typer(token, name="token")
    group.command("log")(log.log)
    app.add_typer(group, name="users")
