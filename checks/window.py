"""Windows of time as the standards word them: days, calendar months, working days."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Unit = Literal["days", "months", "working days"]

_FORMS = re.compile(r"^(?P<count>[1-9]\d{0,3}) (?P<unit>day|month|year|working day)s?$")
_CHINESE = {"days": "天", "months": "个月", "working days": "个工作日"}
HOW_TO_WRITE = 'write "14 days", "6 months" or "7 working days"'


@dataclass(frozen=True, slots=True)
class Window:
    """A length of time. Years are kept as months."""

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Window:
        """Read `14 days`, `6 months`, `1 year` or `7 working days`; ValueError says how to write it otherwise."""
        match = _FORMS.match(text.strip())
        if match is None:
            raise ValueError(HOW_TO_WRITE)
        count = int(match["count"])
        if match["unit"] == "year":
            return cls(count * 12, "months")
        if match["unit"] == "month":
            return cls(count, "months")
        return cls(count, "days" if match["unit"] == "day" else "working days")

    def first_day(self, as_of: date) -> date:
        """The earliest day that is still inside the window which ends at `as_of`.

        Fourteen days before the 31st is the 17th, and the 17th is inside. Six months before is the same day
        number six months earlier, clipped to the last day of that month, itself inside (column sheet, §1).
        Working days are counted by `checks.calendar`, not here: ValueError.
        """
        if self.unit == "days":
            return as_of - timedelta(days=self.count)
        if self.unit == "months":
            return months_before(as_of, self.count)
        raise ValueError("working days need a calendar; use checks.calendar")

    def contains(self, day: date, as_of: date) -> bool:
        """True if `day` lies inside the window which ends at `as_of` (both ends included)."""
        return self.first_day(as_of) <= day <= as_of

    @property
    def chinese(self) -> str:
        """As reports write it: 14天， 6个月， 1年， 7个工作日."""
        if self.unit == "months" and self.count % 12 == 0:
            return f"{self.count // 12}年"
        return f"{self.count}{_CHINESE[self.unit]}"

    def __str__(self) -> str:
        return f"{self.count} {self.unit}"


def months_before(day: date, months: int) -> date:
    """The same day number so many months earlier, clipped to the month's last day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
