"""`gongkai probe`."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.exits import ExitCode
from gongkai.options import ClockOption, JsonOption, SitesArgument, WorkspaceOption

if TYPE_CHECKING:
    from crawler.availability import Availability
    from crawler.catalogue.probe_rows import ProbeRow

ORDER = 25


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("probe")(probe)


def probe(
    sites: SitesArgument = None,
    times: Annotated[int, typer.Option("--times", min=1, max=10_000, help="Visits to each home page.")] = 1,
    every: Annotated[
        int, typer.Option("--every", min=300, max=86_400, metavar="SECONDS", help="Seconds between two visits.")
    ] = 3600,
    allow_net: Annotated[
        list[str] | None,
        typer.Option("--allow-net", metavar="CIDR", help="A private network that may be entered (repeatable)."),
    ] = None,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Visit home pages, spaced over time, and say how often each opened within 15 seconds (站点可用性).

    The clause wants 20 visits or more on each of seven days: let a schedule call this, or give --times and --every.
    Probe several sites together: that tells a failing site from a failing network of our own. Exit code 3 where no
    site answered at all.
    """
    from crawler.clock import clock_starting_at, day_in_shanghai, system_clock
    from crawler.links import NO_ANSWER
    from crawler.probing import probe_sites
    from gongkai.crawling import in_shanghai
    from gongkai.screen import print_json, progress_bar
    from gongkai.workspace import find_workspace

    place = find_workspace(workspace)
    profiles = place.profiles(sites)
    now = clock_starting_at(in_shanghai(clock)) if clock else system_clock
    made = 0
    with progress_bar("访问首页", quiet=as_json) as step:

        def on_visit(row: ProbeRow) -> None:
            nonlocal made
            made += 1
            step(made, times * len(profiles), row.url)

        rows = probe_sites(
            profiles,
            catalogue=place.catalogue,
            clock=now,
            times=times,
            every=float(every),
            allow_net=(*place.settings.fetch.allow_net, *(allow_net or ())),
            contact=place.settings.fetch.contact,
            on_visit=on_visit,
        )
    conn = place.open_catalogue()
    today = day_in_shanghai(now())
    weeks = {profile.id: _week(conn, profile.id, today) for profile in profiles}
    if as_json:
        print_json({"visits": rows, "week": {site: _as_json(week) for site, week in weeks.items()}})
    else:
        _print(rows, weeks)
    if all(row.outcome in NO_ANSWER for row in rows):
        raise typer.Exit(ExitCode.INCOMPLETE)


def _week(conn: sqlite3.Connection, site: str, today: date) -> Availability:
    from crawler.catalogue.queries import availability

    return availability(conn, site, today - timedelta(days=6), today)


def _as_json(week: Availability) -> dict[str, Any]:
    return {
        "visits": week.visits,
        "failures": week.failures,
        "share": week.share,
        "alone": week.alone,
        "own_network": week.own_network,
        "undetermined": week.undetermined,
        "too_close": week.too_close,
        "hours": week.hours,
        "by_day": {str(day): count for day, count in week.by_day.items()},
    }


def _print(rows: list[ProbeRow], weeks: dict[str, Availability]) -> None:
    from checks.seeing.outcomes import outcome_in_chinese
    from crawler.model import Outcome
    from gongkai.screen import print_table, say

    print_table(
        ("网站", "时刻 (UTC)", "结果", "用时"),
        [
            (
                row.site,
                row.at,
                "打开" if row.outcome in (Outcome.OK, Outcome.NOT_MODIFIED) else outcome_in_chinese(row.outcome),
                "" if row.elapsed_ms is None else f"{row.elapsed_ms / 1000:.1f} 秒",
            )
            for row in rows[-20:]
        ],
        title="首页访问",
        right=(3,),
        keep=(1,),
    )
    print_table(
        ("网站", "计入", "打不开", "占比", "无法区分", "未计入", "小时"),
        [
            (
                site,
                week.visits,
                week.failures,
                "" if week.share is None else f"{week.share:.1%}",
                week.alone,
                week.own_network + week.undetermined + week.too_close,
                week.hours,
            )
            for site, week in weeks.items()
        ],
        title="近七天",
        right=(1, 2, 3, 4, 5, 6),
    )
    say("无法区分：无应答时没有同时访问其他网站。未计入：本机网络故障、被拦截，或与上一次相隔不到五分钟。")
    say("认定需连续七天、每天至少二十次间隔访问；不足时不下结论。")
