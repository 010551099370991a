"""Periods as registers name them."""

from __future__ import annotations

from datetime import date

import pytest

from reports.periods import Period, parse_period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016年", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016年度", date(2016, 1, 1), date(2016, 12, 31)),
        ("２０１６年", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016Q1", date(2016, 1, 1), date(2016, 3, 31)),
        ("2016年第四季度", date(2016, 10, 1), date(2016, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016年12月", date(2016, 12, 1), date(2016, 12, 31)),
    ],
)
def test_period_is_read(text: str, first: date, last: date) -> None:
    assert parse_period(text) == Period(first, last)


@pytest.mark.parametrize("text", ["", "去年", "2016-13", "2016Q5", "16年", "2016-03-05", "20166"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert parse_period(text) is None


def test_periods_overlap_when_they_share_a_day() -> None:
    year, march = parse_period("2016"), parse_period("2016-03")
    assert year is not None and march is not None
    assert year.overlaps(march)
    april = parse_period("2016-04")
    assert april is not None
    assert not march.overlaps(april)
