"""`gongkai count freeze`, `count snapshots` and `count compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.exits import ExitCode
from gongkai.findings.options import moment
from gongkai.options import (
    AsOfOption,
    ClockOption,
    JsonOption,
    PortalOption,
    SiteOption,
    WorkspaceOption,
    YearOption,
)
from gongkai.screen import print_json, print_table, progress_bar, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reports.snapshots.comparing import Compared, ValueChange
    from reports.snapshots.model import Snapshot
    from reports.snapshots.signing import Entry

_ROWS = 10  # rows of a metric that are shown; --json has all


def add_to(group: typer.Typer) -> None:
    """Add the commands to the group of `gongkai count`."""
    group.command("freeze")(freeze)
    group.command("snapshots")(snapshots)
    group.command("compare")(compare)
    group.command("sign")(sign)


def freeze(
    year: YearOption,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who answers for the figures.")] = "",
    note: Annotated[str, typer.Option("--note", help="What for.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Freeze although a crawl is not complete.")] = False,
    site: SiteOption = None,
    portal: PortalOption = None,
    as_of: AsOfOption = None,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Freeze all figures of a year, with everything they were counted from, as one signs them.

    Exit code 3 where a crawl behind them is not complete and --force was not given.
    """
    from gongkai.snapshots import FreezeOrder, freeze_year
    from gongkai.workspace import find_workspace

    place = find_workspace(workspace)
    order = FreezeOrder(year, moment(clock), site, portal, as_of, by, note, force)
    with progress_bar("冻结", quiet=as_json) as step:
        made, new = freeze_year(place, place.open_catalogue(), order, step)
    if as_json:
        print_json({**facts(made), "new": new})
        return
    if not new:
        say(f"没有变化：与快照{made.id}号（{made.made_at}）的依据和数字完全相同，不再冻结。")
    else:
        say(f"快照{made.id}号：{year}年，{len(made.values)}个指标，监测时间点{made.state.as_of}")
    say(f"依据{made.state.known_at}时的目录库，{'采集完整' if made.complete else '采集不完整'}，{made.state.software}")
    say(f"摘要 {made.digest}")
    say(f"用 gongkai report annual --snapshot {made.id} 生成文书；摘要宜随签字另行保存或公布。")


