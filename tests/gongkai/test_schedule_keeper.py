"""The keeper between its children: settings that change, clocks that are set back, ends that nobody entered."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.clock import SHANGHAI
from crawler.errors import ConfigError
from gongkai.schedules import ledger
from gongkai.schedules.keeper import Keeper
from gongkai.schedules.ledger import LedgerRun
from gongkai.schedules.logs import log_path
from gongkai.schedules.process import Process, process_of
from gongkai.schedules.rehearsal import quick_clock
from gongkai.schedules.status import overview
from gongkai.workspace import Workspace
from tests.gongkai.scheduled import scheduled_workspace, until

NOON = datetime(2026, 3, 2, 12, tzinfo=SHANGHAI)
CHECK = '\n[[schedule]]\nname = "judge"\ncron = "0 * * * *"\naction = "check"\n'
NO_SUCH = Process(2**22 + 5, "00000000:1")


class Hands:
    """A clock that is set by hand, and a keeper under it."""

    def __init__(self, root: Path) -> None:
        self.place: Workspace = scheduled_workspace(root, "http://127.0.0.1:9/", CHECK)
        self.now = NOON
        self.keeper = Keeper(self.place, lambda: self.now)

    def tick(self, **passed: float) -> None:
        """Let time pass, and look."""
        self.now += timedelta(**passed)
        self.keeper.tick()

    def runs(self) -> list[LedgerRun]:
        """The whole ledger."""
        conn = self.place.open_catalogue()
        found = ledger.runs_since(conn, NOON - timedelta(days=30))
        conn.close()
        return found


@pytest.fixture
def hands(tmp_path: Path) -> Iterator[Hands]:
    found = Hands(tmp_path / "w")
    yield found
    found.keeper.stop()


def test_a_command_that_fails_is_a_failed_run_with_its_own_words(hands: Hands) -> None:
    hands.tick(hours=1)
    until(lambda: not hands.keeper.running, "the end of the check")
    (run,) = hands.runs()
    assert (run.state.value, run.exit_code) == ("failed", 2)
    assert "the catalogue has no site 'bureau'" in run.note
    assert "gongkai: the catalogue" in log_path(hands.place.root, "judge", run.id).read_text(encoding="utf-8")


def test_a_clock_that_is_set_back_starts_nothing_twice(hands: Hands) -> None:
    hands.tick(hours=1)
    until(lambda: not hands.keeper.running, "the end of the check")
    hands.tick(minutes=-40)
    hands.tick(minutes=41)
    assert len(hands.runs()) == 1
    hands.tick(hours=1)
    assert len(hands.runs()) == 2


def test_starts_during_a_standstill_are_missed_and_counted_in_one_entry(hands: Hands) -> None:
    hands.tick(days=2, minutes=-30)
    until(lambda: not hands.keeper.running, "the end of the check")
    missed, late = hands.runs()
    assert (missed.state.value, missed.count) == ("missed", 46)
    assert (late.planned_at, late.count) == (NOON + timedelta(days=1, hours=23), 1)


def test_settings_that_change_are_taken_up_and_wrong_ones_are_not(
    hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    path = hands.place.root / "gongkai.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("0 * * * *", "30 * * * *").replace('"judge"', '"later"'), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    hands.tick(minutes=1)
    path.write_text(text.replace("0 * * * *", "99 * * * *"), encoding="utf-8")
    os.utime(path, ns=(2, 2))
    hands.tick(minutes=1)
    assert "the schedules stay as they were" in caplog.text
    hands.tick(minutes=30)
    assert [(run.schedule, run.planned_at) for run in hands.runs()] == [("later", NOON + timedelta(minutes=30))]


def test_a_run_whose_process_is_gone_is_killed_and_blocks_nothing(hands: Hands) -> None:
    hands.tick(hours=1)
    until(lambda: not hands.keeper.running, "the end of the check")
    hands.tick(minutes=1)  # now its end is known
    conn = hands.place.open_catalogue()
    # As after a power cut: an entry that says "started", of a process that is no more.
    conn.execute(
        "UPDATE schedule_runs SET state = 'started', exit_code = NULL, pid = ?, process = ?",
        (NO_SUCH.pid, NO_SUCH.mark),
    )
    conn.close()
    hands.tick(hours=1)
    assert [run.state.value for run in hands.runs()] == ["killed", "started"]


def test_a_keeper_that_died_is_replaced_and_one_that_lives_is_not(hands: Hands) -> None:
    conn = hands.place.open_catalogue()
    parent = ledger.keeper_of(conn)
    assert parent is not None and parent.pid == os.getpid()
    ledger.set_keeper(conn, NO_SUCH, NOON)
    Keeper(hands.place, lambda: NOON).stop()
    init = process_of(os.getppid())
    assert init is not None
    ledger.set_keeper(conn, init, NOON)
    with pytest.raises(ConfigError, match=f"process {init.pid}"):
        Keeper(hands.place, lambda: NOON)
    ledger.set_keeper(conn, parent, NOON)
    conn.close()


def test_a_rehearsal_runs_fast_from_where_one_likes() -> None:
    clock = quick_clock(datetime(2026, 3, 2, 12), 100_000)  # noqa: DTZ001 (as a user types it)
    first = clock()
    assert NOON <= first < NOON + timedelta(days=3)
    until(lambda: clock() > NOON + timedelta(hours=12), "half a day at full speed")


def test_old_trouble_is_told_only_while_nothing_came_after_it(hands: Hands) -> None:
    conn = hands.place.open_catalogue()

    def troubles(days_later: float) -> list[str]:
        found = overview(hands.place, NOON + timedelta(days=days_later))
        return [each.state.value for each in found.troubles]

    hands.tick(hours=1)
    until(lambda: not hands.keeper.running, "the end of the check")
    conn.execute("UPDATE schedules SET accounted_until = '2026-04-01T00:00:00Z'")
    assert troubles(13) == ["failed"]
    assert troubles(20) == ["failed"]  # the last one that is known of
    conn.execute(
        "INSERT INTO schedule_runs (schedule, action, mode, sites, first_planned_at, planned_at, state)"
        " SELECT schedule, action, mode, sites, ?, ?, 'done' FROM schedule_runs",
        ("2026-03-03T00:00:00Z", "2026-03-03T00:00:00Z"),
    )
    assert troubles(13) == ["failed"]
    assert troubles(20) == []
    conn.close()
