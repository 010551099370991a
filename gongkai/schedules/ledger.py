"""The run ledger of schedules: what was planned, what was started, and how it ended. All its SQL is here.

It lives in the catalogue's file with its own migrations; `Workspace.open_catalogue` opens both. Whoever decides and
enters what he decided does so in one transaction, so that two processes never start the same run.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from crawler.clock import stamp
from gongkai.exits import ExitCode
from gongkai.schedules.planner import Decision, Fate
from gongkai.schedules.process import Process
from gongkai.schedules.settings import Action, Schedule


class State(StrEnum):
    """How a planned start ended."""

    STARTED = "started"
    DONE = "done"  # came to its end and gave its answer
    STOPPED = "stopped"  # asked to stop, did so in good order, can be resumed
    FAILED = "failed"
    KILLED = "killed"  # its process is gone, and it never said how it ended
    OVERLAPPED = "overlapped"  # skipped: another run was in its way
    MISSED = "missed"  # nothing started it in time

    @property
    def is_trouble(self) -> bool:
        """True where somebody should know of it."""
        return self in (State.FAILED, State.KILLED, State.OVERLAPPED, State.MISSED)


@dataclass(frozen=True, slots=True)
class LedgerRun:
    """One entry: a planned start, or several in a row with the same fate (`count`)."""

    id: int
    schedule: str
    action: Action
    mode: str
    sites: tuple[str, ...]
    first_planned_at: datetime
    planned_at: datetime
    count: int
    started_at: datetime | None
    ended_at: datetime | None
    exit_code: int | None
    state: State
    process: Process | None
    note: str


def state_of(exit_code: int) -> State:
    """What an exit code says; negative: the signal that ended the process."""
    if exit_code in (ExitCode.DONE, ExitCode.INCOMPLETE, ExitCode.FINDINGS):
        return State.DONE
    if exit_code in (ExitCode.INTERRUPTED, -2):
        return State.STOPPED
    return State.KILLED if exit_code < 0 else State.FAILED


def accounted_until(conn: sqlite3.Connection, schedule: Schedule) -> datetime | None:
    """Up to when the planned starts of a schedule are accounted for; None where it was never taken up as it stands."""
    row = conn.execute(
        "SELECT accounted_until FROM schedules WHERE name = ? AND cron = ? AND window IS ?",
        (schedule.name, schedule.cron, schedule.window),
    ).fetchone()
    return datetime.fromisoformat(row["accounted_until"]) if row else None


def take_up(conn: sqlite3.Connection, schedules: Iterable[Schedule], now: datetime) -> None:
    """From now on these schedules count, and no others; those that already did keep their account."""
    known = list(schedules)
    marks = ", ".join("?" * len(known))
    conn.execute(f"DELETE FROM schedules WHERE name NOT IN ({marks})", [entry.name for entry in known])  # noqa: S608
    for schedule in known:
        conn.execute(
            "INSERT INTO schedules (name, cron, window, accounted_until) VALUES (?, ?, ?, ?) ON CONFLICT (name)"
            " DO UPDATE SET cron = excluded.cron, window = excluded.window, accounted_until = excluded.accounted_until"
            " WHERE cron <> excluded.cron OR window IS NOT excluded.window",
            (schedule.name, schedule.cron, schedule.window, stamp(now)),
        )


def enter(conn: sqlite3.Connection, decision: Decision, now: datetime, keeper: Process) -> int | None:
    """Enter a decision and return the entry's id; None where that planned start was decided before (clock set back).

    A start belongs to its keeper until its own process takes over.
    """
    schedule = decision.watched.schedule
    begun = decision.fate is Fate.START
    cursor = conn.execute(
        "INSERT INTO schedule_runs (schedule, action, mode, sites, first_planned_at, planned_at, planned_count,"
        " started_at, state, pid, process, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (schedule, planned_at) DO NOTHING",
        (
            schedule.name,
            schedule.action,
            schedule.mode,
            json.dumps(decision.watched.sites, ensure_ascii=False),
            stamp(decision.first_at),
            stamp(decision.planned_at),
            decision.count,
            stamp(now) if begun else None,
            State.STARTED if begun else State(decision.fate),
            keeper.pid if begun else None,
            keeper.mark if begun else None,
            decision.note,
        ),
    )
    conn.execute(
        "UPDATE schedules SET accounted_until = max(accounted_until, ?) WHERE name = ?",
        (stamp(decision.planned_at), schedule.name),
    )
    return cursor.lastrowid if cursor.rowcount == 1 else None


def take_over(conn: sqlite3.Connection, run_id: int, process: Process) -> bool:
    """The process that carries out a run makes it its own; False where the run is no longer to be carried out."""
    cursor = conn.execute(
        "UPDATE schedule_runs SET pid = ?, process = ? WHERE id = ? AND state = 'started'",
        (process.pid, process.mark, run_id),
    )
    return cursor.rowcount == 1


def end(
    conn: sqlite3.Connection, run_id: int, state: State, now: datetime, *, exit_code: int | None = None, note: str = ""
) -> bool:
    """Enter how a run ended; False where that is known already. A note is added to the one that is there."""
    cursor = conn.execute(
        "UPDATE schedule_runs SET state = ?, ended_at = ?, exit_code = ?,"
        " note = CASE WHEN note = '' OR ? = '' THEN note || ? ELSE note || '；' || ? END"
        " WHERE id = ? AND state = 'started'",
        (state, stamp(now), exit_code, note, note, note, run_id),
    )
    return cursor.rowcount == 1


def remark(conn: sqlite3.Connection, run_id: int, note: str) -> None:
    """Note why something was done to a run that is going on."""
    conn.execute("UPDATE schedule_runs SET note = ? WHERE id = ? AND state = 'started'", (note, run_id))


def going_on(conn: sqlite3.Connection) -> list[LedgerRun]:
    """Entries that were started and did not say that they ended; whether their process is there is another question."""
    return _runs(conn, "WHERE state = 'started' ORDER BY id")


def runs_since(conn: sqlite3.Connection, moment: datetime) -> list[LedgerRun]:
    """Entries planned at this moment or later, oldest first."""
    return _runs(conn, "WHERE planned_at >= ? ORDER BY planned_at, id", stamp(moment))


def entries_page(
    conn: sqlite3.Connection,
    *,
    schedule: str | None = None,
    trouble: bool = False,
    before: int | None = None,
    limit: int = 50,
) -> list[LedgerRun]:
    """Entries, newest first; `trouble`: only those that somebody should know of; `before`: the id of the last one."""
    return _runs(
        conn,
        "WHERE (? IS NULL OR schedule = ?) AND (? = 0 OR state IN (SELECT value FROM json_each(?)))"
        " AND (? IS NULL OR id < ?) ORDER BY id DESC LIMIT ?",
        schedule,
        schedule,
        int(trouble),
        json.dumps([state for state in State if state.is_trouble]),
        before,
        before,
        limit,
    )


def schedule_names(conn: sqlite3.Connection) -> list[str]:
    """The names of all schedules that ever had an entry."""
    return [row["schedule"] for row in conn.execute("SELECT DISTINCT schedule FROM schedule_runs ORDER BY 1")]


def latest_run(conn: sqlite3.Connection, schedule: str) -> LedgerRun | None:
    """The entry that was planned last."""
    return next(iter(_runs(conn, "WHERE schedule = ? ORDER BY planned_at DESC LIMIT 1", schedule)), None)


def run_of(conn: sqlite3.Connection, run_id: int) -> LedgerRun | None:
    """One entry, or None."""
    return next(iter(_runs(conn, "WHERE id = ?", run_id)), None)


def keeper_of(conn: sqlite3.Connection) -> Process | None:
    """The process that looks after the schedules, or None; it may have died meanwhile."""
    row = conn.execute("SELECT pid, process FROM schedule_keeper").fetchone()
    return Process(row["pid"], row["process"]) if row else None


def set_keeper(conn: sqlite3.Connection, process: Process, now: datetime) -> None:
    """This process looks after the schedules from now on."""
    conn.execute(
        "INSERT OR REPLACE INTO schedule_keeper (id, pid, process, started_at) VALUES (1, ?, ?, ?)",
        (process.pid, process.mark, stamp(now)),
    )


def clear_keeper(conn: sqlite3.Connection, process: Process) -> None:
    """This process no longer looks after the schedules."""
    conn.execute("DELETE FROM schedule_keeper WHERE pid = ? AND process = ?", (process.pid, process.mark))


def _runs(conn: sqlite3.Connection, where: str, *values: Any) -> list[LedgerRun]:
    return [_run(row) for row in conn.execute(f"SELECT * FROM schedule_runs {where}", values)]  # noqa: S608


def _run(row: sqlite3.Row) -> LedgerRun:
    return LedgerRun(
        id=row["id"],
        schedule=row["schedule"],
        action=Action(row["action"]),
        mode=row["mode"],
        sites=tuple(json.loads(row["sites"])),
        first_planned_at=datetime.fromisoformat(row["first_planned_at"]),
        planned_at=datetime.fromisoformat(row["planned_at"]),
        count=row["planned_count"],
        started_at=_moment(row["started_at"]),
        ended_at=_moment(row["ended_at"]),
        exit_code=row["exit_code"],
        state=State(row["state"]),
        process=Process(row["pid"], row["process"]) if row["pid"] is not None else None,
        note=row["note"],
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