def snapshots(
    year: Annotated[int | None, typer.Option("--year", min=1990, max=2100, help="Only of this year.")] = None,
    verify: Annotated[bool, typer.Option("--verify", help="Prove the chain and everything that is kept.")] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what was frozen; --verify proves that nothing of it was changed (exit code 4 where it was)."""
    from gongkai.workspace import find_workspace
    from reports.snapshots import store
    from reports.snapshots.signing import entries, standing

    conn = find_workspace(workspace).open_catalogue()
    problems = list(store.problems(conn)) if verify else []
    made = [] if problems else store.snapshots(conn, year)
    if as_json:
        told = [facts(entry, entries(conn, entry.id)) for entry in made]
        print_json({"snapshots": told, "problems": problems if verify else None})
    elif problems:
        for problem in problems:
            say(problem)
    else:
        _print_snapshots(made, {entry.id: standing(entries(conn, entry.id)) for entry in made})
        if verify:
            say("快照链和签字链完整，保存的内容都在，与摘要相符。")
            say("末尾的快照若被整个删去，链本身看不出来：请与另行保存的最后一个摘要核对。")
    if problems:
        raise typer.Exit(ExitCode.FINDINGS)


def _print_snapshots(made: list[Snapshot], signed: Mapping[int, Sequence[Entry]]) -> None:
    from gongkai.archiving import local

    if not made:
        say("还没有快照：gongkai count freeze --year 年份")
        return
    print_table(
        ("编号", "年度", "冻结时间", "经手人", "依据时刻", "完整", "签字", "摘要", "备注"),
        [
            (
                entry.id,
                entry.state.year,
                local(entry.made_at)[:16],
                entry.made_by or "—",
                local(entry.state.known_at)[:16] if entry.state.known_at else "—",
                "是" if entry.complete else "否",
                "、".join(each.who for each in signed[entry.id]) or "—",
                f"{entry.digest[:16]}…",
                entry.note or "—",
            )
            for entry in made
        ],
        right=(0,),
        keep=(1, 5, 7),
    )


def sign(
    name: Annotated[str, typer.Argument(metavar="NUMBER", help="Of a snapshot, as 3 or S-3.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who signs, or withdraws.")],
    role: Annotated[str, typer.Option("--role", help="In which function, e.g. 分管领导.")] = "",
    statement: Annotated[
        str, typer.Option("--statement", help="In which words. Default: that the figures are right.")
    ] = "",
    withdrawn: Annotated[
        int | None, typer.Option("--withdraw", metavar="N", help="Take signature N back instead (with --reason).")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why a signature is withdrawn.")] = "",
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Sign a snapshot: say that its frozen figures are right. Signatures are added, never changed; --withdraw adds too.

    Documents made from the snapshot say who has signed it.
    """
    from dataclasses import asdict

    from gongkai.workspace import find_workspace
    from reports.snapshots import store
    from reports.snapshots.signing import sign as add
    from reports.snapshots.signing import withdraw

    conn = find_workspace(workspace).open_catalogue()
    made, now = store.find(conn, name), moment(clock)
    if withdrawn is not None:
        entry = withdraw(conn, made, withdrawn, who=by, role=role, reason=reason, now=now)
    else:
        entry = add(conn, made, who=by, role=role, now=now, statement=statement)
    if as_json:
        print_json(asdict(entry))
        return
    what = f"撤回了签字{entry.withdraws}号" if entry.kind == "withdraw" else f"签字（{entry.id}号）"
    say(f"快照{made.id}号：{entry.who}{what}，{entry.at}，{entry.words}")
    say(f"摘要 {entry.digest}")


def compare(
    first: Annotated[str, typer.Argument(metavar="A", help="Number of a snapshot.")],
    second: Annotated[str, typer.Argument(metavar="B|now", help="Number of another one, or the present.")] = "now",
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """What changed since: metric by metric, with the rows that came, went or changed, and why."""
    from gongkai.snapshots import compare_snapshots
    from gongkai.workspace import find_workspace

    place = find_workspace(workspace)
    with progress_bar("统计", quiet=as_json) as step:
        found = compare_snapshots(place, place.open_catalogue(), first, second, moment(clock), step)
    if as_json:
        print_json(_compared(found))
    else:
        _print_compared(found, second)


def _print_compared(found: Compared, second: str) -> None:
    later = f"快照{found.now.id}号" if second != "now" else "现在"
    say(f"快照{found.was.id}号（{found.was.made_at}）与{later}相比")
    if found.nothing:
        say("没有变化。")
        return
    for line in found.ground:
        say(f"  {line}")
    say()
    if found.values:
        print_table(
            ("指标", "名称", "原来", "现在", "增减", "原因"),
            [
                (
                    change.metric,
                    change.title,
                    _number(change.was.value if change.was else None),
                    _number(change.now.value if change.now else None),
                    "—" if not change.difference else f"{change.difference:+f}",
                    "；".join(change.why) or "明细有变，数字未变",
                )
                for change in found.values
            ],
            right=(2, 3, 4),
            keep=(0,),
        )
    say(f"另有{found.same}个指标没有变化。")
    for change in found.values:
        _print_rows(change)
    for heading, lines in (("新增问题", found.findings_came), ("不再有的问题", found.findings_went)):
        if lines:
            say(f"{heading}（{len(lines)}）")
            for line in lines[:_ROWS]:
                say(f"  {line}")
            if len(lines) > _ROWS:
                say("  …全部见 --json")


def _print_rows(change: ValueChange) -> None:
    if not change.rows:
        return
    say(f"{change.title}（{change.metric}）：{len(change.rows)}行不同")
    words = {"came": "增", "went": "减", "changed": "改"}
    for row in change.rows[:_ROWS]:
        say(f"  {words[row.kind]} {row.text}——{row.why}")
    if len(change.rows) > _ROWS:
        say("  …全部见 --json")


def _number(value: object) -> str:
    return "未填报" if value is None else f"{value:f}"


def facts(made: Snapshot, signatures: Sequence[Entry] = ()) -> dict[str, Any]:
    """A snapshot as plain values, with who signed it."""
    from reports.snapshots.store import as_json

    return as_json(made, signatures)


def _compared(found: Compared) -> dict[str, Any]:
    return {
        "was": {"id": found.was.id, "digest": found.was.digest, "known_at": found.was.state.known_at},
        "now": {"id": found.now.id or None, "digest": found.now.digest or None, "known_at": found.now.state.known_at},
        "ground": list(found.ground),
        "same": found.same,
        "values": [
            {
                "metric": change.metric,
                "title": change.title,
                "unit": change.unit,
                "was": _plain(change.was.value) if change.was else None,
                "now": _plain(change.now.value) if change.now else None,
                "why": list(change.why),
                "rows": [
                    {"kind": row.kind, "row": row.text, "why": row.why, "was": row.was, "now": row.now}
                    for row in change.rows
                ],
            }
            for change in found.values
        ],
        "findings": {"came": list(found.findings_came), "went": list(found.findings_went)},
    }


def _plain(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
