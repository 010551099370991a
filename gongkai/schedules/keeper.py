"""The keeper: looks what is due, starts it in a process of its own, and enters what became of it.

One call of `tick` does all that is to be done at one moment of its clock, so that a week can pass in seconds. The loop
around it waits by the monotonic clock: a machine whose clock is set back must not sleep for a day.
"""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import time
from datetime import datetime
from pathlib import Path

from crawler.clock import Clock
from crawler.errors import ConfigError
from crawler.sqlite_files import transaction
from gongkai.schedules import ledger
from gongkai.schedules.ledger import LedgerRun, State
from gongkai.schedules.logs import drop_old_logs, log_path
from gongkai.schedules.planner import Decision, Fate, Going, local, plan
from gongkai.schedules.process import start, this_process
from gongkai.schedules.settings import Schedule
from gongkai.schedules.watching import active, watched_schedules
from gongkai.workspace import CONFIG_NAME, Workspace, load_workspace

logger = logging.getLogger(__name__)


class Keeper:
    """Looks after the schedules of one workspace. Only one keeper may do so at a time."""

    def __init__(self, place: Workspace, clock: Clock) -> None:
        """Become the keeper. Raises ConfigError where another one is at work, or where there is nothing to keep."""
        if not place.settings.schedule:
            raise ConfigError(
                "there is no schedule", where=str(place.root / CONFIG_NAME), fix="write a [[schedule]] table"
            )
        self.place = place
        self._clock = clock
        self._process = this_process()
        self._children: dict[int, subprocess.Popen[bytes]] = {}  # by id of the entry
        self._asked: set[int] = set()  # entries that were asked to stop
        self._read_at = _changed_at(place.root)
        self._conn = place.open_catalogue(create=True)
        with transaction(self._conn):
            other = ledger.keeper_of(self._conn)
            if other is not None and other != self._process and other.is_alive():
                raise ConfigError(
                    f"a scheduler is at work here already (process {other.pid})",
                    where=str(place.root),
                    fix="stop it first, or leave it to its work",
                )
            ledger.set_keeper(self._conn, self._process, clock())
            ledger.take_up(self._conn, active(place), clock())

    @property
    def running(self) -> dict[int, int]:
        """The processes that this keeper started and that have not ended: process number by id of the entry."""
        return {run_id: child.pid for run_id, child in self._children.items() if child.poll() is None}

    def tick(self) -> None:
        """Do what is to be done now. Raises sqlite3.OperationalError where the catalogue is locked for too long."""
        self._read_again()
        now = self._clock()
        self._collect(now)
        if any(self._survey(now)):  # looking costs no lock; deciding does
            with transaction(self._conn):
                lost, decisions = self._survey(now)
                for run in lost:
                    ledger.end(self._conn, run.id, State.KILLED, now, note="进程已不在，没有留下结果")
                entered = [(ledger.enter(self._conn, each, now, self._process), each) for each in decisions]
            for run in lost:
                logger.warning("run %d of %s: its process is gone, it never ended", run.id, run.schedule)
            for run_id, decision in entered:
                self._carry_out(run_id, decision)
        self._close_windows(now)

    def stop(self, patience: float = 60.0) -> None:
        """Ask every run to stop in good order, wait for them (seconds), and resign. What was stopped can be resumed."""
        for run in ledger.going_on(self._conn):
            self._ask(run, "计划任务进程停止，下次接着做")
        deadline = time.monotonic() + patience
        while (self.running or self._inherited()) and time.monotonic() < deadline:
            time.sleep(0.05)
        for run_id, child in self._children.items():
            if child.poll() is None:
                logger.warning("run %d did not stop within %.0f seconds and is killed", run_id, patience)
                child.kill()
                child.wait()
        self._collect(self._clock())
        with transaction(self._conn):
            ledger.clear_keeper(self._conn, self._process)
        self._conn.close()

    def _inherited(self) -> bool:
        """True while a run that an earlier keeper started, and this one asked to stop, is still there."""
        runs = ledger.going_on(self._conn) if self._asked - self._children.keys() else []
        return any(run.id in self._asked and run.process is not None and run.process.is_alive() for run in runs)

    # --- deciding -----------------------------------------------------------------------------------

    def _survey(self, now: datetime) -> tuple[list[LedgerRun], list[Decision]]:
        """Runs whose process is gone, and what becomes of the planned starts that are due."""
        lost: list[LedgerRun] = []
        going: list[Going] = []
        for run in ledger.going_on(self._conn):
            if run.id in self._children or (run.process is not None and run.process.is_alive()):
                going.append(Going(run.schedule, run.sites, run.action.walks, run.planned_at))
            else:
                lost.append(run)
        return lost, plan(watched_schedules(self.place, self._conn, otherwise=now), going, now)

    def _carry_out(self, run_id: int | None, decision: Decision) -> None:
        if run_id is None:
            return
        schedule = decision.watched.schedule
        when = local(decision.planned_at)
        if decision.fate is not Fate.START:
            logger.warning("run %d of %s, planned for %s: %s", run_id, schedule.name, when, decision.fate.value)
            return
        path = log_path(self.place.root, schedule.name, run_id)
        try:
            self._children[run_id] = start(self.place.root, run_id, path)
        except OSError as error:
            ledger.end(self._conn, run_id, State.FAILED, self._clock(), note=f"无法启动进程：{error.strerror}")
            logger.warning("run %d of %s could not be started: %s", run_id, schedule.name, error)
            return
        logger.info("run %d of %s, planned for %s: started, log %s", run_id, schedule.name, when, path.name)
        drop_old_logs(self.place.root, schedule.name)

    # --- runs that go on ----------------------------------------------------------------------------

    def _collect(self, now: datetime) -> None:
        """Enter the end of children that ended without doing so themselves."""
        for run_id, child in list(self._children.items()):
            code = child.poll()
            if code is None:
                continue
            note = f"进程被信号 {-code} 结束" if code < 0 else ""
            # Entered first and forgotten then: where the catalogue is locked the next tick tries again.
            ledger.end(self._conn, run_id, ledger.state_of(code), now, exit_code=code, note=note)
            del self._children[run_id]
            self._asked.discard(run_id)
            ended = ledger.run_of(self._conn, run_id)
            state = ended.state if ended else State.KILLED
            level = logging.WARNING if state.is_trouble else logging.INFO
            logger.log(level, "run %d: %s, exit code %d", run_id, state.value, code)

    def _close_windows(self, now: datetime) -> None:
        """Runs whose window has closed are asked to stop; they go on at the next planned start."""
        openings = {entry.name: entry for entry in active(self.place) if entry.opening}
        if not openings:
            return
        for run in ledger.going_on(self._conn):
            schedule = openings.get(run.schedule)
            if schedule is not None and not _is_open(schedule, now):
                self._ask(run, f"时段 {schedule.window} 结束，下次接着做")

    def _ask(self, run: LedgerRun, why: str) -> None:
        if run.id in self._asked:
            return
        child = self._children.get(run.id)
        if child is not None:
            child.send_signal(signal.SIGINT)
        elif run.process is not None and run.process != self._process and run.process.is_alive():
            os.kill(run.process.pid, signal.SIGINT)
        else:
            return
        self._asked.add(run.id)
        ledger.remark(self._conn, run.id, why)
        logger.info("run %d of %s is asked to stop", run.id, run.schedule)

    # --- settings -----------------------------------------------------------------------------------

    def _read_again(self) -> None:
        """Take up gongkai.toml again where it changed; one that is wrong leaves the schedules as they are."""
        changed = _changed_at(self.place.root)
        if changed == self._read_at:
            return
        self._read_at = changed
        try:
            place = load_workspace(self.place.root)
        except ConfigError as error:
            logger.warning("%s; the schedules stay as they were", error)
            return
        if place.catalogue != self.place.catalogue:
            logger.warning("%s names another catalogue: start the scheduler again", CONFIG_NAME)
            return
        with transaction(self._conn):
            ledger.take_up(self._conn, active(place), self._clock())
        self.place = place
        logger.info("%s was read again: %d schedule(s)", CONFIG_NAME, len(place.settings.schedule))


def keep(keeper: Keeper, *, every: float, stopping: list[int]) -> None:
    """Tick every so many seconds until a signal's number is put into `stopping`; then stop in good order."""
    try:
        while not stopping:
            try:
                keeper.tick()
            except sqlite3.OperationalError as error:  # locked or full: nothing was decided, so nothing is lost
                logger.warning("the catalogue cannot be written just now (%s); tried again", error)
            time.sleep(every)
    finally:
        keeper.stop()


def _is_open(schedule: Schedule, now: datetime) -> bool:
    return schedule.opening is None or schedule.opening.open_at(now)


def _changed_at(root: Path) -> int:
    try:
        return (root / CONFIG_NAME).stat().st_mtime_ns
    except FileNotFoundError:
        return 0
