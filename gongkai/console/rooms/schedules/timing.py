"""When a schedule runs, as people say it: every day, on these weekdays, on a day of the month, every hour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from flask_babel import gettext as _

from gongkai.schedules.cron import Cron, Window, next_planned

DAILY, WEEKLY, MONTHLY, HOURLY, CRON = "daily", "weekly", "monthly", "hourly", "cron"
_NUMBERS = re.compile(r"(\d{1,2}) (\d{1,2}) (\*|\d{1,2}) \* (\*|[0-7](?:,[0-7])*)")
_HOURLY = re.compile(r"(\d{1,2}) \* \* \* \*")


@dataclass(frozen=True, slots=True)
class Timing:
    """One way to say when. `weekdays`: 1 is Monday, 7 Sunday."""

    way: str
    at: time = time(22, 0)
    weekdays: tuple[int, ...] = ()
    day: int = 1
    text: str = ""

    def cron(self) -> str:
        """The same as an expression of five fields."""
        clock = f"{self.at.minute} {self.at.hour}"
        return {
            DAILY: f"{clock} * * *",
            WEEKLY: f"{clock} * * {','.join(str(day % 7) for day in sorted(self.weekdays))}",
            MONTHLY: f"{clock} {self.day} * *",
            HOURLY: f"{self.at.minute} * * * *",
            CRON: " ".join(self.text.split()),
        }[self.way]


def timing_of(cron: str) -> Timing:
    """How people would say an expression; as it stands where there is no simpler way."""
    if found := _HOURLY.fullmatch(cron):
        return Timing(HOURLY, time(0, int(found[1])), text=cron)
    found = _NUMBERS.fullmatch(cron)
    if found is None or int(found[1]) > 59 or int(found[2]) > 23 or "*" not in (found[3], found[4]):
        return Timing(CRON, text=cron)
    at = time(int(found[2]), int(found[1]))
    if found[3] != "*":
        return Timing(MONTHLY, at, day=int(found[3]), text=cron)
    if found[4] != "*":
        return Timing(WEEKLY, at, weekdays=tuple(sorted(int(day) or 7 for day in found[4].split(","))), text=cron)
    return Timing(DAILY, at, text=cron)


def weekday_names() -> Sequence[tuple[int, str]]:
    """The weekdays, from Monday on."""
    words = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    return tuple(enumerate(words, 1))


def in_words(cron: str) -> str:
    """When a schedule runs, for people."""
    timing = timing_of(cron)
    at = timing.at.strftime("%H:%M")
    match timing.way:
        case "daily":
            return str(_("每天 %(at)s", at=at))
        case "hourly":
            return str(_("每小时第 %(minute)s 分", minute=timing.at.minute))
        case "monthly":
            return str(_("每月 %(day)s 日 %(at)s", day=timing.day, at=at))
        case "weekly":
            names = dict(weekday_names())
            return str(_("每%(days)s %(at)s", days="、".join(names[day] for day in timing.weekdays), at=at))
    return cron


def next_starts(cron: Cron, window: Window | None, now: datetime, count: int = 5) -> list[datetime]:
    """The next planned starts."""
    found: list[datetime] = []
    moment: datetime | None = now
    while len(found) < count and moment is not None:
        moment = next_planned(cron, window, moment)
        if moment is not None:
            found.append(moment)
    return found
