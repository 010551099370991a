"""Whole percents of visits on which the home page did not open."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.model import Outcome
from tests.builders import catalogue_with, probes
from tests.rules.asking import CLEAR, FLAGGED, UNSURE, ask

SITE = "东莞市安全生产监督管理局"
WEEK: dict[str, Any] = {"min_visits": 140, "max_seconds": 15, "days": 7, "per_day": 20}


@pytest.mark.parametrize(
    ("failed", "verdict", "amount"), [(0, CLEAR, 1), (1, CLEAR, 1), (2, FLAGGED, 1), (3, FLAGGED, 2), (6, FLAGGED, 4)]
)
def test_each_whole_percent_counts_once(failed: int, verdict: object, amount: float) -> None:
    found = ask(catalogue_with(probes(failed=failed)), "unavailable_home", **WEEK)[SITE]
    assert (found.verdict, found.amount) == (verdict, amount)


def test_exactly_one_percent_counts() -> None:
    conn = catalogue_with(probes(per_day=100, failed=7))
    assert ask(conn, "unavailable_home", **WEEK)[SITE].verdict is FLAGGED
    conn = catalogue_with(probes(per_day=100, failed=6))
    assert ask(conn, "unavailable_home", **WEEK)[SITE].verdict is CLEAR


def test_too_few_visits_tell_nothing() -> None:
    for part in (probes(days=6), probes(per_day=19), None):
        conn = catalogue_with(*([part] if part else []))
        assert ask(conn, "unavailable_home", **WEEK)[SITE].verdict is UNSURE


def test_visits_that_may_be_our_own_networks_fault_leave_it_open() -> None:
    assert ask(catalogue_with(probes(failed=4, beside=None)), "unavailable_home", **WEEK)[SITE].verdict is UNSURE
    assert ask(catalogue_with(probes(failed=1, beside=None)), "unavailable_home", **WEEK)[SITE].verdict is CLEAR


def test_failures_of_our_own_network_do_not_count() -> None:
    conn = catalogue_with(probes(failed=4, beside=Outcome.TIMEOUT))
    assert ask(conn, "unavailable_home", **WEEK)[SITE].verdict is UNSURE, "136 visits are left of 140"
