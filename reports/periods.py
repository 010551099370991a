"""Periods as registers name them: a year, a quarter or a month."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_YEAR = re.compile(r"(20\d\d)年?度?(?:全年)?", re.ASCII)
_QUARTER = re.compile(r"(20\d\d)(?:年?第?|[-/.]?)(?:Q([1-4])|([1-4一二三四])季度?)", re.ASCII | re.IGNORECASE)
_MONTH = re.compile(r"(20\d\d)(?:[-/.]|年)(0?[1-9]|1[0-2])月?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days, both ends included."""

    first: date
    last: date

    def overlaps(self, other: Period) -> bool:
        """True if the two share a day."""
        return self.first <= other.last and other.first <= self.last


def parse_period(text: str) -> Period | None:
    """The period that a short text names (2016, 2016年, 2016Q1, 2016年第1季度, 2016-03, 2016年3月), or None."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if match := _YEAR.fullmatch(folded):
        year = int(match[1])
        return Period(date(year, 1, 1), date(year, 12, 31))
    if match := _QUARTER.fullmatch(folded):
        number = match[2] or match[3]
        quarter = int(number) if number.isdigit() else "一二三四".index(number) + 1
        return _months(int(match[1]), quarter * 3 - 2, quarter * 3)
    if match := _MONTH.fullmatch(folded):
        return _months(int(match[1]), int(match[2]), int(match[2]))
    return None


def _months(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
