"""`gongkai demo`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.exits import ExitCode
from gongkai.options import JsonOption
from gongkai.screen import print_json, print_table, say

if TYPE_CHECKING:
    from gongkai.demo.story import Outcome

ORDER = 100


class Family(StrEnum):
    """In which platform family the city's sites are rendered."""

    UCAP = "ucap"
    TRS = "trs"
    TRS_IGS = "trs_igs"
    UCAP_NEW = "ucap_new"
    GUANGDONG = "guangdong"
    GOV_CN = "gov_cn"
    HANWEB = "hanweb"
    JPAAS = "jpaas"
    VSB = "vsb"
    LEGACY = "legacy"
    EPOINT = "epoint"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("demo")(demo)


def demo(
    seed: Annotated[int, typer.Option("--seed", help="Another city of the same size.")] = 2016,
    family: Annotated[Family, typer.Option("--family", help="Platform of the city's sites.")] = Family.UCAP,
    keep: Annotated[Path, typer.Option("--keep", metavar="DIR", help="The workspace that is made.")] = Path("demo"),
    variant: Annotated[
        str | None, typer.Option("--variant", help="outage: one news column always answers 503; blocked: a guard does.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show the whole story on a synthetic city whose truth is known, and compare.

    Exit code 1 where anything differs from the truth, 3 where the crawl was (as in the outage) incomplete.
    """
    from gongkai.demo.story import run_demo

    outcome = run_demo(keep, seed=seed, family=family.value, variant=variant, quiet=as_json)
    if as_json:
        print_json(outcome.as_json())
    else:
        _print(outcome)
    # What could not be seen may be missing in an incomplete run; what was flagged wrongly never may.
    if outcome.faults.false or (outcome.complete and not outcome.right):
        raise typer.Exit(ExitCode.INTERNAL_ERROR)
    if not outcome.complete:
        raise typer.Exit(ExitCode.INCOMPLETE)


def _print(outcome: Outcome) -> None:
    print_table(
        ("指标", "统计", "真值", ""),
        [
            (figure.name, "未知" if figure.counted is None else figure.counted, figure.truth, _mark(figure.right))
            for figure in outcome.figures
        ],
        title="统计数与真值",
        right=(1, 2),
        keep=(0,),
    )
    right = sum(part.right for part in outcome.parts)
    say(f"按月份和栏目类别分列：{len(outcome.parts)}项中{right}项与真值相同 {_mark(right == len(outcome.parts))}")
    say()
    faults = outcome.faults
    print_table(
        ("预设问题", "查出", "漏报", "误报"),
        [(len(faults.planted), len(faults.found), len(faults.missed), len(faults.false))],
        title="问题",
        right=(0, 1, 2, 3),
    )
    for name, entries in (("漏报", faults.missed), ("误报", faults.false)):
        for fault in entries:
            say(f"{name}：{fault.clause}  {fault.subject}")
    state = "完整" if outcome.complete else "不完整"
    say(f"采集 {outcome.pages} 页，{outcome.crawl_seconds:.1f} 秒，{state}；全程 {outcome.seconds:.1f} 秒")
    for path in outcome.documents:
        say(f"  {path}")
    say(f"工作目录 {outcome.folder}：可在其中运行 gongkai findings、gongkai count published.total --year 2016 --rows")


def _mark(right: bool) -> str:
    return "✓" if right else "✗ 不一致"
