"""What is due: a pure function of the planned times, of what the ledger accounts for, and of the present moment.

Every planned start comes to exactly one decision: it is started, it is skipped because something is in its way
(*overlapped*), or its time has passed (*missed*). Planned starts that pile up while nothing looks are folded: those
that may still begin become one start, the others one missed entry that counts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice

from crawler.clock import SHANGHAI
from gongkai.schedules.cron import planned
from gongkai.schedules.settings import Schedule

_MOST = 10_000  # missed starts that are counted after a long standstill; what is beyond is not
_TICK = timedelta(microseconds=1)


class Fate(StrEnum):
    """What becomes of a planned start."""

    START = "start"
    OVERLAPPED = "overlapped"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Watched:
    """A schedule, the sites it means just now, and the moment up to which its planned starts are accounted for."""

    schedule: Schedule
    sites: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class Going:
    """A run that is going on."""

    schedule: str
    sites: tuple[str, ...]
    walks: bool
    planned_at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one planned start, or of several in a row (`count`, from `first_at` to `planned_at`)."""

    watched: Watched
    fate: Fate
    first_at: datetime
    planned_at: datetime
    count: int
    note: str = ""


def plan(watched: Iterable[Watched], going: Sequence[Going], now: datetime) -> list[Decision]:
    """Decide every planned start that is not accounted for and not later than `now`; earliest first."""
    missed: list[Decision] = []
    ripe: list[Decision] = []
    for entry in watched:
        late, fresh = _due(entry, now)
        if late:
            missed.append(_decide(entry, Fate.MISSED, late, f"{entry.schedule.grace_minutes} 分钟内没有启动"))
        if not fresh:
            continue
        opening = entry.schedule.opening
        if opening is not None and not opening.open_at(now):
            missed.append(_decide(entry, Fate.MISSED, fresh, f"时段 {entry.schedule.window} 已过"))
        else:
            ripe.append(_decide(entry, Fate.START, fresh, ""))
    busy = list(going)
    decided = missed
    for decision in sorted(ripe, key=lambda each: (each.planned_at, each.watched.schedule.name)):
        entry = decision.watched
        obstacle = _in_the_way(entry, busy)
        if obstacle is None:
            schedule = entry.schedule
            busy.append(Going(schedule.name, entry.sites, schedule.action.walks, decision.planned_at))
            decided.append(decision)
        else:
            decided.append(replace(decision, fate=Fate.OVERLAPPED, note=f"{obstacle}还在运行"))
    return sorted(decided, key=lambda each: (each.planned_at, each.watched.schedule.name))


def _due(entry: Watched, now: datetime) -> tuple[list[datetime], list[datetime]]:
    """Planned starts whose time has passed, and those that may still begin."""
    schedule = entry.schedule
    edge = now - schedule.grace - _TICK
    late = planned(schedule.times, schedule.opening, entry.since, edge)
    fresh = planned(schedule.times, schedule.opening, max(entry.since, edge), now)
    return list(islice(late, _MOST)), list(fresh)


def _decide(entry: Watched, fate: Fate, times: Sequence[datetime], note: str) -> Decision:
    return Decision(entry, fate, times[0], times[-1], len(times), note)


def _in_the_way(entry: Watched, busy: Iterable[Going]) -> str | None:
    for run in busy:
        if run.schedule == entry.schedule.name:
            return f"上一次运行（{local(run.planned_at)}）"
        shared = [site for site in entry.sites if site in run.sites]
        if shared and run.walks and entry.schedule.action.walks:
            return f"站点 {'、'.join(shared)} 的另一次采集（{run.schedule}，{local(run.planned_at)}）"
    return None


def local(moment: datetime) -> str:
    """A moment as people of the place read it, to the minute."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
