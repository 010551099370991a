"""How the schedules stand: what comes next, what came last, and what should have happened and did not.

Nothing is written here. What the ledger does not hold yet, because nobody looks after the schedules, is found by
planning up to now: a start that is missed is missed also when no keeper lives to say so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from gongkai.schedules import ledger
from gongkai.schedules.cron import next_planned
from gongkai.schedules.ledger import LedgerRun, State
from gongkai.schedules.planner import Fate, Going, plan
from gongkai.schedules.process import Process
from gongkai.schedules.settings import Schedule
from gongkai.schedules.watching import site_ids, watched_schedules, written_at
from gongkai.workspace import Workspace

TROUBLE_DAYS = 14  # trouble older than this is told only where nothing of the same schedule came after it


@dataclass(frozen=True, slots=True)
class Happening:
    """What became of a planned start, or of several in a row (`count`)."""

    schedule: str
    planned_at: datetime
    first_planned_at: datetime
    count: int
    state: State
    note: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    exit_code: int | None = None
    run: int | None = None  # id in the ledger; None: not entered yet


@dataclass(frozen=True, slots=True)
class Standing:
    """One schedule: its next start, and what became of the last one."""

    schedule: Schedule
    sites: tuple[str, ...]
    next_at: datetime | None
    last: Happening | None


@dataclass(frozen=True, slots=True)
class Overview:
    """All schedules of a workspace as they stand now."""

    keeper: Process | None  # None: nobody looks after them
    standings: tuple[Standing, ...]
    troubles: tuple[Happening, ...]  # oldest first


def overview(place: Workspace, now: datetime, *, days: int = TROUBLE_DAYS) -> Overview:
    """How the schedules stand at this moment. Works without a catalogue as well: then nothing was ever run."""
    since = now - timedelta(days=days)
    conn = place.open_catalogue() if place.catalogue.exists() else None
    try:
        watched = watched_schedules(place, conn, otherwise=written_at(place))
        keeper = ledger.keeper_of(conn) if conn is not None else None
        names = [entry.schedule.name for entry in watched]
        known = ledger.runs_since(conn, since) if conn is not None else []
        latest = [run for name in names if conn is not None and (run := ledger.latest_run(conn, name))]
        told = {run.id: _from_ledger(conn, run) for run in (*latest, *known) if conn is not None}
    finally:
        if conn is not None:
            conn.close()
    going = [
        Going(run.schedule, run.sites, run.action.walks, run.planned_at)
        for run in (*latest, *known)
        if told[run.id].state is State.STARTED
    ]
    unsaid = [
        Happening(each.watched.schedule.name, each.planned_at, each.first_at, each.count, State.MISSED, each.note)
        for each in plan(watched, going, now)
        if each.fate is Fate.MISSED
    ]
    happenings = sorted((*told.values(), *unsaid), key=lambda each: each.planned_at)
    standings = tuple(
        Standing(
            entry.schedule,
            entry.sites,
            next_planned(entry.schedule.times, entry.schedule.opening, now),
            _last_of(entry.schedule.name, happenings),
        )
        for entry in watched
    )
    standings += tuple(
        Standing(schedule, site_ids(place, schedule), None, None)
        for schedule in place.settings.schedule
        if schedule.paused
    )
    last = [standing.last for standing in standings]
    troubles = tuple(
        each
        for each in happenings
        if each.state.is_trouble and each.schedule in names and (each.planned_at >= since or each in last)
    )
    return Overview(keeper if keeper is not None and keeper.is_alive() else None, standings, troubles)


def _from_ledger(conn: sqlite3.Connection, run: LedgerRun) -> Happening:
    if _is_gone(run):
        run = ledger.run_of(conn, run.id) or run  # it may have ended, in good order, since it was read
    state, note = run.state, run.note
    if _is_gone(run):
        state, note = State.KILLED, "进程已不在，没有留下结果"
    return Happening(
        run.schedule,
        run.planned_at,
        run.first_planned_at,
        run.count,
        state,
        note,
        run.started_at,
        run.ended_at,
        run.exit_code,
        run.id,
    )


def _is_gone(run: LedgerRun) -> bool:
    return run.state is State.STARTED and not (run.process is not None and run.process.is_alive())


def _last_of(name: str, happenings: Iterable[Happening]) -> Happening | None:
    return next((each for each in reversed(list(happenings)) if each.schedule == name), None)
