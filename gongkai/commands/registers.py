"""`gongkai registers`: what no crawl can see (台账): list, show, check, patterns, imports, evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.exits import ExitCode
from gongkai.options import ClockOption, JsonOption, WorkspaceOption
from gongkai.register_rows import add_to
from gongkai.screen import print_json, print_table, say

if TYPE_CHECKING:
    from datetime import datetime

    from reports.registers.checking import Looked

ORDER = 45

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="A register, e.g. requests or 依申请公开台账.")]
ByOption = Annotated[str, typer.Option("--by", metavar="WHO", help="Who does it (填报人); goes into the log.")]


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    group = typer.Typer(help="Facts that no crawl can see (台账).", no_args_is_help=True, rich_markup_mode=None)
    group.command("list")(list_all)
    group.command("show")(show)
    group.command("check")(check)
    group.command("template")(write_template)
    group.command("import")(import_file)
    group.command("attach")(attach_file)
    add_to(group)
    app.add_typer(group, name="registers")


def list_all(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """List all registers: which are filled in, how many rows count, who has not signed."""
    from gongkai.workspace import find_workspace
    from reports.registers.checking import look_at

    found = look_at(find_workspace(workspace).registers)
    if as_json:
        print_json([_state_facts(found, state.name) for state in found.states])
    else:
        _print_states(found)


def check(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Read all registers and list everything that is wrong: rows, evidence files missing or changed, the log.

    Exit code 2 where anything is.
    """
    from gongkai.workspace import find_workspace
    from reports.registers.checking import look_at

    found = look_at(find_workspace(workspace).registers)
    if as_json:
        print_json(
            {
                "sound": found.sound,
                "registers": [_state_facts(found, state.name) for state in found.states],
                "problems": list(found.problems),
                "evidence": [fault.text for fault in found.broken],
                "log": list(found.log_faults),
            }
        )
    else:
        _print_states(found)
        for line in (*(problem.line for problem in found.problems), *(fault.text for fault in found.broken)):
            say(line)
        for line in found.log_faults:
            say(line)
        say("没有发现问题。" if found.sound else f"共 {_number(found)} 处需要处理。")
    if not found.sound:
        raise typer.Exit(ExitCode.USAGE)


