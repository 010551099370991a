"""`gongkai ledger`: what we asked of a host, for whoever runs it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.options import JsonOption, WorkspaceOption, parse_day

if TYPE_CHECKING:
    from crawler.etiquette import Day

ORDER = 72

_PURPOSES = {"page": "网页", "robots": "robots.txt", "link": "链接检查", "probe": "首页访问"}
_HELD = {"robots_disallowed": "按 robots.txt 未访问", "robots_unreachable": "robots.txt 取不到，未访问"}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("ledger")(ledger)


def ledger(
    host: Annotated[str, typer.Argument(metavar="HOST", help="Host name, as in addresses: www.example.gov.cn")],
    since: Annotated[date | None, typer.Option("--since", parser=parse_day, metavar="DAY", help="First day.")] = None,
    until: Annotated[date | None, typer.Option("--until", parser=parse_day, metavar="DAY", help="Last day.")] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print every day on which something was asked of a host: requests, bytes, distances, robots.txt (访问台账).

    To be handed to the webmaster who asks. Every request counts: pages, robots.txt, link checks, probes.
    """
    from crawler.catalogue.asked import asked_hosts, held_back, requests_to
    from crawler.errors import ConfigError
    from crawler.etiquette import days_of
    from gongkai.screen import print_json
    from gongkai.workspace import find_workspace

    place = find_workspace(workspace)
    conn = place.open_catalogue()
    first, last = since or date(2000, 1, 1), until or date(2999, 12, 31)
    if first > last:
        raise ConfigError(f"the period ends ({last}) before it begins ({first})", where="--until")
    days = days_of(requests_to(conn, host, first, last), held_back(conn, host, first, last))
    if not days and not requests_to(conn, host, date(2000, 1, 1), date(2999, 12, 31)):
        known = asked_hosts(conn)
        listed = f"{', '.join(known[:8])}{' …' if len(known) > 8 else ''}" if known else "none yet"
        raise ConfigError(f"nothing was ever asked of {host!r}", fix=f"hosts asked so far: {listed}")
    if as_json:
        print_json({"host": host, "since": since, "until": until, "days": [_as_json(day) for day in days]})
    else:
        _print(host, days, place.settings.fetch.contact)


def _as_json(day: Day) -> dict[str, Any]:
    return {
        "day": day.day,
        "requests": day.requests,
        "by_purpose": dict(day.by_purpose),
        "bytes": day.bytes,
        "smallest_distance": day.smallest,
        "median_distance": day.middle,
        "longest_answer_ms": day.longest_answer_ms,
        "robots_txt": list(day.robots_status),
        "crawl_delay": day.crawl_delay,
        "left_alone": dict(day.held),
    }


def _print(host: str, days: list[Day], contact: str) -> None:
    from crawler.running import software
    from gongkai.screen import print_table, say

    say(f"对 {host} 的访问台账（北京时间）")
    say(f"访问程序：{software()}{f'，联系方式：{contact}' if contact else ''}。只读取公开页面，不登录，不提交表单。")
    say("间隔按请求发出的时刻计算，单位秒；流量为收到的内容解压后的大小。")
    say()
    print_table(
        ("日期", "请求", "流量", "最小间隔", "中位间隔", "最慢应答"),
        [
            (
                day.day,
                day.requests,
                _size(day.bytes),
                _seconds(day.smallest),
                _seconds(day.middle),
                "" if day.longest_answer_ms is None else f"{day.longest_answer_ms / 1000:.1f} 秒",
            )
            for day in days
        ],
        right=(1, 2, 3, 4, 5),
        keep=(0,),
    )
    for day in days:
        say(f"{day.day}：{_details(day)}。")
    total = sum(day.requests for day in days)
    say(f"共 {len(days)} 天，{total} 次请求，{_size(sum(day.bytes for day in days))}。")


def _details(day: Day) -> str:
    parts = [f"{_PURPOSES[purpose]} {count} 次" for purpose, count in day.by_purpose.items()]
    if day.robots_status:
        parts.append(f"robots.txt 应答 {'、'.join(day.robots_status)}")
    if day.crawl_delay is not None:
        parts.append(f"robots.txt 要求间隔（Crawl-delay）{day.crawl_delay:g} 秒")
    parts += [f"{_HELD[outcome]} {count} 个地址" for outcome, count in day.held.items()]
    return "；".join(parts) or "没有访问"


def _seconds(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _size(count: int) -> str:
    if count < 1024:
        return f"{count} B"
    return f"{count / 1024:.1f} KB" if count < 1024**2 else f"{count / 1024**2:.1f} MB"
