"""Chinese working days: weekends, public holidays and the working weekends that make up for them (调休).

The yearly notices are known to `chinesecalendar` from 2004 to 2026. Outside these years calendar days are
counted instead, and the answer says so (`exact` is False).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

from checks.window import Window

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A number of days; working days if `exact`, else calendar days because no calendar was known."""

    days: int
    exact: bool

    @property
    def chinese(self) -> str:
        """As messages write it."""
        return f"{self.days}个工作日" if self.exact else f"{self.days}天（无当年放假安排，按自然日计）"


@dataclass(frozen=True, slots=True)
class Due:
    """A day by which something is due; not `exact` where calendar days had to be counted."""

    day: date
    exact: bool


@lru_cache(maxsize=16384)
def is_working_day(day: date) -> bool | None:
    """True or False by the yearly holiday notice, None outside its years."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def working_days_between(start: date, end: date) -> Span:
    """How many working days lie after `start` up to and including `end`: the start day itself does not count.

    Negative where `end` is before `start`. Calendar days, marked so, if any day is outside the calendar.
    """
    if end < start:
        back = working_days_between(end, start)
        return Span(-back.days, back.exact)
    days = [start + timedelta(days=offset) for offset in range(1, (end - start).days + 1)]
    known = [is_working_day(day) for day in days]
    if None in known:
        return Span(len(days), exact=False)
    return Span(sum(bool(working) for working in known), exact=True)


def due_after(start: date, window: Window) -> Due:
    """The last day of a window that begins the day after `start`: working days, days or months."""
    if window.unit == "days":
        return Due(start + timedelta(days=window.count), exact=True)
    if window.unit == "months":
        index = start.year * 12 + start.month - 1 + window.count
        first = date(index // 12, index % 12 + 1, 1)
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - _ONE_DAY
        return Due(first.replace(day=min(start.day, last.day)), exact=True)
    day, left = start, window.count
    while left:
        day += _ONE_DAY
        working = is_working_day(day)
        if working is None:
            return Due(start + timedelta(days=window.count), exact=False)
        left -= working
    return Due(day, exact=True)
