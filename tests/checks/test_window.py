"""Windows and working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.calendar import due_after, is_working_day, working_days_between
from checks.window import Window, months_before


@pytest.mark.parametrize(
    ("text", "window", "chinese"),
    [
        ("14 days", Window(14, "days"), "14天"),
        ("1 day", Window(1, "days"), "1天"),
        ("6 months", Window(6, "months"), "6个月"),
        ("1 year", Window(12, "months"), "1年"),
        ("7 working days", Window(7, "working days"), "7个工作日"),
    ],
)
def test_windows_are_read_as_written(text: str, window: Window, chinese: str) -> None:
    assert Window.parse(text) == window
    assert window.chinese == chinese


@pytest.mark.parametrize("text", ["2w", "14", "0 days", "14days", "-3 days", "six months", "", "14 days ago"])
def test_other_wordings_are_refused_with_the_right_ones(text: str) -> None:
    with pytest.raises(ValueError, match='write "14 days", "6 months" or "7 working days"'):
        Window.parse(text)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2016-08-31", 6, "2016-02-29"),
        ("2015-08-31", 6, "2015-02-28"),
        ("2016-12-31", 6, "2016-06-30"),
        ("2016-12-31", 3, "2016-09-30"),
        ("2016-03-15", 3, "2015-12-15"),
        ("2016-02-29", 12, "2015-02-28"),
        ("2016-12-31", 12, "2015-12-31"),
    ],
)
def test_months_keep_the_day_number_or_clip_it(day: str, months: int, expected: str) -> None:
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(expected)


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(1, 60))
def test_months_before_never_leaves_the_month(day: date, months: int) -> None:
    earlier = months_before(day, months)
    assert (day.year * 12 + day.month) - (earlier.year * 12 + earlier.month) == months
    assert earlier.day <= day.day
    assert earlier.day == day.day or (earlier + timedelta(days=1)).day == 1


def test_both_ends_are_inside() -> None:
    window = Window(14, "days")
    point = date(2016, 12, 31)
    assert window.contains(date(2016, 12, 17), point)
    assert not window.contains(date(2016, 12, 16), point)
    assert window.contains(point, point)
    assert not window.contains(date(2017, 1, 1), point)


def test_october_holiday_of_2016_and_its_working_weekends() -> None:
    assert is_working_day(date(2016, 10, 8)) is True  # a Saturday that was worked
    assert is_working_day(date(2016, 10, 9)) is True  # a Sunday that was worked
    assert is_working_day(date(2016, 10, 3)) is False  # a Monday off
    assert working_days_between(date(2016, 9, 29), date(2016, 10, 13)).days == 7
    assert working_days_between(date(2016, 9, 29), date(2016, 10, 14)).days == 8
    assert due_after(date(2016, 9, 29), Window(7, "working days")).day == date(2016, 10, 13)


def test_the_day_of_decision_does_not_count() -> None:
    assert working_days_between(date(2016, 11, 1), date(2016, 11, 1)).days == 0
    assert working_days_between(date(2016, 11, 1), date(2016, 11, 2)).days == 1
    assert working_days_between(date(2016, 11, 2), date(2016, 11, 1)).days == -1


@pytest.mark.parametrize(("start", "end"), [("2003-06-02", "2003-06-10"), ("2026-12-30", "2027-01-06")])
def test_outside_the_calendar_days_are_counted_and_it_says_so(start: str, end: str) -> None:
    span = working_days_between(date.fromisoformat(start), date.fromisoformat(end))
    assert span.exact is False
    assert span.days == (date.fromisoformat(end) - date.fromisoformat(start)).days
    assert "自然日" in span.chinese
    assert due_after(date.fromisoformat(start), Window(20, "working days")).exact is False


def test_due_day_of_months_is_clipped() -> None:
    assert due_after(date(2016, 8, 31), Window(6, "months")).day == date(2017, 2, 28)
    assert due_after(date(2016, 1, 15), Window(14, "days")).day == date(2016, 1, 29)
