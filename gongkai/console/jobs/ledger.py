"""The ledger of jobs: what was asked for, what was started, how it ended. All its SQL is here.

A job is claimed in one transaction, so that two consoles on one workspace never start it twice. A running job whose
process is gone was cut off: like the ledger of schedules, this one is a lock that `kill -9` leaves open.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from crawler.clock import stamp
from crawler.sqlite_files import transaction
from gongkai.exits import ExitCode
from gongkai.schedules.process import Process

MOST_AT_ONCE = 2  # a console shares its machine with those who read
_ALONE = ("recheck",)  # of such a kind only one runs at a time, whatever the site
_FIELDS = (
    "number, kind, title, site, about, arguments, allow_net, clocked, asked_by, asked_at, started_at, ended_at,"
    " stop_asked_by, pid, process, state, exit_code, words"
)
_SITE_KINDS = ("crawl", "check", "recheck", "survey")  # of all these only one at a time on a site


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    INCOMPLETE = "incomplete"  # came to its end, but did not reach everything
    FINDINGS = "findings"  # came to its end, and found something
    FAILED = "failed"
    STOPPED = "stopped"  # asked to stop, did so in good order
    CUT_OFF = "cut_off"  # its process is gone, and it never said how it ended

    @property
    def chinese(self) -> str:
        """The word for people."""
        return _CHINESE[self]

    @property
    def goes_on(self) -> bool:
        """True while the job may still change."""
        return self in (JobState.WAITING, JobState.RUNNING)

    @property
    def is_trouble(self) -> bool:
        """True where nothing came of it."""
        return self in (JobState.FAILED, JobState.CUT_OFF)


_CHINESE = {
    JobState.WAITING: "等待中",
    JobState.RUNNING: "进行中",
    JobState.DONE: "已完成",
    JobState.INCOMPLETE: "已结束，不完整",
    JobState.FINDINGS: "已完成，有问题",
    JobState.FAILED: "失败",
    JobState.STOPPED: "已停止",
    JobState.CUT_OFF: "中断",
}
_BY_CODE = {
    ExitCode.DONE: JobState.DONE,
    ExitCode.INCOMPLETE: JobState.INCOMPLETE,
    ExitCode.FINDINGS: JobState.FINDINGS,
    ExitCode.INTERRUPTED: JobState.STOPPED,
}


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. `arguments`: those of the command line, without workspace, clock and networks."""

    kind: str
    arguments: tuple[str, ...]
    title: str
    site: str | None = None
    about: str = ""
    allow_net: tuple[str, ...] = ()
    clocked: bool = False  # the console does not live in the machine's time, so the command must not either


@dataclass(frozen=True, slots=True)
class Job:
    """One job as it stands."""

    number: int
    order: Order
    asked_by: str
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    stop_asked_by: str | None
    process: Process | None
    state: JobState
    exit_code: int | None
    result: Any  # what the command said as JSON, where it was asked to; known where one job is asked for
    words: str  # its last words, where it failed

    @property
    def kind(self) -> str:
        """What kind of job it is."""
        return self.order.kind

    @property
    def title(self) -> str:
        """What it is called."""
        return self.order.title

    @property
    def site(self) -> str | None:
        """The site it works on, if it is one."""
        return self.order.site

    @property
    def about(self) -> str:
        """The finding, document or other thing it is about."""
        return self.order.about

    @property
    def arguments(self) -> tuple[str, ...]:
        """Its command line."""
        return self.order.arguments


def state_of(exit_code: int) -> JobState:
    """What an exit code says; negative: the signal that ended the process."""
    if exit_code == -2:
        return JobState.STOPPED
    if exit_code < 0:
        return JobState.CUT_OFF
    return _BY_CODE.get(ExitCode(exit_code), JobState.FAILED) if exit_code in set(ExitCode) else JobState.FAILED


def add_job(conn: sqlite3.Connection, order: Order, who: str, now: datetime, *, once: bool = False) -> int:
    """Enter a job that waits; returns its number.

    `once`: where one of the same kind, site and matter waits or runs, it is that one's number instead.
    """
    with transaction(conn):
        going = open_job(conn, order.kind, order.about, order.site) if once else None
        return going.number if going is not None else _enter(conn, order, who, now)


