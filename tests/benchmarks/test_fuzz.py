"""Broken pages end no reader. The long run is `python -m benchmarks.fuzz`."""

from __future__ import annotations

from benchmarks.fuzz import SLOWEST, mutated, run, starts


def test_broken_pages_neither_crash_nor_hang() -> None:
    outcome = run(250, 11, starts(corpus=None))
    assert outcome.crashes == []
    assert outcome.slowest < SLOWEST


def test_a_broken_page_can_be_made_again() -> None:
    pages = starts(corpus=None)
    assert mutated(1, 5, pages) == mutated(1, 5, pages)
