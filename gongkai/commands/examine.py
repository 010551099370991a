"""`gongkai examine`: what the console starts for a file that somebody handed in."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.options import ClockOption, WorkspaceOption

ORDER = 99


def register(app: typer.Typer) -> None:
    """Add the command to the application; it is not for people, and not in the help."""
    app.command("examine", hidden=True)(examine)


def examine(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The examination as the console entered it.")],
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Verify or audit a file that was handed in to the console, and keep the outcome there."""
    from crawler.clock import SHANGHAI, system_clock
    from gongkai.console.documents.examining import examine as carry_out
    from gongkai.workspace import find_workspace

    now = system_clock() if clock is None else clock if clock.tzinfo else clock.replace(tzinfo=SHANGHAI)
    code = carry_out(find_workspace(workspace), number, now)
    if code:
        raise typer.Exit(code)
