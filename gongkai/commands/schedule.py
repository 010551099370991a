"""`gongkai schedule`: run what gongkai.toml plans, show how it stands, have the machine keep it going."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.exits import ExitCode
from gongkai.options import ClockOption, JsonOption, WorkspaceOption
from gongkai.screen import note, print_as_is, print_json, print_table, say
from gongkai.words import SCHEDULE_STATES, word

if TYPE_CHECKING:
    from gongkai.schedules.status import Happening, Overview, Standing

ORDER = 100


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    group = typer.Typer(
        help="Run what [[schedule]] in gongkai.toml plans (计划任务).", no_args_is_help=True, rich_markup_mode=None
    )
    group.command("run")(run_all)
    group.command("list")(list_all)
    group.command("install")(install)
    group.command("perform", hidden=True)(perform_one)
    app.add_typer(group, name="schedule")


def run_all(
    workspace: WorkspaceOption = None,
    clock: ClockOption = None,
    speed: Annotated[
        float, typer.Option("--speed", min=1, max=100_000, help="Rehearsal: let time pass so many times faster.")
    ] = 1.0,
) -> None:
    """Start what is due, each run in a process of its own, until told to stop (Ctrl-C, SIGTERM).

    Runs that are going on are then asked to end in good order; they are resumed at their next start. With --clock and
    --speed a week can be rehearsed in a minute: the runs themselves are real.
    """
    import logging
    import signal

    from crawler.clock import system_clock
    from gongkai.schedules.keeper import Keeper, keep
    from gongkai.schedules.rehearsal import quick_clock
    from gongkai.workspace import find_workspace

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    place = find_workspace(workspace)
    keeper = Keeper(place, quick_clock(clock, speed) if clock or speed > 1 else system_clock)
    stopping: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, frame: stopping.append(number))
    note(f"{len(place.settings.schedule)} schedule(s) of {place.root}; Ctrl-C stops in good order")
    keep(keeper, every=1.0 if speed == 1 else 0.1, stopping=stopping)


def list_all(
    days: Annotated[int, typer.Option("--days", min=1, max=3660, help="How far back trouble is told.")] = 14,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show next and last starts, and what should have run and did not.

    Exit code 3 where a run was missed, killed, failed, or skipped because another one was in its way. With --clock: as
    it stands at that moment (after a rehearsal).
    """
    from gongkai.schedules.rehearsal import quick_clock
    from gongkai.schedules.status import overview
    from gongkai.workspace import find_workspace

    found = overview(find_workspace(workspace), quick_clock(clock, 1)(), days=days)
    if as_json:
        print_json(_overview_facts(found))
    else:
        _print_overview(found, days)
    if found.troubles:
        raise typer.Exit(ExitCode.INCOMPLETE)


def install(
    user: Annotated[
        bool, typer.Option("--user", help="Into your own systemd (no root needed); stops when you log out.")
    ] = False,
    only_print: Annotated[bool, typer.Option("--print", help="Print the unit, write nothing.")] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Write a systemd unit that keeps `gongkai schedule run` going for this workspace."""
    from gongkai.schedules.unit import unit_path, unit_text
    from gongkai.workspace import find_workspace

    place = find_workspace(workspace)
    root = place.root.resolve()
    folders = (root, place.catalogue.parent.resolve(), place.archive.resolve())
    writes = [folder for folder in dict.fromkeys(folders) if folder == root or root not in folder.parents]
    text = unit_text(root, writes, user=user)
    if only_print:
        print_as_is(text)
        return
    for folder in writes:
        folder.mkdir(parents=True, exist_ok=True)
    path = unit_path(root, user=user)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    own = " --user" if user else ""
    say(f"written: {path}")
    say("Next:")
    say(f"  systemctl{own} daemon-reload")
    say(f"  systemctl{own} enable --now {path.name}")
    if user:
        say("  loginctl enable-linger   # so that it goes on when you log out")


def perform_one(
    run: Annotated[int, typer.Argument(metavar="RUN", help="Number of a started entry of the run ledger.")],
    workspace: WorkspaceOption = None,
) -> None:
    """Carry out one started entry of the run ledger (what `schedule run` starts)."""
    from gongkai.schedules.performing import perform
    from gongkai.workspace import find_workspace

    raise typer.Exit(perform(find_workspace(workspace), run))


def _print_overview(found: Overview, days: int) -> None:
    if not found.standings:
        say("没有计划任务。在 gongkai.toml 里写 [[schedule]]，见 docs/schedules.md。")
        return
    print_table(
        ("名称", "任务", "站点", "下次", "上次", "结果"),
        [_standing_cells(standing) for standing in found.standings],
        keep=(3, 4, 5),
    )
    if found.troubles:
        print_table(
            ("编号", "名称", "计划时间", "结果", "说明"),
            [(each.run or "—", each.schedule, _planned(each), _result(each), each.note) for each in found.troubles],
            title=f"近 {days} 天没有正常运行的",
            keep=(0, 2, 3),
        )
    if found.keeper is None:
        say("现在没有进程在执行计划任务：运行 gongkai schedule run，或用 gongkai schedule install 装成系统服务。")
    else:
        say(f"执行计划任务的进程：{found.keeper.pid}")


def _standing_cells(standing: Standing) -> tuple[str, ...]:
    schedule, last = standing.schedule, standing.last
    mode = f" {schedule.mode}" if schedule.action == "crawl" else ""
    return (
        schedule.name,
        f"{schedule.action.value}{mode}",
        "、".join(standing.sites),
        "已暂停" if schedule.paused else _local(standing.next_at),
        _local(last.planned_at) if last else "—",
        _result(last) if last else "—",
    )


def _planned(each: Happening) -> str:
    if each.count == 1:
        return _local(each.planned_at)
    return f"{_local(each.first_planned_at)}\n至 {_local(each.planned_at)}\n共 {each.count} 次"


def _result(each: Happening) -> str:
    shown = word(SCHEDULE_STATES, each.state.value)
    if each.exit_code == ExitCode.INCOMPLETE:
        return f"{shown}（不完整）"
    return f"{shown}（{each.exit_code}）" if each.exit_code and each.state == "failed" else shown


def _local(moment: datetime | None) -> str:
    from gongkai.schedules.planner import local

    return local(moment) if moment else "—"


def _overview_facts(found: Overview) -> dict[str, Any]:
    return {
        "scheduler": found.keeper.pid if found.keeper else None,
        "schedules": [
            {
                "name": standing.schedule.name,
                "cron": standing.schedule.cron,
                "window": standing.schedule.window,
                "grace_minutes": standing.schedule.grace_minutes,
                "action": standing.schedule.action.value,
                "mode": standing.schedule.mode if standing.schedule.action == "crawl" else None,
                "sites": list(standing.sites),
                "paused": standing.schedule.paused,
                "next": _stamp(standing.next_at),
                "last": _happening_facts(standing.last) if standing.last else None,
            }
            for standing in found.standings
        ],
        "troubles": [_happening_facts(each) for each in found.troubles],
    }


def _happening_facts(each: Happening) -> dict[str, Any]:
    return {
        "run": each.run,
        "schedule": each.schedule,
        "planned": _stamp(each.planned_at),
        "first_planned": _stamp(each.first_planned_at),
        "planned_count": each.count,
        "started": _stamp(each.started_at),
        "ended": _stamp(each.ended_at),
        "exit_code": each.exit_code,
        "state": each.state.value,
        "note": each.note,
    }


def _stamp(moment: datetime | None) -> str | None:
    from crawler.clock import stamp

    return stamp(moment) if moment else None
