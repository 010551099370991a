"""Cron expressions mean what cron means by them, in Asia/Shanghai; windows leave planned starts out."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.clock import SHANGHAI
from gongkai.schedules.cron import Cron, Window, next_planned, planned

SUNDAY = datetime(2026, 3, 1, tzinfo=SHANGHAI)


def first(expression: str, count: int = 3) -> list[str]:
    cron, moment, found = Cron(expression), SUNDAY, []
    for _ in range(count):
        following = cron.next_after(moment)
        assert following is not None
        moment = following
        found.append(moment.astimezone(SHANGHAI).strftime("%a %m-%d %H:%M"))
    return found


@pytest.mark.parametrize(
    ("expression", "times"),
    [
        ("0 22 * * *", ["Sun 03-01 22:00", "Mon 03-02 22:00", "Tue 03-03 22:00"]),
        ("0 22 * * 0", ["Sun 03-01 22:00", "Sun 03-08 22:00", "Sun 03-15 22:00"]),
        ("0 22 * * 7", ["Sun 03-01 22:00", "Sun 03-08 22:00", "Sun 03-15 22:00"]),
        ("0 22 * * 1-2", ["Mon 03-02 22:00", "Tue 03-03 22:00", "Mon 03-09 22:00"]),
        ("*/30 8 * * Mon", ["Mon 03-02 08:00", "Mon 03-02 08:30", "Mon 03-09 08:00"]),
        ("0 0 * * fri-sun", ["Fri 03-06 00:00", "Sat 03-07 00:00", "Sun 03-08 00:00"]),
        ("0 0 * * 1/2", ["Mon 03-02 00:00", "Wed 03-04 00:00", "Fri 03-06 00:00"]),
        ("0 0 1 * 5", ["Fri 03-06 00:00", "Fri 03-13 00:00", "Fri 03-20 00:00"]),  # the 1st, and Fridays
        ("0 0 */2 * 5", ["Fri 03-13 00:00", "Fri 03-27 00:00", "Fri 04-03 00:00"]),  # a star: Fridays of odd number
        ("0 3 29 2 *", ["Tue 02-29 03:00", "Sun 02-29 03:00", "Fri 02-29 03:00"]),
    ],
)
def test_an_expression_means_what_cron_means_by_it(expression: str, times: list[str]) -> None:
    assert first(expression) == times


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("@daily", "write five fields"),
        ("0 22 * *", "write five fields"),
        ("0 22 * * * *", "write five fields"),
        ("0 22 ? * *", "write five fields"),
        ("61 * * * *", "maximum value (59)"),
        ("0 24 * * *", "maximum value (23)"),
        ("0 0 0 * *", "minimum value (1)"),
        ("0 0 * * 8", '"8" is no weekday'),
        ("0 0 * * 5-2", "ends before it begins"),
        ("0 0 * * mo", '"mo" is no weekday'),
        ("0 0 * * */0", "is no weekday"),
    ],
)
def test_a_wrong_expression_is_explained(expression: str, words: str) -> None:
    with pytest.raises(ValueError, match=r"cron expression|weekday|ends before") as caught:
        Cron(expression)
    assert words in str(caught.value)


def test_an_expression_for_a_day_that_does_not_exist_never_comes() -> None:
    assert Cron("0 0 31 2 *").next_after(SUNDAY) is None


@given(st.integers(0, 10 * 365 * 86_400))
def test_the_next_time_is_later_and_nothing_lies_between(seconds: int) -> None:
    start = SUNDAY - timedelta(seconds=seconds)
    found = Cron("17 */5 * * *").next_after(start)
    assert found is not None and found > start
    minute = start.replace(second=0, microsecond=0) + timedelta(minutes=1)
    while not (minute.minute == 17 and minute.hour % 5 == 0):
        minute += timedelta(minutes=1)
    assert found == (start if start == minute else minute)


def test_a_window_over_midnight_keeps_the_starts_of_the_night() -> None:
    window = Window.parse("22:00-06:00")
    times = [
        moment.astimezone(SHANGHAI).hour
        for moment in planned(Cron("0 */3 * * *"), window, SUNDAY, SUNDAY + timedelta(days=1))
    ]
    assert times == [3, 0]  # 06:00 is its end; SUNDAY 00:00 itself lies before, the next midnight belongs to it


def test_a_window_of_the_day_ends_before_its_end() -> None:
    window = Window.parse("08:00-18:00")
    noon = SUNDAY.replace(hour=12)
    assert [window.open_at(noon.replace(hour=hour)) for hour in (7, 8, 17, 18)] == [False, True, True, False]


@pytest.mark.parametrize("text", ["22:00", "22-06", "24:00-06:00", "22:00-22:00", "22:60-06:00"])
def test_a_wrong_window_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="window"):
        Window.parse(text)


def test_an_expression_outside_its_window_never_comes() -> None:
    assert next_planned(Cron("0 12 * * *"), Window.parse("22:00-06:00"), SUNDAY) is None
    assert next_planned(Cron("0 12,23 * * *"), Window.parse("22:00-06:00"), SUNDAY) == SUNDAY.replace(hour=23)
