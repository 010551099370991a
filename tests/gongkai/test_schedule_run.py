"""`gongkai schedule run` as a process: it starts what is due, stops in good order, and its death blocks nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gongkai.schedules import ledger
from gongkai.schedules.ledger import LedgerRun
from gongkai.workspace import Workspace
from tests.crawler.portal_server import Portal
from tests.gongkai.conftest import Answer
from tests.gongkai.scheduled import PATIENCE, Gate, scheduled_workspace, serving, until

NIGHTLY = """
[[schedule]]
name = "nightly"
cron = "0 22 * * *"
action = "crawl"
{window}
"""
JUST_BEFORE = "2026-03-02T21:59:59"


@contextmanager
def scheduler(place: Workspace, *more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A running scheduler; killed at the end if it is still there."""
    command = [sys.executable, "-m", "gongkai", "schedule", "run", "--workspace", str(place.root), *more]
    with (place.root / "scheduler.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def runs_of(place: Workspace) -> list[LedgerRun]:
    if not place.catalogue.exists():
        return []
    conn = place.open_catalogue()
    try:
        return [run for run in [ledger.latest_run(conn, "nightly")] if run]
    finally:
        conn.close()


def state_of(place: Workspace) -> str | None:
    return next((run.state.value for run in runs_of(place)), None)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[tuple[Workspace, Gate]]:
    """A workspace whose site holds back one page."""
    portal = Portal()
    gate = Gate(portal)
    gate.shut()
    with serving(portal):
        yield scheduled_workspace(tmp_path / "检查 100%", portal.home, NIGHTLY.format(window="")), gate
        gate.open()


@pytest.mark.slow
def test_a_stop_is_passed_on_and_what_was_stopped_goes_on_at_the_next_start(held: tuple[Workspace, Gate]) -> None:
    place, gate = held
    with scheduler(place, "--clock", JUST_BEFORE) as process:
        assert gate.waiting.wait(PATIENCE), (place.root / "scheduler.log").read_text(encoding="utf-8")
        process.send_signal(signal.SIGTERM)
        until(lambda: runs_of(place)[0].note, "that the run is asked to stop")
        gate.open()
        assert process.wait(PATIENCE) == 0
    (run,) = runs_of(place)
    assert (run.state.value, run.exit_code) == ("stopped", 130)
    assert "下次接着做" in run.note
    conn = place.open_catalogue()
    assert [row["state"] for row in conn.execute("SELECT state FROM runs")] == ["running"]
    assert ledger.keeper_of(conn) is None
    conn.close()
    with scheduler(place, "--clock", "2026-03-03T21:59:59"):
        until(lambda: state_of(place) == "done", "the run of the next day")
    conn = place.open_catalogue()
    assert [row["state"] for row in conn.execute("SELECT state FROM runs")] == ["complete"]
    conn.close()


@pytest.mark.slow
def test_the_death_of_the_scheduler_neither_blocks_the_next_one_nor_loses_the_end_of_a_run(
    held: tuple[Workspace, Gate], gongkai: Callable[..., Answer]
) -> None:
    place, gate = held
    with scheduler(place, "--clock", JUST_BEFORE) as process:
        assert gate.waiting.wait(PATIENCE), (place.root / "scheduler.log").read_text(encoding="utf-8")
        second = gongkai("schedule", "run", "--workspace", place.root)
        assert second.code == 2
        assert f"a scheduler is at work here already (process {process.pid})" in second.err
        process.kill()
        process.wait()
    with scheduler(place, "--clock", "2026-03-02T22:00:30") as following:
        until(lambda: "schedule(s) of" in (place.root / "scheduler.log").read_text(encoding="utf-8")[200:], "the next")
        assert state_of(place) == "started"  # its process lives: nobody calls it killed
        gate.open()
        until(lambda: state_of(place) == "done", "the end of the run")
        following.send_signal(signal.SIGINT)
        assert following.wait(PATIENCE) == 0
    (run,) = runs_of(place)
    assert run.ended_at is not None and run.started_at is not None
    assert 0 <= (run.ended_at - run.started_at).total_seconds() < 600


@pytest.mark.slow
def test_a_run_is_stopped_at_the_end_of_its_window(tmp_path: Path) -> None:
    portal = Portal()
    gate = Gate(portal)
    gate.shut()
    with serving(portal):
        place = scheduled_workspace(tmp_path / "w", portal.home, NIGHTLY.format(window='window = "21:00-22:02"'))
        with scheduler(place, "--clock", JUST_BEFORE, "--speed", "3"):
            assert gate.waiting.wait(PATIENCE), (place.root / "scheduler.log").read_text(encoding="utf-8")
            until(lambda: runs_of(place)[0].note, "the end of the window")
            gate.open()
            until(lambda: state_of(place) == "stopped", "the end of the run")
    assert "时段 21:00-22:02 结束" in runs_of(place)[0].note


def test_a_schedule_that_is_not_in_time_is_reported_by_doctor(tmp_path: Path, gongkai: Callable[..., Answer]) -> None:
    place = scheduled_workspace(tmp_path / "w", "http://127.0.0.1:9/", NIGHTLY.format(window=""))
    fine = gongkai("doctor", "--workspace", place.root)
    assert (fine.code, "no scheduler runs" in fine.out) == (0, True)
    long_ago = (place.root / "gongkai.toml").stat().st_mtime - 3 * 86_400
    os.utime(place.root / "gongkai.toml", (long_ago, long_ago))
    found = gongkai("doctor", "--workspace", place.root, "--json")
    assert found.code == 3
    (lapsed,) = [line for line in found.json if line["state"] == "lapsed"]
    assert lapsed["text"].startswith("nightly: missed, planned for ")
    listed = gongkai("schedule", "list", "--workspace", place.root, "--json")
    assert listed.code == 3
    assert listed.json["scheduler"] is None
    (trouble,) = listed.json["troubles"]
    assert (trouble["schedule"], trouble["state"], trouble["run"]) == ("nightly", "missed", None)
    assert trouble["planned_count"] in (2, 3)


def test_doctor_names_a_site_that_is_not_there(tmp_path: Path, gongkai: Callable[..., Answer]) -> None:
    tables = NIGHTLY.format(window='sites = ["bureau", "burau"]')
    place = scheduled_workspace(tmp_path / "w", "http://127.0.0.1:9/", tables)
    answer = gongkai("doctor", "--workspace", place.root)
    assert answer.code == 2
    assert "nightly: there is no site burau" in answer.out


def test_without_a_schedule_there_is_nothing_to_run(workspace: Path, gongkai: Callable[..., Answer]) -> None:
    answer = gongkai("schedule", "run", "--workspace", workspace)
    assert answer.code == 2
    assert "there is no schedule; write a [[schedule]] table" in answer.err
    assert gongkai("schedule", "list", "--workspace", workspace).code == 0


def test_an_entry_that_nobody_started_is_not_carried_out(workspace: Path, gongkai: Callable[..., Answer]) -> None:
    from gongkai.workspace import load_workspace

    load_workspace(workspace).open_catalogue(create=True).close()
    answer = gongkai("schedule", "perform", "7", "--workspace", workspace)
    assert answer.code == 2
    assert "run 7 is not waiting to be carried out" in answer.err


@pytest.mark.slow
def test_a_run_of_a_scheduler_that_died_is_stopped_with_the_next_one(held: tuple[Workspace, Gate]) -> None:
    place, gate = held
    with scheduler(place, "--clock", JUST_BEFORE) as process:
        assert gate.waiting.wait(PATIENCE), (place.root / "scheduler.log").read_text(encoding="utf-8")
        process.kill()
        process.wait()
    said = (place.root / "scheduler.log").stat().st_size
    with scheduler(place, "--clock", "2026-03-02T22:00:30") as following:
        until(lambda: (place.root / "scheduler.log").stat().st_size > said, "the next scheduler")
        following.send_signal(signal.SIGTERM)
        until(lambda: runs_of(place)[0].note, "that the run is asked to stop")
        assert following.poll() is None  # it waits
        gate.open()
        assert following.wait(PATIENCE) == 0
    assert state_of(place) == "stopped"
