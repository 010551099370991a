"""Options and small steps that the commands of `gongkai findings` share."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.options import parse_day

if TYPE_CHECKING:
    from checks.ledger import FindingRow, State

NumberArgument = Annotated[
    str, typer.Argument(metavar="NUMBER", help="E.g. F-000012 or F-12, as `findings list` shows it.")
]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so.")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why.")]
DeadlineOption = Annotated[
    date | None,
    typer.Option(
        "--deadline", parser=parse_day, metavar="DAY", help="Another deadline than the pack's, with a reason."
    ),
]


def moment(clock: datetime | None) -> datetime:
    """Now, or the moment that --clock names (Asia/Shanghai where it says no zone)."""
    from crawler.clock import SHANGHAI, system_clock

    if clock is None:
        return system_clock()
    return clock if clock.tzinfo else clock.replace(tzinfo=SHANGHAI)


def open_ledger(workspace: Path | None) -> sqlite3.Connection:
    """The catalogue of the workspace, which the ledger lives in."""
    from gongkai.workspace import find_workspace

    return find_workspace(workspace).open_catalogue()


def answer(row: FindingRow, now: datetime, as_json: bool) -> None:
    """Say where a finding stands after a decision."""
    from crawler.clock import day_in_shanghai
    from gongkai.findings.facts import row_facts
    from gongkai.screen import print_json, say

    if as_json:
        print_json(row_facts(row, day_in_shanghai(now)))
        return
    deadline = f"，整改期限 {row.deadline}" if row.deadline and row.state.counts else ""
    say(f"{row.number} {row.state.chinese}：{row.subject_label}{deadline}{_waiver(row)}")


def _waiver(row: FindingRow) -> str:
    if row.waiver is None or row.state.counts:
        return ""
    return f"，豁免 {row.waiver.number}，{f'至{row.waiver.until}' if row.waiver.until else '长期有效'}"


def states_named(names: list[str] | None) -> list[State]:
    """The states that options name. Raises BadParameter for an unknown one."""
    from checks.ledger import State

    for name in names or ():
        if name not in list(State):
            raise typer.BadParameter(f"{name!r} is not a state; write one of {', '.join(State)}", param_hint="--state")
    return [State(name) for name in names or ()]
