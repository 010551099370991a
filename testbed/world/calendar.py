"""Working days of 2014 to January 2017, from the yearly holiday notices of the State Council office (国办发明电)."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

ONE_DAY = timedelta(days=1)


def _span(first: str, last: str) -> set[date]:
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    days = set()
    while day <= end:
        days.add(day)
        day += ONE_DAY
    return days


_OFF = (
    _span("2014-01-01", "2014-01-01") | _span("2014-01-31", "2014-02-06") | _span("2014-04-05", "2014-04-07")
    | _span("2014-05-01", "2014-05-03") | _span("2014-05-31", "2014-06-02") | _span("2014-09-06", "2014-09-08")
    | _span("2014-10-01", "2014-10-07") | _span("2015-01-01", "2015-01-03") | _span("2015-02-18", "2015-02-24")
    | _span("2015-04-04", "2015-04-06") | _span("2015-05-01", "2015-05-03") | _span("2015-06-20", "2015-06-22")
    | _span("2015-09-03", "2015-09-05") | _span("2015-09-26", "2015-09-27") | _span("2015-10-01", "2015-10-07")
    | _span("2016-01-01", "2016-01-03") | _span("2016-02-07", "2016-02-13") | _span("2016-04-02", "2016-04-04")
    | _span("2016-04-30", "2016-05-02") | _span("2016-06-09", "2016-06-11") | _span("2016-09-15", "2016-09-17")
    | _span("2016-10-01", "2016-10-07") | _span("2016-12-31", "2017-01-02") | _span("2017-01-27", "2017-02-02")
)  # fmt: skip
_EXTRA = {
    date.fromisoformat(text)
    for text in (
        "2014-01-26", "2014-02-08", "2014-05-04", "2014-09-28", "2014-10-11", "2015-01-04", "2015-02-15",
        "2015-02-28", "2015-09-06", "2015-10-10", "2016-02-06", "2016-02-14", "2016-06-12", "2016-09-18",
        "2016-10-08", "2016-10-09", "2017-01-22", "2017-02-04",
    )
}  # fmt: skip


def is_working(day: date) -> bool:
    """True on days when offices were open, make-up weekends included."""
    return day in _EXTRA or (day.weekday() < 5 and day not in _OFF)


def working_day(day: date) -> date:
    """This day if offices were open, otherwise the working day before it."""
    while not is_working(day):
        day -= ONE_DAY
    return day


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day after `day`; the day itself does not count."""
    while count:
        day += ONE_DAY
        count -= is_working(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days lie in (start, end]."""
    return sum(is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def spread(rng: Random, count: int, first: date, last: date) -> list[date]:
    """`count` working days from `first` to `last`, roughly even, in order."""
    length = (last - first).days + 1
    days = []
    for n in range(count):
        low, high = n * length // count, max((n + 1) * length // count - 1, n * length // count)
        day = working_day(first + timedelta(days=rng.randint(low, high)))
        days.append(max(day, _first_working(first)))
    return sorted(days)


def _first_working(day: date) -> date:
    while not is_working(day):
        day += ONE_DAY
    return day