def show(name: NameArgument, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Show the rows of a register, replaced ones included; names of applicants are left out."""
    from crawler.errors import ConfigError
    from gongkai.workspace import find_workspace
    from reports.registers.naming import register_name
    from reports.registers.reading import read_whole, register_path
    from reports.registers.showing import shown_rows

    chosen = register_name(name)
    folder = find_workspace(workspace).registers
    path = register_path(folder, chosen)
    if path is None:
        fix = f"`gongkai registers template {chosen}` writes a pattern"
        raise ConfigError("this register is not filled in (未填报)", where=str(folder / f"{chosen}.csv"), fix=fix)
    made = read_whole(path)
    rows = shown_rows(made)
    if as_json:
        print_json({"register": chosen, "file": path.name, "rows": rows, "changes": [c.text for c in made.changes]})
        return
    cells = [(row.row_no, row.state, "；".join(f"{k}：{v}" for k, v in row.fields.items())) for row in rows]
    print_table(("行", "状态", "内容"), cells, right=(0,))
    for change in made.changes:
        say(change.text)
    say(f"{path.name}：现行 {len(made.entries)} 行，共 {len(made.every)} 行。")


def write_template(
    name: NameArgument,
    form: Annotated[str, typer.Option("--format", help="xlsx (with lists and notes) or csv.")] = "xlsx",
    out: Annotated[Path | None, typer.Option("--out", help="File to write. Default: in registers/.")] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Write the pattern of a register, to be filled in and saved as NAME.xlsx or NAME.csv."""
    from crawler.errors import ConfigError
    from gongkai.workspace import find_workspace
    from reports.registers.naming import register_name
    from reports.registers.reading import TEMPLATE
    from reports.registers.writing import template

    chosen = register_name(name)
    if form not in ("xlsx", "csv"):
        raise ConfigError(f'unknown format "{form}"', where="--format", fix="write xlsx or csv")
    path = out or find_workspace(workspace).registers / f"{chosen}{TEMPLATE}.{form}"
    if out is not None and out.exists():
        raise ConfigError("there is a file already", where=str(out), fix="name another one")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(template(chosen, f".{form}"))
    say(f"written: {path}")


def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An XLSX or CSV file with the register's header.")],
    name: Annotated[str, typer.Option("--as", metavar="NAME", help="Which register it belongs to.")],
    by: ByOption = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be added.")] = False,
    workspace: WorkspaceOption = None,
    clock: ClockOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add the rows of a file that a register does not have yet; nothing is overwritten.

    Exit code 3 where rows are there already and say something else: they are listed, and a person decides.
    """
    from crawler.errors import ConfigError
    from gongkai.workspace import find_workspace
    from reports.registers.importing import import_rows
    from reports.registers.naming import register_name

    chosen = register_name(name)
    if not file.is_file():
        raise ConfigError("there is no such file", where=str(file))
    folder = find_workspace(workspace).registers
    done = import_rows(folder, file, chosen, who=_who(by), now=_now(clock), write=not dry_run)
    if as_json:
        print_json(done)
    else:
        said = "将新增" if dry_run else "已新增"
        say(f"{done.path.name}：{said} {len(done.added)} 行，已有 {len(done.same)} 行，冲突 {len(done.conflicts)} 行。")
        for conflict in done.conflicts:
            say(conflict.text)
        if done.conflicts:
            say("冲突的行没有改动。要更正台账，请新增一行并填写更正、填报人、填报日期、原因。")
    if done.conflicts:
        raise typer.Exit(ExitCode.INCOMPLETE)


def attach_file(
    name: NameArgument,
    key: Annotated[str, typer.Argument(metavar="KEY", help="The row: its 编号, or 第5行.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file that proves it.")],
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    clock: ClockOption = None,
    as_json: JsonOption = False,
) -> None:
    """Copy a file to registers/evidence/ and write its name and digest into the row it proves (佐证)."""
    from gongkai.workspace import find_workspace
    from reports.registers.evidence import attach
    from reports.registers.naming import register_name

    chosen = register_name(name)
    folder = find_workspace(workspace).registers
    done = attach(folder, chosen, key, file, who=_who(by), now=_now(clock))
    if as_json:
        print_json(done)
    else:
        say(f"{chosen} {key}：evidence/{done.name}")
        say(f"sha256 {done.sha256}")


def _print_states(found: Looked) -> None:
    wrong = {problem.where.split(",")[0] for problem in found.problems}
    cells = []
    for state in found.states:
        bad = any(where.endswith(state.file) for where in wrong) if state.file else False
        told = "未填报" if state.file is None else "有错误" if bad else "没有（0）" if not state.rows else ""
        told = "、".join(filter(None, (told, "手工改动过" if state.by_hand else "")))
        shown = "" if state.file is None or bad else state.rows
        cells.append((state.name, state.title, shown, state.corrected or "", state.evidence or "", told))
    print_table(("名称", "台账", "行数", "更正", "佐证", "说明"), cells, right=(2, 3, 4), keep=(0,))


def _state_facts(found: Looked, name: str) -> dict[str, Any]:
    from dataclasses import asdict

    state = next(each for each in found.states if each.name == name)
    return {**asdict(state), "filled_in": state.file is not None}


def _number(found: Looked) -> int:
    return len(found.problems) + len(found.broken) + len(found.log_faults)


def _who(by: str) -> str:
    import getpass

    return by.strip() or getpass.getuser()


def _now(clock: datetime | None) -> datetime:
    from gongkai.schedules.rehearsal import quick_clock

    return quick_clock(clock, 1)()
