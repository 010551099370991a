"""`gongkai registers enter`, `correct` and `void`: one row at a time, checked before anything is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.options import ClockOption, JsonOption, WorkspaceOption
from gongkai.screen import print_json, say

if TYPE_CHECKING:
    from datetime import datetime

    from reports.registers.entering import Entered

_Name = Annotated[str, typer.Argument(metavar="NAME", help="A register, e.g. requests or 依申请公开台账.")]
_Key = Annotated[str, typer.Argument(metavar="KEY", help="The row: its 编号, or 第5行.")]
_Fields = Annotated[list[str], typer.Argument(metavar="FIELD=TEXT...", help="As in the header: 召开日期=2016-03-05.")]
_By = Annotated[str, typer.Option("--by", metavar="WHO", help="Who does it (填报人); goes into the log.")]
_Reason = Annotated[str, typer.Option("--reason", help="Why (原因).")]


def add_to(group: typer.Typer) -> None:
    """Add the commands to the group of `gongkai registers`."""
    group.command("enter")(enter)
    group.command("correct")(correct)
    group.command("void")(void)


def enter(
    name: _Name,
    fields: _Fields,
    by: _By = "",
    workspace: WorkspaceOption = None,
    clock: ClockOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add one row to a register; where it is wrong everything that is is said, and nothing is written."""
    from reports.registers.entering import enter_row

    folder, chosen, who, now = _opened(workspace, name, by, clock)
    _told(enter_row(folder, chosen, cells_of(chosen, fields), who=who, now=now), "新增", as_json)


def correct(
    name: _Name,
    key: _Key,
    fields: _Fields,
    reason: _Reason,
    by: _By = "",
    workspace: WorkspaceOption = None,
    clock: ClockOption = None,
    as_json: JsonOption = False,
) -> None:
    """Correct one row: a new row with 更正 takes its place, the old one stays. Fields not named stay as they were."""
    from reports.registers.entering import correct_row

    folder, chosen, who, now = _opened(workspace, name, by, clock)
    row = _row(folder, chosen, key)
    made = correct_row(folder, chosen, row, cells_of(chosen, fields), reason=reason, who=who, now=now)
    _told(made, f"更正第{row}行", as_json)


def void(
    name: _Name,
    key: _Key,
    reason: _Reason,
    by: _By = "",
    workspace: WorkspaceOption = None,
    clock: ClockOption = None,
    as_json: JsonOption = False,
) -> None:
    """Declare one row void: a new row with 作废 says why, the old one stays and no longer counts."""
    from reports.registers.entering import void_row

    folder, chosen, who, now = _opened(workspace, name, by, clock)
    row = _row(folder, chosen, key)
    _told(void_row(folder, chosen, row, reason=reason, who=who, now=now), f"作废第{row}行", as_json)


def cells_of(name: str, said: list[str]) -> dict[str, str]:
    """`召开日期=2016-03-05` as English field name → text. Raises ConfigError for a field that is none."""
    from crawler.errors import ConfigError
    from reports.registers.forms import FORMS

    form = FORMS[name]
    known = {alias: field for field, aliases in form.labels.items() for alias in (field, *aliases)}
    found = {}
    for each in said:
        label, equals, text = each.partition("=")
        if not equals or label.strip() not in known:
            labels = "、".join(names[0] for names in form.labels.values())
            raise ConfigError(f'"{each}" names no field', where="FIELD=TEXT", fix=f"the fields are: {labels}")
        found[known[label.strip()]] = text
    return found


def _opened(workspace: Path | None, name: str, by: str, clock: datetime | None) -> tuple[Path, str, str, datetime]:
    import getpass

    from gongkai.schedules.rehearsal import quick_clock
    from gongkai.workspace import find_workspace
    from reports.registers.naming import register_name

    who = by.strip() or getpass.getuser()
    return find_workspace(workspace).registers, register_name(name), who, quick_clock(clock, 1)()


def _row(folder: Path, name: str, key: str) -> int:
    from crawler.errors import RegisterError
    from reports.registers.evidence import find
    from reports.registers.reading import read_whole, register_path

    path = register_path(folder, name)
    if path is None:
        raise RegisterError("this register is not filled in (未填报)", where=str(folder / f"{name}.csv"))
    return find(read_whole(path), key).row_no


def _told(made: Entered, what: str, as_json: bool) -> None:
    if as_json:
        print_json(made)
    else:
        say(f"{made.path.name}：{what}，新行为第{made.row_no}行。")