def _enter(conn: sqlite3.Connection, order: Order, who: str, now: datetime) -> int:
    cursor = conn.execute(
        "INSERT INTO jobs (kind, title, site, about, arguments, allow_net, clocked, asked_by, asked_at, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')",
        (
            order.kind,
            order.title,
            order.site,
            order.about,
            json.dumps(order.arguments, ensure_ascii=False),
            json.dumps(order.allow_net),
            int(order.clocked),
            who,
            stamp(now),
        ),
    )
    return int(cursor.lastrowid or 0)


def job_of(conn: sqlite3.Connection, number: int) -> Job | None:
    """One job with its result, or None."""
    found = next(iter(_jobs(conn, "WHERE number = ?", number)), None)
    row = conn.execute("SELECT result FROM jobs WHERE number = ?", (number,)).fetchone()
    return replace(found, result=json.loads(row["result"])) if found is not None and row["result"] else found


def in_the_way(job: Job, running: Sequence[Job]) -> Job | None:
    """The running job because of which this one waits; None where it may begin."""
    for other in running:
        alone = job.kind == other.kind and job.kind in _ALONE
        shared = job.site is not None and job.site == other.site
        if alone or (shared and job.kind in _SITE_KINDS and other.kind in _SITE_KINDS):
            return other
    return running[0] if len(running) >= MOST_AT_ONCE else None


def claim_next(conn: sqlite3.Connection, process: Process, now: datetime) -> Job | None:
    """The next job that may begin, claimed by this process; None where none may."""
    if conn.execute("SELECT 1 FROM jobs WHERE state = 'waiting' LIMIT 1").fetchone() is None:
        return None  # looking costs no lock; claiming does
    with transaction(conn):
        running = _jobs(conn, "WHERE state = 'running' ORDER BY number")
        for job in _jobs(conn, "WHERE state = 'waiting' ORDER BY number LIMIT 100"):
            if in_the_way(job, running) is None:
                conn.execute(
                    "UPDATE jobs SET state = 'running', started_at = ?, pid = ?, process = ? WHERE number = ?",
                    (stamp(now), process.pid, process.mark, job.number),
                )
                return job_of(conn, job.number)
    return None


def hand_over(conn: sqlite3.Connection, number: int, process: Process) -> bool:
    """The process that carries a job out owns it from now on; False where the job does not run (any more)."""
    cursor = conn.execute(
        "UPDATE jobs SET pid = ?, process = ? WHERE number = ? AND state = 'running'",
        (process.pid, process.mark, number),
    )
    return cursor.rowcount == 1


def end(
    conn: sqlite3.Connection,
    number: int,
    state: JobState,
    now: datetime,
    *,
    exit_code: int | None = None,
    result: Any = None,
    words: str = "",
) -> bool:
    """Enter how a job ended; False where that is known already."""
    cursor = conn.execute(
        "UPDATE jobs SET state = ?, ended_at = ?, exit_code = ?, result = ?, words = ?"
        " WHERE number = ? AND state = 'running'",
        (
            state,
            stamp(now),
            exit_code,
            json.dumps(result, ensure_ascii=False) if result is not None else None,
            words,
            number,
        ),
    )
    return cursor.rowcount == 1


def ask_to_stop(conn: sqlite3.Connection, number: int, who: str, now: datetime) -> Job | None:
    """Note who wants a job to stop; one that waits is stopped by that. Gives the job as it stood before."""
    with transaction(conn):
        job = job_of(conn, number)
        conn.execute(
            "UPDATE jobs SET stop_asked_by = ? WHERE number = ? AND state IN ('waiting', 'running')", (who, number)
        )
        conn.execute(
            "UPDATE jobs SET state = 'stopped', ended_at = ? WHERE number = ? AND state = 'waiting'",
            (stamp(now), number),
        )
    return job


def lost(conn: sqlite3.Connection) -> list[Job]:
    """Jobs that are said to run although their process is gone."""
    running = _jobs(conn, "WHERE state = 'running' ORDER BY number")
    return [job for job in running if job.process is None or not job.process.is_alive()]


