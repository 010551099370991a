"""The run ledger, and the processes that it names."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.catalogue.database import connect
from crawler.clock import SHANGHAI
from crawler.sqlite_files import transaction
from gongkai.schedules import ledger
from gongkai.schedules.ledger import State, state_of
from gongkai.schedules.logs import drop_old_logs, log_path
from gongkai.schedules.planner import Decision, Fate, Watched
from gongkai.schedules.process import _mark_by_ps, process_of, this_process
from gongkai.schedules.schema import schedule_migrations
from gongkai.schedules.settings import Schedule

TEN = datetime(2026, 3, 2, 22, tzinfo=SHANGHAI)
NIGHTLY = Schedule.model_validate({"name": "nightly", "cron": "0 22 * * *", "action": "crawl"})


@pytest.fixture
def conn() -> Iterator[sqlite3.Connection]:
    connection = connect(None, extra=(schedule_migrations,))
    yield connection
    connection.close()


def decision(fate: Fate = Fate.START, planned_at: datetime = TEN, count: int = 1) -> Decision:
    watched = Watched(NIGHTLY, ("局", "b"), TEN - timedelta(days=1))
    return Decision(watched, fate, planned_at - timedelta(days=count - 1), planned_at, count, "")


def enter(conn: sqlite3.Connection, entry: Decision) -> int:
    with transaction(conn):
        run_id = ledger.enter(conn, entry, entry.planned_at, this_process())
    assert run_id is not None
    return run_id


def test_an_entry_is_read_as_it_was_made(conn: sqlite3.Connection) -> None:
    run = ledger.run_of(conn, enter(conn, decision(Fate.MISSED, count=3)))
    assert run is not None
    assert (run.schedule, run.sites, run.count, run.state) == ("nightly", ("局", "b"), 3, State.MISSED)
    assert (run.first_planned_at, run.planned_at) == (TEN - timedelta(days=2), TEN)
    assert run.started_at is None and run.process is None


def test_a_planned_start_is_entered_only_once(conn: sqlite3.Connection) -> None:
    enter(conn, decision())
    assert ledger.enter(conn, decision(), TEN, this_process()) is None
    assert len(ledger.runs_since(conn, TEN)) == 1


def test_an_entry_moves_the_account(conn: sqlite3.Connection) -> None:
    ledger.take_up(conn, [NIGHTLY], TEN - timedelta(hours=1))
    enter(conn, decision())
    assert ledger.accounted_until(conn, NIGHTLY) == TEN


def test_taking_up_again_keeps_the_account_unless_the_times_changed(conn: sqlite3.Connection) -> None:
    ledger.take_up(conn, [NIGHTLY], TEN)
    later = TEN + timedelta(days=3)
    ledger.take_up(conn, [NIGHTLY], later)
    assert ledger.accounted_until(conn, NIGHTLY) == TEN
    changed = NIGHTLY.model_copy(update={"window": "21:00-23:00"})
    assert ledger.accounted_until(conn, changed) is None
    ledger.take_up(conn, [changed], later)
    assert ledger.accounted_until(conn, changed) == later


def test_a_schedule_that_is_no_longer_written_is_forgotten_but_its_runs_are_not(conn: sqlite3.Connection) -> None:
    ledger.take_up(conn, [NIGHTLY], TEN)
    enter(conn, decision())
    ledger.take_up(conn, [], TEN)
    assert ledger.accounted_until(conn, NIGHTLY) is None
    assert ledger.latest_run(conn, "nightly") is not None


def test_a_run_ends_once(conn: sqlite3.Connection) -> None:
    run_id = enter(conn, decision())
    assert ledger.end(conn, run_id, State.DONE, TEN, exit_code=3)
    assert not ledger.end(conn, run_id, State.KILLED, TEN, exit_code=-9)
    run = ledger.run_of(conn, run_id)
    assert run is not None and (run.state, run.exit_code) == (State.DONE, 3)


def test_why_a_run_was_stopped_and_how_it_ended_are_both_kept(conn: sqlite3.Connection) -> None:
    run_id = enter(conn, decision())
    ledger.remark(conn, run_id, "时段结束")
    ledger.end(conn, run_id, State.KILLED, TEN, note="信号 9")
    run = ledger.run_of(conn, run_id)
    assert run is not None and run.note == "时段结束；信号 9"


def test_a_run_that_was_given_up_is_not_carried_out(conn: sqlite3.Connection) -> None:
    run_id = enter(conn, decision())
    assert ledger.take_over(conn, run_id, this_process())
    ledger.end(conn, run_id, State.KILLED, TEN)
    assert not ledger.take_over(conn, run_id, this_process())


@pytest.mark.parametrize(
    ("code", "state"),
    [
        (0, "done"),
        (3, "done"),
        (4, "done"),
        (1, "failed"),
        (2, "failed"),
        (130, "stopped"),
        (-2, "stopped"),
        (-9, "killed"),
    ],
)
def test_an_exit_code_says_how_a_run_ended(code: int, state: str) -> None:
    assert state_of(code) == state


def test_the_ledger_lives_beside_the_catalogue_in_one_file(tmp_path: Path) -> None:
    conn = connect(tmp_path / "c.sqlite", extra=(schedule_migrations,))
    tables = {row["name"] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    conn.close()
    assert {"runs", "schedules", "schedule_runs", "schedule_keeper"} <= tables
    connect(tmp_path / "c.sqlite").close()  # the crawler opens it without knowing of schedules


def test_this_process_is_alive_and_one_of_another_time_with_its_number_is_not() -> None:
    here = this_process()
    assert here.pid == os.getpid()
    assert here.is_alive()
    assert not replace(here, mark="00000000:1").is_alive()


def test_a_process_that_was_killed_is_gone_even_before_it_is_collected() -> None:
    child = subprocess.Popen([sys.executable, "-c", "print('up', flush=True); input()"], stdin=-1, stdout=-1)
    assert child.stdout is not None and child.stdout.readline() == b"up\n"
    process = process_of(child.pid)
    assert process is not None and process.is_alive()
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # dead, and still listed
    assert not process.is_alive()
    child.communicate()
    assert not process.is_alive()


def test_ps_tells_the_same_where_there_is_no_proc() -> None:
    if not Path("/bin/ps").exists():
        pytest.skip("no /bin/ps on this machine")
    assert _mark_by_ps(os.getpid())
    assert _mark_by_ps(os.getpid()) == _mark_by_ps(os.getpid())
    assert _mark_by_ps(2**22 + 5) is None


def test_only_the_newest_logs_of_a_schedule_are_kept(tmp_path: Path) -> None:
    for schedule in ("nightly", "nightly-2"):
        for number in range(1, 34):
            path = log_path(tmp_path, schedule, number)
            path.parent.mkdir(exist_ok=True)
            path.write_text("x", encoding="utf-8")
    drop_old_logs(tmp_path, "nightly")
    kept = sorted(path.name for path in (tmp_path / "logs").glob("nightly-0*.log"))
    assert (len(kept), kept[0]) == (30, "nightly-000004.log")
    assert len(list((tmp_path / "logs").glob("nightly-2-*.log"))) == 33
