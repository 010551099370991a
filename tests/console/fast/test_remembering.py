"""Remembered values: computed once a mark, by one thread, and never kept after an error."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from gongkai.console.remembering import Memory


def test_computed_once_until_the_mark_changes() -> None:
    memory, calls = Memory(), []

    def compute() -> int:
        calls.append(1)
        return len(calls)

    assert [memory.remembered("n", "k", mark, compute) for mark in (1, 1, 2, 2, 1)] == [1, 1, 2, 2, 3]


def test_many_threads_wait_for_the_one_that_computes() -> None:
    memory, calls, gate = Memory(), [], threading.Barrier(8)

    def compute() -> int:
        calls.append(1)
        time.sleep(0.05)
        return 7

    def ask(_: int) -> int:
        gate.wait()
        return memory.remembered("n", "k", 1, compute)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {7}
    assert len(calls) == 1


def test_an_error_is_passed_on_and_not_kept() -> None:
    memory = Memory()

    def fail() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        memory.remembered("n", "k", 1, fail)
    assert memory._working == {}  # nothing stays of keys that anybody may make up
    assert memory.remembered("n", "k", 1, lambda: 5) == 5


def test_none_is_a_value_too() -> None:
    memory = Memory()
    assert memory.remembered("n", "k", 1, lambda: None) is None
    assert memory.remembered("n", "k", 1, lambda: 5) is None


def test_the_oldest_goes_when_there_are_too_many() -> None:
    memory = Memory(kept=2)
    for key in "abc":
        memory.remembered("n", key, 1, lambda: 1)
    assert memory.remembered("n", "a", 1, lambda: 2) == 2
    assert memory.remembered("n", "c", 1, lambda: 2) == 1
