"""The one clock. Whatever needs the time is handed a clock; nothing else reads it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

Clock = Callable[[], datetime]
"""A clock is a function that returns the present moment, aware, in UTC."""


def system_clock() -> datetime:
    """The machine's own time."""
    return datetime.now(UTC)


def clock_starting_at(start: datetime) -> Clock:
    """A clock that shows `start` now and runs on at the usual speed (a crawl of a past city)."""
    origin = time.monotonic()
    base = start.timestamp()

    def now() -> datetime:
        return datetime.fromtimestamp(base + time.monotonic() - origin, UTC)

    return now


def frozen_clock(moment: datetime) -> Clock:
    """A clock that stands still (replays and tests)."""
    fixed = moment.astimezone(UTC)
    return lambda: fixed


def day_in_shanghai(moment: datetime) -> date:
    """The calendar day of a UTC moment in the time zone all sites publish in."""
    return moment.astimezone(SHANGHAI).date()


def stamp(moment: datetime) -> str:
    """A moment as the catalogue stores it: ISO 8601, UTC, whole seconds, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def exact_stamp(moment: datetime) -> str:
    """The same with milliseconds, for what is measured between two moments; sorts among its own kind."""
    moment = moment.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
