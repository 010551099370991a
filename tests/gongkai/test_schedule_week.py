"""A week of schedules at compressed time, with real runs: one killed, one overlapping, one missed; all are visible."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.catalogue.database import problems
from crawler.clock import SHANGHAI
from gongkai.schedules import ledger
from gongkai.schedules.keeper import Keeper
from gongkai.schedules.ledger import State
from gongkai.schedules.status import overview
from tests.crawler.portal_server import Portal
from tests.gongkai.conftest import Answer
from tests.gongkai.scheduled import PATIENCE, Gate, scheduled_workspace, serving, until

MONDAY = datetime(2026, 3, 2, tzinfo=SHANGHAI)
TABLES = """
[[schedule]]
name = "nightly"
cron = "0 22 * * *"
action = "crawl"
sites = ["bureau"]
grace_minutes = 45

[[schedule]]
name = "midweek"
cron = "0 1 * * wed"
action = "crawl"

[[schedule]]
name = "judge"
cron = "0 8 * * mon"
action = "check"
"""


class Week:
    """A keeper under a clock that moves only when told."""

    def __init__(self, place: Any) -> None:
        self.place = place
        self.now = MONDAY + timedelta(hours=12)
        self.keeper = Keeper(place, lambda: self.now)

    def go_to(self, day: int, hour: int, *, wait: bool = True) -> None:
        """Let time pass, ten minutes a look; `wait`: runs take less than ten minutes."""
        until_then = MONDAY + timedelta(days=day, hours=hour)
        while self.now < until_then:
            self.now += timedelta(minutes=10)
            self.keeper.tick()
            if wait and self.keeper.running:
                until(lambda: not self.keeper.running, "the end of a run")

    def entries(self) -> list[tuple[str, str, str]]:
        """(schedule, day and hour of the planned start, state) of the whole ledger."""
        conn = self.place.open_catalogue()
        runs = ledger.runs_since(conn, MONDAY)
        conn.close()
        return [(run.schedule, run.planned_at.astimezone(SHANGHAI).strftime("%a %H"), run.state.value) for run in runs]


@pytest.mark.slow
def test_a_week_shows_the_killed_the_overlapping_and_the_missed_run(
    tmp_path: Path, gongkai: Callable[..., Answer]
) -> None:
    portal = Portal()
    gate = Gate(portal)
    with serving(portal):
        place = scheduled_workspace(tmp_path / "w", portal.home, TABLES)
        week = Week(place)
        week.go_to(1, 20)  # Monday: as planned

        gate.shut()  # Tuesday: the site is so slow that the run goes on until Wednesday
        week.go_to(2, 3, wait=False)
        assert gate.waiting.wait(PATIENCE)
        gate.open()
        until(lambda: not week.keeper.running, "the end of the slow run")
        week.go_to(3, 21)  # Wednesday: as planned

        gate.shut()  # Thursday: somebody kills it
        week.go_to(3, 23, wait=False)
        assert gate.waiting.wait(PATIENCE)
        (pid,) = week.keeper.running.values()
        os.kill(pid, signal.SIGKILL)
        until(lambda: not week.keeper.running, "the death of the killed run")
        gate.open()
        week.go_to(5, 20)  # Friday: the run goes on where it was cut off

        week.keeper.stop()  # Saturday: the machine is off from 20:00 until half past midnight
        week.now = MONDAY + timedelta(days=6, minutes=30)
        week.keeper = Keeper(place, lambda: week.now)
        week.go_to(7, 9)  # Sunday and the Monday after: as planned
        week.keeper.stop()

    assert week.entries() == [
        ("nightly", "Mon 22", "done"),
        ("nightly", "Tue 22", "done"),
        ("midweek", "Wed 01", "overlapped"),
        ("nightly", "Wed 22", "done"),
        ("nightly", "Thu 22", "killed"),
        ("nightly", "Fri 22", "done"),
        ("nightly", "Sat 22", "missed"),
        ("nightly", "Sun 22", "done"),
        ("judge", "Mon 08", "done"),
    ]
    found = overview(place, week.now)
    assert [each.state for each in found.troubles] == [State.OVERLAPPED, State.KILLED, State.MISSED]
    assert found.keeper is None
    conn = place.open_catalogue()
    assert problems(conn) == []
    states = [row["state"] for row in conn.execute("SELECT state FROM runs ORDER BY id")]
    conn.close()
    assert states == ["complete"] * 5  # the killed crawl was not lost: Friday ended what Thursday began

    answer = gongkai("schedule", "list", "--workspace", place.root, "--clock", "2026-03-09T09:00")
    assert answer.code == 3
    for word in ("重叠，未启动", "站点 bureau", "中途被杀", "进程被信号 9 结束", "漏跑", "45 分钟内没有启动"):
        assert word in answer.out
