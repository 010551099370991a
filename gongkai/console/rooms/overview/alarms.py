"""What needs a look now, worst first, each with the place where it is dealt with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import gettext as _

from checks.ledger import waivers_on
from checks.ledger.standing import ledger_mark
from crawler.catalogue.many_sites import pairs_waiting
from gongkai.console.here import catalogue, now, person, place, today
from gongkai.console.people.roles import Permission
from gongkai.console.remembering import remembered
from gongkai.console.rooms.overview.lines import Crawled, Line
from gongkai.console.shown import moment
from gongkai.schedules.ledger import State as Fate
from gongkai.schedules.status import Overview, overview

_NAMED = 3  # sites or schedules that an alarm names
_URGENT, _SOON, _WAITING = "urgent", "soon", "waiting"
_UNANSWERED = ("open", "confirmed", "reopened")  # states in which it is the webmaster's turn


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something to look at. `level`: urgent, soon or waiting; `href`: where it is dealt with."""

    level: str
    text: str
    count: int | None = None
    href: str | None = None
    note: str = ""


def alarms(lines: Sequence[Line]) -> list[Alarm]:
    """All alarms of these sites, for the person who asks: worst first."""
    found = [*_schedules(), *_crawls(lines), *_findings(lines), *_waivers(lines), *_pairs(lines)]
    return sorted(found, key=lambda alarm: (_URGENT, _SOON, _WAITING).index(alarm.level))


def _crawls(lines: Sequence[Line]) -> Iterator[Alarm]:
    broken = [line for line in lines if line.crawled is Crawled.INCOMPLETE]
    if broken:
        yield Alarm(
            _SOON,
            _("最近一次采集不完整的网站"),
            len(broken),
            url_for("overview.index", crawl="incomplete", _anchor="sites"),
            _("没看到的不算问题：%(names)s", names=_names([line.site.name for line in broken])),
        )
    never = [line for line in lines if line.crawled is Crawled.NEVER]
    if never and len(never) < len(lines):
        yield Alarm(
            _SOON,
            _("从未采集的网站"),
            len(never),
            url_for("overview.index", crawl="never", _anchor="sites"),
            _names([line.site.name for line in never]),
        )


def _findings(lines: Sequence[Line]) -> Iterator[Alarm]:
    def total(state: str) -> int:
        return sum(line.of(state) for line in lines)

    decides = person().may(Permission.DECIDE)
    if not decides and person().may(Permission.ANSWER) and (own := sum(map(total, _UNANSWERED))):
        yield Alarm(_SOON, _("等您整改或答复的问题"), own, _to("findings.index", state=_UNANSWERED))
    if late := sum(line.counts.overdue for line in lines):
        yield Alarm(_URGENT, _("已逾期的问题"), late, _to("findings.index", overdue=1, sort="deadline"))
    if back := total("reopened"):
        yield Alarm(_URGENT, _("整改后又出现的问题"), back, _to("findings.index", state="reopened"))
    if disputed := total("disputed"):
        words = _("有异议、等待裁定的问题") if decides else _("已提出异议、等待检查员裁定的问题")
        yield Alarm(_SOON if decides else _WAITING, words, disputed, _to("findings.index", state="disputed"))
    if claimed := total("claimed"):
        yield Alarm(_WAITING, _("已报整改、等待复查的问题"), claimed, _to("findings.index", state="claimed"))
    if (fresh := total("open")) and decides:
        yield Alarm(_WAITING, _("新发现、待核实的问题"), fresh, _to("findings.index", state="open"))
    doubts = sum(line.counts.doubts for line in lines)
    if doubts and decides:
        yield Alarm(_WAITING, _("程序无法判断、等人看的事项"), doubts, _to("findings.doubts"))


def _waivers(lines: Sequence[Line]) -> Iterator[Alarm]:
    ids = {line.site.id for line in lines}
    mark = (ledger_mark(catalogue()), today())
    kinds: list[tuple[str, str]] = remembered("overview.waivers", "", mark, _waivers_to_look_at)
    words = {
        "expired": _("已到期的豁免"),
        "expiring": _("30 天内到期的豁免"),
        "unmatched": _("没有对应任何问题的豁免"),
        "unneeded": _("问题已不存在、可以撤销的豁免"),
    }
    for kind, text in words.items():
        if count := sum(site in ids and found == kind for site, found in kinds):
            yield Alarm(_SOON if kind == "expiring" else _WAITING, text, count, _to("findings.waivers"))


def _waivers_to_look_at() -> list[tuple[str, str]]:
    return [
        (standing.waiver.site, standing.kind) for standing in waivers_on(catalogue(), today()) if standing.needs_a_look
    ]


def _pairs(lines: Sequence[Line]) -> Iterator[Alarm]:
    if person().may(Permission.REGISTER) and (count := pairs_waiting(catalogue(), [line.site.id for line in lines])):
        yield Alarm(_WAITING, _("是否同一条信息、等待确认的配对"), count, _to("pairs.index"))


def _schedules() -> Iterator[Alarm]:
    if not person().may(Permission.CRAWL):  # a schedule names sites; whoever plans them sees all
        return
    if not place().settings.schedule:
        return
    standing: Overview = overview(place(), now())
    if standing.keeper is None:
        yield Alarm(
            _URGENT,
            _("没有程序在照看计划任务，到时不会运行"),
            None,
            _to("schedules.index"),
            _("请管理员启动 gongkai schedule run"),
        )
    words = {
        Fate.MISSED: _("漏跑的计划任务"),
        Fate.FAILED: _("失败的计划任务"),
        Fate.KILLED: _("中途断掉的计划任务"),
        Fate.OVERLAPPED: _("因重叠没有启动的计划任务"),
    }
    for fate, text in words.items():
        mine = [each for each in standing.troubles if each.state is fate]
        if mine:
            yield Alarm(
                _URGENT,
                text,
                sum(each.count for each in mine),
                _to("schedules.index"),
                _names([f"{each.schedule} {moment(each.planned_at)}" for each in reversed(mine)]),
            )


def _to(endpoint: str, **words: object) -> str | None:
    """The address of a room that may not be there."""
    return url_for(endpoint, **words) if endpoint in current_app.view_functions else None  # type: ignore[arg-type]


def _names(names: Sequence[str]) -> str:
    shown = "、".join(names[:_NAMED])
    return _("%(names)s 等 %(count)s 个", names=shown, count=len(names)) if len(names) > _NAMED else shown
