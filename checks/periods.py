"""Years, quarters and months that publications are about, and the days by which they are due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from checks.calendar import Due, due_after
from checks.seeing.annual_reports import DIGITS
from checks.window import Window

Kind = Literal["year", "quarter", "month"]

_MONTHS = {"year": 12, "quarter": 3, "month": 1}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_QUARTER = re.compile(r"第?([一二三四1-4])季度?(?!\d)")
_UP_TO = re.compile(r"(?<!\d)1\s*(?:月份?)?\s*[-—－–~至到]+\s*(\d{1,2})\s*月")
_MONTH = re.compile(r"(?<![\d-])(1[0-2]|0?[1-9])\s*月")
_HALVES = {"上半年": 2, "全年": 4}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year (number 1), a quarter (1 to 4) or a month (1 to 12) of a year."""

    year: int
    number: int
    kind: Kind

    @property
    def start(self) -> date:
        return date(self.year, (self.number - 1) * _MONTHS[self.kind] + 1, 1)

    @property
    def end(self) -> date:
        """The last day of the period."""
        return self.next.start - timedelta(days=1)

    @property
    def next(self) -> Period:
        """The period that follows."""
        last = 12 // _MONTHS[self.kind]
        return (
            Period(self.year, self.number + 1, self.kind) if self.number < last else Period(self.year + 1, 1, self.kind)
        )

    @property
    def chinese(self) -> str:
        """2016年, 2016年第3季度, 2016年5月."""
        if self.kind == "year":
            return f"{self.year}年"
        return f"{self.year}年第{self.number}季度" if self.kind == "quarter" else f"{self.year}年{self.number}月"

    @property
    def key(self) -> str:
        """2016, 2016-Q3, 2016-05."""
        if self.kind == "year":
            return str(self.year)
        return f"{self.year}-Q{self.number}" if self.kind == "quarter" else f"{self.year}-{self.number:02d}"


def periods(kind: Kind, first: int, last: int) -> Iterator[Period]:
    """All periods of a kind from the first year to the last, both included."""
    for year in range(first, last + 1):
        for number in range(1, 12 // _MONTHS[kind] + 1):
            yield Period(year, number, kind)


def due_day(period: Period, due: str) -> Due:
    """The last day in time: the next `MM-DD` after the period's end, or so many days, working days or months after it.

    `0 days` is the last day of the period. Not exact where working days lie outside the holiday calendar.
    """
    if match := re.fullmatch(r"(\d\d)-(\d\d)", due):
        day = date(period.end.year, int(match[1]), int(match[2]))
        return Due(day if day > period.end else day.replace(year=day.year + 1), exact=True)
    if due == "0 days":
        return Due(period.end, exact=True)
    window = Window.parse(due)
    if window.unit == "months":  # a month after 31 August is 30 September, whatever the day number before
        return Due(due_after(period.end + timedelta(days=1), window).day - timedelta(days=1), exact=True)
    return due_after(period.end, window)


def is_about(title: str, published: date | None, period: Period) -> bool | None:
    """True if a title is about this period, False if about another one, None if it names none.

    Quarters are also named by what they complete (1—9月, 上半年). A month or quarter without a year is the
    newest one of that name that had begun when the title was published.
    """
    text = title.translate(DIGITS)
    years = {int(year) for year in _YEAR.findall(text)}
    if period.kind == "year":
        return None if not years else period.year in years
    numbers = _numbers(text, title, period.kind)
    if not numbers:
        return None
    if years:
        return period.year in years and period.number in numbers
    if published is None:
        return None
    return period.number in numbers and timedelta() < published - period.start < timedelta(days=365)


def _numbers(text: str, title: str, kind: Kind) -> set[int]:
    if kind == "month":
        return {int(number) for number in _MONTH.findall(text)} if not _UP_TO.search(text) else set()
    found = {_QUARTERS[number] for number in _QUARTER.findall(title)}
    found |= {int(month) // 3 for month in _UP_TO.findall(text) if int(month) % 3 == 0}
    return found | {number for word, number in _HALVES.items() if word in title}
