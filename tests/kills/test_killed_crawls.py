"""Ten kills of real crawls; `make robustness` does two hundred."""

from __future__ import annotations

import pytest

from benchmarks.robustness.__main__ import PLANS, campaign
from benchmarks.robustness.told import differences


@pytest.mark.slow
@pytest.mark.e2e
@pytest.mark.parametrize(("number", "kills"), [(0, 3), (1, 3), (2, 2), (3, 2)])
def test_a_crawl_that_is_killed_and_resumed_leaves_the_catalogue_of_an_unbroken_one(number: int, kills: int) -> None:
    results, requests = campaign(PLANS[number], kills, each=kills, seed=number)
    assert sum(result.kills.total() for result in results) == kills
    assert [problem for result in results for problem in result.problems] == []
    assert all(result.asked >= requests - 1 for result in results)  # a page that fails at first may come at once


def test_what_two_catalogues_do_not_share_is_told_by_kind() -> None:
    from collections import Counter

    whole = {"items": Counter({("a", "1"): 1, ("b", "1"): 1}), "links": Counter({("x",): 1})}
    other = {"items": Counter({("a", "1"): 2}), "links": Counter({("x",): 1})}
    assert differences(whole, other) == ["items: 1 missing: ('b', '1')", "items: 1 too much: ('a', '1')"]
    assert differences(whole, whole) == []