def going_on(conn: sqlite3.Connection) -> list[Job]:
    """Jobs that run, oldest first."""
    return _jobs(conn, "WHERE state = 'running' ORDER BY number")


def open_job(conn: sqlite3.Connection, kind: str, about: str, site: str | None = None) -> Job | None:
    """The job of this kind about this thing (and site) that waits or runs, if there is one."""
    found = _jobs(
        conn,
        "WHERE about = ? AND kind = ? AND site IS ? AND state IN ('waiting', 'running') ORDER BY number LIMIT 1",
        about,
        kind,
        site,
    )
    return found[0] if found else None


def asked_since(
    conn: sqlite3.Connection, kind: str, since: datetime, *, who: str | None = None, about: str | None = None
) -> int:
    """How often jobs of a kind were asked for since a moment: by that person, about that thing."""
    narrowed = {name: value for name, value in (("asked_by", who), ("about", about)) if value is not None}
    where = "".join(f" AND {name} = ?" for name in narrowed)
    sql = f"SELECT count(*) AS n FROM jobs WHERE kind = ? AND asked_at >= ?{where}"  # noqa: S608 - names of fields
    return int(conn.execute(sql, (kind, stamp(since), *narrowed.values())).fetchone()["n"])


@dataclass(frozen=True, slots=True)
class Sight:
    """Which jobs somebody sees: all; or those on these sites, and those asked for by that person."""

    everything: bool
    sites: tuple[str, ...] = ()
    asker: str = ""

    def of(self, job: Job) -> bool:
        """True if the job is seen."""
        return self.everything or job.site in self.sites or (job.site is None and job.asked_by == self.asker)

    @property
    def _condition(self) -> tuple[str, tuple[Any, ...]]:
        if self.everything:
            return "1", ()
        marks = ", ".join("?" * len(self.sites))
        return f"(site IN ({marks}) OR (site IS NULL AND asked_by = ?))", (*self.sites, self.asker)


def seen_jobs(
    conn: sqlite3.Connection, sight: Sight, *, kind: str | None = None, before: int | None = None, limit: int = 50
) -> list[Job]:
    """The jobs that somebody sees, newest first; `before`: the number of the last one of the page before."""
    condition, values = sight._condition
    return _jobs(
        conn,
        f"WHERE {condition} AND (? IS NULL OR kind = ?) AND (? IS NULL OR number < ?) ORDER BY number DESC LIMIT ?",
        *values,
        kind,
        kind,
        before,
        before,
        limit,
    )


def seen_kinds(conn: sqlite3.Connection, sight: Sight) -> list[str]:
    """The kinds of jobs that somebody sees."""
    condition, values = sight._condition
    rows = conn.execute(f"SELECT DISTINCT kind FROM jobs WHERE {condition} ORDER BY kind", values)  # noqa: S608
    return [row["kind"] for row in rows]


def latest_job(conn: sqlite3.Connection, kind: str, about: str, site: str | None = None) -> Job | None:
    """The newest job of this kind about this thing (and site)."""
    found = _jobs(conn, "WHERE about = ? AND kind = ? AND site IS ? ORDER BY number DESC LIMIT 1", about, kind, site)
    return found[0] if found else None


def _jobs(conn: sqlite3.Connection, where: str, *values: Any) -> list[Job]:
    return [_job(row) for row in conn.execute(f"SELECT {_FIELDS} FROM jobs {where}", values)]  # noqa: S608


def _job(row: sqlite3.Row) -> Job:
    order = Order(
        row["kind"],
        tuple(json.loads(row["arguments"])),
        row["title"],
        row["site"],
        row["about"],
        tuple(json.loads(row["allow_net"])),
        bool(row["clocked"]),
    )
    return Job(
        number=row["number"],
        order=order,
        asked_by=row["asked_by"],
        asked_at=datetime.fromisoformat(row["asked_at"]),
        started_at=_moment(row["started_at"]),
        ended_at=_moment(row["ended_at"]),
        stop_asked_by=row["stop_asked_by"],
        process=Process(row["pid"], row["process"]) if row["pid"] is not None else None,
        state=JobState(row["state"]),
        exit_code=row["exit_code"],
        result=None,
        words=row["words"],
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
