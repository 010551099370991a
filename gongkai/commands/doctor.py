"""`gongkai doctor`."""

from __future__ import annotations

import typer

from gongkai.exits import ExitCode
from gongkai.options import JsonOption, WorkspaceOption

ORDER = 110

_MARKS = {"ok": "正常", "todo": "待办", "lapsed": "漏办", "wrong": "有误"}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("doctor")(doctor)


def doctor(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Look whether everything is in order: installation, settings, catalogue, archive, disk.

    Exit code 2 where something is wrong, 3 where a schedule did not run as planned; what is to do does not count.
    """
    from crawler.errors import ConfigError
    from gongkai.doctoring import Line, State, look_at_machine, look_at_workspace
    from gongkai.screen import print_json, print_table
    from gongkai.workspace import find_workspace

    lines = list(look_at_machine())
    try:
        lines += look_at_workspace(find_workspace(workspace))
    except ConfigError as error:
        lines.append(Line("workspace", State.WRONG if workspace else State.TODO, str(error)))
    if as_json:
        print_json([{"what": line.what, "state": line.state.value, "text": line.text} for line in lines])
    else:
        print_table(
            ("项目", "状态", "说明"), [(line.what, _MARKS[line.state], line.text) for line in lines], keep=(0, 1)
        )
    if any(line.state is State.WRONG for line in lines):
        raise typer.Exit(ExitCode.USAGE)
    if any(line.state is State.LAPSED for line in lines):
        raise typer.Exit(ExitCode.INCOMPLETE)
