"""The week of probes that the rules on reachability judge: how much is enough, and which week it is."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from checks.facts import SiteFacts
from checks.rule import Options
from crawler.availability import Availability


class ProbeOptions(Options):
    """How many visits are needed in how many days, and after how many seconds a visit has failed."""

    min_visits: int = Field(ge=1)
    max_seconds: float = Field(gt=0)
    days: int = Field(default=7, ge=1)
    per_day: int = Field(default=20, ge=1)


def week_of(facts: SiteFacts, options: ProbeOptions) -> Availability | None:
    """The probes up to the monitoring point, or up to the day before it if that day alone is not full; None without."""
    weeks = [
        facts.availability(end - timedelta(days=options.days - 1), end, options.max_seconds)
        for end in (facts.as_of, facts.as_of - timedelta(days=1))
    ]
    whole = next((week for week in weeks if is_whole(week, options)), None)
    made = [week for week in weeks if week.visits or week.own_network or week.undetermined]
    return whole or (made[0] if made else None)


def is_whole(week: Availability, options: ProbeOptions) -> bool:
    """True if there were enough visits on enough days."""
    return week.visits >= options.min_visits and full_days(week, options) >= options.days


def full_days(week: Availability, options: ProbeOptions) -> int:
    """On how many days there were enough visits."""
    return sum(count >= options.per_day for count in week.by_day.values())
