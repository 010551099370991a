"""Cron expressions of five fields, and windows of the day, both in Asia/Shanghai.

The arithmetic is APScheduler's. Its reading of the expression differs from cron's in two places, which are put
right here: it numbers weekdays from Monday (cron: 0 and 7 are Sunday), and it demands that day of month and day of
week both fit where both are given (cron: either one, unless one of them begins with a star).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from crawler.clock import SHANGHAI

_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_FIELD = re.compile(r"[0-9a-zA-Z*/,-]+")
_WEEKDAYS = re.compile(r"(?:\*|(?P<first>\w+)(?:-(?P<last>\w+))?)(?:/(?P<step>[1-9]\d*))?")
_WINDOW = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
_A_DAY_OF_MINUTES = 24 * 60
_TICK = timedelta(microseconds=1)


class Cron:
    """The planned times of one expression, e.g. "0 22 * * 1-5": at 22:00 from Monday to Friday."""

    def __init__(self, text: str) -> None:
        """Read an expression. Raises ValueError with a sentence that says what to write instead."""
        fields = text.split()
        if len(fields) != 5 or not all(_FIELD.fullmatch(field) for field in fields):
            raise ValueError(f'"{text}" is not a cron expression; write five fields, for example "0 22 * * *"')
        minute, hour, day, month, weekday = fields
        if not day.startswith("*") and not weekday.startswith("*"):
            ways = [(day, "*"), ("*", weekday)]
        else:
            ways = [(day, weekday)]
        self.text = " ".join(fields)
        self._triggers = [_trigger(text, minute, hour, on, month, _weekdays(text, of)) for on, of in ways]

    def next_after(self, moment: datetime) -> datetime | None:
        """The first planned time after a moment, in UTC; None where the expression names no day that exists."""
        start = moment.astimezone(SHANGHAI) + _TICK
        times = [trigger.get_next_fire_time(None, start) for trigger in self._triggers]
        return min((found.astimezone(UTC) for found in times if found is not None), default=None)


@dataclass(frozen=True, slots=True)
class Window:
    """A window of the day, e.g. "22:00-06:00"; one that ends before it begins goes over midnight."""

    first: time
    last: time

    @classmethod
    def parse(cls, text: str) -> Window:
        """Read a window. Raises ValueError with a sentence that says what to write instead."""
        match = _WINDOW.fullmatch(text)
        if match is None:
            raise ValueError(f'"{text}" is not a window; write, for example, "22:00-06:00"')
        first, last = (time(int(match[i]), int(match[i + 1])) for i in (1, 3))
        if first == last:
            raise ValueError(f'the window "{text}" is empty; leave it out for the whole day')
        return cls(first, last)

    def open_at(self, moment: datetime) -> bool:
        """True if the moment lies in the window; its end does not."""
        local = moment.astimezone(SHANGHAI).time()
        if self.first < self.last:
            return self.first <= local < self.last
        return local >= self.first or local < self.last


def planned(cron: Cron, window: Window | None, after: datetime, until: datetime) -> Iterator[datetime]:
    """The planned starts in (after, until], in UTC: the times of the expression that lie in the window."""
    moment = cron.next_after(after)
    while moment is not None and moment <= until:
        if window is None or window.open_at(moment):
            yield moment
        moment = cron.next_after(moment)


def next_planned(cron: Cron, window: Window | None, after: datetime) -> datetime | None:
    """The first planned start after a moment, in UTC; None where there never is one."""
    moment = cron.next_after(after)
    # Whether a time lies in the window depends on hour and minute alone, of which a day has so many.
    for _ in range(_A_DAY_OF_MINUTES + 1):
        if moment is None or window is None or window.open_at(moment):
            return moment
        moment = cron.next_after(moment)
    return None


def _trigger(text: str, minute: str, hour: str, day: str, month: str, weekday: str) -> Any:
    from apscheduler.triggers.cron import CronTrigger

    try:
        return CronTrigger(
            minute=minute, hour=hour, day=day, month=month.lower(), day_of_week=weekday, second=0, timezone=SHANGHAI
        )
    except ValueError as error:
        raise ValueError(f'"{text}" is not a cron expression: {error}') from None


def _weekdays(text: str, field: str) -> str:
    """The weekday field in names, which mean the same everywhere."""
    if field == "*":
        return field
    days: set[int] = set()
    for part in field.split(","):
        match = _WEEKDAYS.fullmatch(part)
        if match is None:
            raise ValueError(f'"{text}": "{part}" is no weekday; write 0-7 (0 and 7: Sunday) or sun, mon, tue …')
        first = _weekday(text, match["first"] or "0")
        last = _weekday(text, match["last"]) if match["last"] else (first if match["first"] else 6)
        if last == 0 and first > 0:
            last = 7  # fri-sun
        if match["step"] and match["first"] and not match["last"]:
            last = 6  # 1/2: every second day from Monday on
        if first > last:
            raise ValueError(f'"{text}": "{part}" ends before it begins')
        days.update(day % 7 for day in range(first, last + 1, int(match["step"] or 1)))
    return ",".join(_DAYS[day] for day in sorted(days))


def _weekday(text: str, word: str) -> int:
    if word.lower() in _DAYS:
        return _DAYS.index(word.lower())
    if word.isdecimal() and int(word) <= 7:
        return int(word)
    raise ValueError(f'"{text}": "{word}" is no weekday; write 0-7 (0 and 7: Sunday) or sun, mon, tue …')
