"""Turns at a host: shared by processes, spaced, slowed down by strain, free again when their holder is no more."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.budget import HostBudget, Turn
from crawler.errors import ConfigError
from crawler.owners import end_owner, new_owner

HOST = "www.x.test"


def test_turns_are_as_far_apart_as_asked(tmp_path: Path) -> None:
    budget = HostBudget(tmp_path / "hosts.db")
    owner = new_owner()

    def at(now: float, host: str = HOST) -> Turn | float:
        return budget.take(host, owner=owner, delay=2, places=9, now=now)

    assert at(100.0) == Turn(HOST, 0)
    assert at(100.5) == 1.5
    assert at(100.5, "other.test") == Turn("other.test", 0)
    assert at(103.0) == Turn(HOST, 1)  # late
    assert at(104.0) == 1.0  # and the next one is not hurried for it
    budget.close()


def test_no_more_than_the_places_at_once(tmp_path: Path) -> None:
    budget = HostBudget(tmp_path / "hosts.db")
    owner = new_owner()
    turns = [budget.take(HOST, owner=owner, delay=0, places=2, now=1.0) for _ in range(3)]
    assert turns[:2] == [Turn(HOST, 0), Turn(HOST, 1)]
    assert isinstance(turns[2], float)
    budget.give_back(Turn(HOST, 0))
    assert budget.take(HOST, owner=owner, delay=0, places=2, now=1.0) == Turn(HOST, 0)
    budget.close()


def test_places_of_a_session_that_ended_are_free(tmp_path: Path) -> None:
    budget = HostBudget(tmp_path / "hosts.db")
    gone, other = new_owner(), new_owner()
    assert budget.take(HOST, owner=gone, delay=0, places=1, now=1.0) == Turn(HOST, 0)
    assert isinstance(budget.take(HOST, owner=other, delay=0, places=1, now=1.0), float)
    end_owner(gone)
    assert budget.take(HOST, owner=other, delay=0, places=1, now=1.0) == Turn(HOST, 0)
    budget.close()


def test_crawl_delay_and_strain_lengthen_the_distance(tmp_path: Path) -> None:
    budget = HostBudget(tmp_path / "hosts.db")
    owner, now = new_owner(), 0.0

    def distance() -> float:
        nonlocal now
        now += 1000
        assert isinstance(budget.take(HOST, owner=owner, delay=1, places=99, now=now), Turn)
        wait = budget.take(HOST, owner=owner, delay=1, places=99, now=now)
        assert isinstance(wait, float)
        return wait

    assert distance() == 1
    budget.ask_for(HOST, 5)
    assert distance() == 5
    for _ in range(9):
        budget.learn(HOST, strained=True)
    assert distance() == 5 * 16
    for _ in range(60):
        budget.learn(HOST, strained=False)
    assert distance() == 5
    budget.rest(HOST, now + 300)
    assert budget.take(HOST, owner=owner, delay=1, places=99, now=now + 100) == 200
    budget.close()


def test_a_clock_that_was_put_back_does_not_hold_us_for_ever(tmp_path: Path) -> None:
    budget = HostBudget(tmp_path / "hosts.db")
    owner = new_owner()
    assert isinstance(budget.take(HOST, owner=owner, delay=1, places=9, now=1_000_000.0), Turn)
    assert isinstance(budget.take(HOST, owner=owner, delay=1, places=9, now=900_000.0), Turn)
    budget.close()


def test_a_file_that_is_no_budget_is_named(tmp_path: Path) -> None:
    (tmp_path / "hosts.db").write_bytes(b"no database at all, but long enough to be taken for one " * 40)
    with pytest.raises(ConfigError, match="GONGKAI_STATE"):
        HostBudget(tmp_path / "hosts.db")


_ASK = """
import json, sys, time
from pathlib import Path
from crawler.budget import HostBudget, Turn
from crawler.owners import new_owner
budget, owner, moments = HostBudget(Path(sys.argv[1])), new_owner(), []
while len(moments) < 8:
    now = time.time()
    turn = budget.take("www.x.test", owner=owner, delay=0.05, places=9, now=now)
    if isinstance(turn, Turn):
        moments.append(now)
        budget.give_back(turn)
    else:
        time.sleep(turn)
print(json.dumps(moments))
"""


@pytest.mark.parametrize("processes", [1, 2, 4])
def test_distance_is_kept_by_all_processes_together(tmp_path: Path, processes: int) -> None:
    command = [sys.executable, "-c", _ASK, str(tmp_path / "hosts.db")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(processes)]
    said = [process.communicate(timeout=60)[0] for process in running]
    assert [process.returncode for process in running] == [0] * processes
    moments = sorted(moment for words in said for moment in json.loads(words))
    assert len(moments) == 8 * processes
    assert min(later - earlier for earlier, later in pairwise(moments)) >= 0.0499


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(0, 3)), max_size=20))
def test_any_sequence_of_asks_keeps_its_distances(asks: list[tuple[float, float]]) -> None:
    budget = HostBudget(Path(":memory:"))
    owner, now, earliest = new_owner(), time.time(), 0.0
    for delay, later in asks:
        now += later
        turn = budget.take(HOST, owner=owner, delay=delay, places=99, now=now)
        assert isinstance(turn, Turn) == (now >= earliest)
        earliest = now + delay if isinstance(turn, Turn) else earliest
    budget.close()
