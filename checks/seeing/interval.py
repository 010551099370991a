"""Between which two days something must have happened: the honest statement of whoever looks now and then.

Days are days in Asia/Shanghai. `after` is the last day on which it was seen not to be so, `by` the first on which it
was: with a crawl a week the interval is a week, and each crawl that failed widens it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crawler.catalogue.history import Sighting


@dataclass(frozen=True, slots=True)
class Interval:
    """The days between which something happened, both included."""

    after: date
    by: date

    @property
    def chinese(self) -> str:
        """As messages word it: 2016-03-07至2016-03-14之间."""
        return f"{self.after}至{self.by}之间" if self.after != self.by else f"{self.by}当天"

    @property
    def days(self) -> int:
        """How many days wide it is."""
        return (self.by - self.after).days


def last_whole_before(seen: Sequence[Sighting], at: str) -> Sighting | None:
    """The newest whole sighting of a column before a UTC moment; `seen` is in order of time."""
    return next((one for one in reversed(seen) if one.whole and one.at < at), None)


def seen_whole_between(sightings: Mapping[int, Sequence[Sighting]], column_id: int, after: date, before: str) -> bool:
    """True if a column's list was seen whole on a later day than `after` and before a UTC moment."""
    return any(one.whole and one.day > after and one.at < before for one in sightings.get(column_id, ()))
