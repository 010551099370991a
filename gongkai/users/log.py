"""The command that shows and checks the log of deeds."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.exits import ExitCode
from gongkai.options import JsonOption, WorkspaceOption, parse_day
from gongkai.users.options import opened_store

if TYPE_CHECKING:
    from gongkai.console.people.deeds import Chain


def log(
    who: Annotated[str | None, typer.Option("--who", metavar="NAME", help="As the log names the person.")] = None,
    action: Annotated[str | None, typer.Option("--action", help="E.g. finding.dispute, login.refused.")] = None,
    site: Annotated[str | None, typer.Option("--site", metavar="SITE", help="Only this site.")] = None,
    day: Annotated[
        date | None, typer.Option("--day", parser=parse_day, metavar="DAY", help="Only this day (Asia/Shanghai).")
    ] = None,
    before: Annotated[int | None, typer.Option("--before", metavar="NUMBER", help="Only older ones.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000, help="At most so many.")] = 50,
    verify: Annotated[bool, typer.Option("--verify", help="Check instead that no entry was changed or left out.")] = (
        False
    ),
    head: Annotated[
        str | None, typer.Option("--head", metavar="DIGEST", help="With --verify: a digest that was noted before.")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show who did what, newest first; with --verify whether the log is whole (exit code 1 where it is not)."""
    from crawler.clock import system_clock
    from gongkai.console.people.deeds import Sought, check_chain, deeds, settle
    from gongkai.screen import print_json, print_table, say

    if head is not None and not verify:
        raise typer.BadParameter("it is looked for by --verify only", param_hint="--head")
    with opened_store(workspace) as (_, conn):
        settle(conn, system_clock())
        if verify:
            _tell_chain(check_chain(conn, head), as_json)
            return
        found = deeds(conn, Sought(who, action, site, day), before=before, limit=limit)
    if as_json:
        print_json([{"number": number, **asdict(deed)} for number, deed in found])
    elif found:
        print_table(
            ("编号", "时间", "谁", "做了什么", "对象", "结果"),
            [
                (number, _local(d.at), d.who or "—", d.action, f"{d.about} {d.note}".strip(), d.outcome)
                for number, d in found
            ],
            right=(0, 5),
            keep=(3,),
        )
    else:
        say("没有符合条件的记录。")


def _tell_chain(chain: Chain, as_json: bool) -> None:
    from gongkai.screen import print_json, say

    if as_json:
        print_json(asdict(chain))
    elif chain.broken is None:
        say(f"日志完整：{chain.entries} 条。校验值 {chain.head or '—'}")
        say("请把校验值另记他处；以后用 --verify --head 核对，就能发现末尾被删。")
    else:
        say(f"日志不完整：第 {chain.broken} 条起对不上（{chain.reason}）。")
    if chain.broken is not None:
        raise typer.Exit(ExitCode.INTERNAL_ERROR)


def _local(stamp: str) -> str:
    """A stored moment (UTC) as people of the place read it."""
    from datetime import datetime

    from crawler.clock import SHANGHAI

    return datetime.fromisoformat(stamp).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
