"""`gongkai findings recheck`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.exits import ExitCode
from gongkai.findings.options import NumberArgument
from gongkai.options import ClockOption, JsonOption, WorkspaceOption

if TYPE_CHECKING:
    from gongkai.findings.rechecking import RecheckResult


def recheck(
    number: NumberArgument,
    who: Annotated[str, typer.Option("--by", metavar="NAME", help="Who asks for it.")] = "gongkai",
    allow_net: Annotated[
        list[str] | None,
        typer.Option("--allow-net", metavar="CIDR", help="A private network that may be entered (repeatable)."),
    ] = None,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look once more at one finding: fetch only what it needs, judge it anew, move its state (复核).

    Exit code 0: mended. 3: could not be seen, so nothing changes. 4: still there.
    """
    from checks.model import Verdict
    from crawler.clock import clock_starting_at, day_in_shanghai, system_clock
    from gongkai.crawling import in_shanghai
    from gongkai.findings.facts import row_facts
    from gongkai.findings.rechecking import recheck_finding
    from gongkai.progress import Story, progress_path
    from gongkai.screen import print_json
    from gongkai.workspace import find_workspace

    place = find_workspace(workspace)
    now = clock_starting_at(in_shanghai(clock)) if clock else system_clock
    story = Story("复查", progress_path())
    result = recheck_finding(
        place, place.open_catalogue(), number, clock=now, who=who, allow_net=tuple(allow_net or ()), story=story
    )
    if as_json:
        print_json({**row_facts(result.row, day_in_shanghai(now())), "recheck": _facts(result)})
    else:
        _print(result)
    if result.verdict is Verdict.UNSURE:
        raise typer.Exit(ExitCode.INCOMPLETE)
    if result.verdict is Verdict.FLAGGED:
        raise typer.Exit(ExitCode.FINDINGS)


def _facts(result: RecheckResult) -> dict[str, Any]:
    return {
        "result": _RESULTS[result.verdict.value][0],
        "message": result.judged.message,
        "before": result.before.value,
        "need": result.need.value,
        "run": result.run_id,
        "asked": result.answers,
    }


_RESULTS = {
    "flagged": ("still", "问题仍存在"),
    "clear": ("mended", "问题已不存在"),
    "not_applicable": ("mended", "条款不再适用"),
    "unsure": ("unsure", "无法判断，状态不变"),
}


def _print(result: RecheckResult) -> None:
    from gongkai.screen import say

    row = result.row
    say(f"{row.number} {row.subject_label}：{_RESULTS[result.verdict.value][1]}")
    say(f"  {result.judged.message}")
    say(f"  状态：{result.before.chinese} → {row.state.chinese}" if row.state is not result.before else
        f"  状态：{row.state.chinese}")  # fmt: skip
    say(f"  本次复查访问 {len(result.answers)} 个地址（第 {result.run_id} 次抓取），存档可查。")
