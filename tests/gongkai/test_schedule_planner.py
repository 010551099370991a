"""The planner: every planned start comes to exactly one decision."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.clock import SHANGHAI
from gongkai.schedules.cron import planned
from gongkai.schedules.planner import Fate, Going, Watched, plan
from gongkai.schedules.settings import Schedule

MONDAY = datetime(2026, 3, 2, tzinfo=SHANGHAI)


def at(hour: int, minute: int = 0) -> datetime:
    return MONDAY + timedelta(hours=hour, minutes=minute)


def watched(
    name: str = "nightly", cron: str = "0 22 * * *", since: datetime = MONDAY, sites: Any = ("a",), **more: Any
) -> Watched:
    table = {"name": name, "cron": cron, "action": "crawl", "sites": sites, **more}
    return Watched(Schedule.model_validate(table), sites, since)


def fates(entries: list[Watched], now: datetime, *going: Going) -> list[tuple[str, str, int]]:
    return [(each.watched.schedule.name, each.fate.value, each.count) for each in plan(entries, going, now)]


def test_nothing_is_due_before_its_time() -> None:
    assert fates([watched()], at(21, 59)) == []


def test_a_start_is_due_at_its_minute() -> None:
    assert fates([watched()], at(22)) == [("nightly", "start", 1)]


def test_what_is_accounted_for_is_not_due_again() -> None:
    assert fates([watched(since=at(22))], at(22, 30)) == []


def test_a_late_start_within_the_grace_still_begins() -> None:
    assert fates([watched(grace_minutes=30)], at(22, 30)) == [("nightly", "start", 1)]


def test_a_start_later_than_the_grace_is_missed() -> None:
    assert fates([watched(grace_minutes=30)], at(22, 31)) == [("nightly", "missed", 1)]


def test_starts_that_pile_up_within_the_grace_become_one() -> None:
    probe = watched(cron="*/10 * * * *", since=at(8), grace_minutes=30)
    assert fates([probe], at(8, 30)) == [("nightly", "start", 3)]


def test_after_a_standstill_the_late_ones_are_missed_and_the_fresh_one_begins() -> None:
    hourly = watched(cron="0 * * * *", since=at(1), grace_minutes=59)
    assert fates([hourly], at(9)) == [("nightly", "missed", 7), ("nightly", "start", 1)]


def test_a_run_of_the_same_schedule_is_in_the_way() -> None:
    going = Going("nightly", ("b",), True, MONDAY)
    (decision,) = plan([watched()], [going], at(22))
    assert decision.fate is Fate.OVERLAPPED
    assert decision.note == "上一次运行（2026-03-02 00:00）还在运行"


def test_another_crawl_of_one_of_its_sites_is_in_the_way() -> None:
    (decision,) = plan([watched(sites=("a", "b"))], [Going("other", ("b", "c"), True, MONDAY)], at(22))
    assert decision.fate is Fate.OVERLAPPED
    assert "站点 b " in decision.note


def test_a_crawl_of_other_sites_is_not_in_the_way() -> None:
    assert fates([watched()], at(22), Going("other", ("b",), True, MONDAY)) == [("nightly", "start", 1)]


def test_a_check_may_run_beside_a_crawl_of_the_same_site() -> None:
    check = watched("daily", action="check")
    assert fates([check], at(22), Going("nightly", ("a",), True, MONDAY)) == [("daily", "start", 1)]


def test_of_two_crawls_of_a_site_at_one_moment_only_one_begins() -> None:
    both = [watched("zeta"), watched("alpha")]
    assert fates(both, at(22)) == [("alpha", "start", 1), ("zeta", "overlapped", 1)]


def test_starts_outside_the_window_are_not_planned() -> None:
    probe = watched(cron="0 * * * *", since=at(5), window="22:00-06:00", grace_minutes=1440)
    assert fates([probe], at(21, 30)) == []


def test_a_late_start_whose_window_has_closed_is_missed() -> None:
    early = watched(cron="30 5 * * *", window="22:00-06:00", grace_minutes=120)
    assert fates([early], at(5, 50)) == [("nightly", "start", 1)]
    (decision,) = plan([early], [], at(6, 10))
    assert decision.fate is Fate.MISSED
    assert decision.note == "时段 22:00-06:00 已过"


def test_a_clock_that_is_set_back_starts_nothing_again() -> None:
    assert fates([watched(since=at(22))], at(20)) == []


@settings(max_examples=60)
@given(
    gaps=st.lists(st.integers(1, 600), min_size=1, max_size=25),
    grace=st.integers(1, 300),
    cron=st.sampled_from(["0 22 * * *", "*/20 * * * *", "5 */2 * * *"]),
    window=st.sampled_from([None, "20:00-06:00"]),
)
def test_whenever_one_looks_every_planned_start_is_decided_once(
    gaps: list[int], grace: int, cron: str, window: str | None
) -> None:
    now = since = MONDAY
    decided = 0
    for gap in gaps:
        now += timedelta(minutes=gap)
        for decision in plan([watched(cron=cron, since=since, grace_minutes=grace, window=window)], [], now):
            assert decision.first_at > since
            assert (now - decision.planned_at <= timedelta(minutes=grace)) or decision.fate is Fate.MISSED
            decided += decision.count
            since = decision.planned_at
    schedule = watched(cron=cron, window=window).schedule
    assert decided == len(list(planned(schedule.times, schedule.opening, MONDAY, now)))
