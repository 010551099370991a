"""How often a site's home page opened, from spaced visits (probes). Pure.

The clause counts visits that did not open within 15 seconds over a week. Not every failed visit says so of the site:

* no answer while the other hosts visited at the same moment gave none either: our own network, does not count;
* no answer while no other host was visited: *alone*, cannot be told apart from our own network; kept apart;
* 401, 403, 412, 429, a certificate, robots.txt, a private address: somebody or something keeps *us* out: undetermined.

Visits less than MIN_GAP apart are one occasion, of which the first counts: twenty visits in a minute are not a day.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from crawler.clock import SHANGHAI, day_in_shanghai
from crawler.links import NO_ANSWER
from crawler.model import Outcome

SECONDS = 15.0  # the longest a visit may take
MIN_GAP = timedelta(minutes=5)
SAME_MOMENT = timedelta(minutes=3)
_OPENS = frozenset({Outcome.OK, Outcome.NOT_MODIFIED, Outcome.TOO_LARGE})
_FAILS = frozenset({Outcome.NOT_FOUND, Outcome.GONE, Outcome.SOFT_404, Outcome.SERVER_ERROR})


class Visit(StrEnum):
    """What one visit says of the site."""

    OPENED = "opened"
    FAILED = "failed"
    ALONE = "alone"
    OWN_NETWORK = "own_network"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Probe:
    """One visit to a home page, all redirects included. `elapsed_ms` is None where no request went out."""

    host: str
    at: datetime
    outcome: Outcome
    status: int | None = None
    elapsed_ms: int | None = None

    @property
    def answered(self) -> bool:
        """True where something at the other end spoke to us, so that our network was up."""
        return self.status is not None or self.outcome is Outcome.TLS


@dataclass(frozen=True, slots=True)
class Availability:
    """What the visits of a period come to. `visits` are those that count: opened, failed and alone."""

    visits: int = 0
    failures: int = 0
    alone: int = 0  # no answer, and nobody else was visited at that moment
    own_network: int = 0  # left out
    undetermined: int = 0  # left out
    too_close: int = 0  # left out: less than MIN_GAP after the one before
    hours: int = 0  # hours of the clock in which at least one visit counts
    by_day: Mapping[date, int] = field(default_factory=dict)
    first: datetime | None = None
    last: datetime | None = None

    @property
    def share(self) -> float | None:
        """Failed visits per visit, 0 to 1, those that are alone not among the failed ones; None without visits."""
        return self.failures / self.visits if self.visits else None

    @property
    def highest_share(self) -> float | None:
        """The share if every visit that is alone was the site's fault."""
        return (self.failures + self.alone) / self.visits if self.visits else None


def visit_of(probe: Probe, others: Sequence[Probe], *, max_seconds: float = SECONDS) -> Visit:
    """What one visit says; `others` are visits to other hosts, at any time."""
    if probe.outcome in _OPENS:
        slow = probe.elapsed_ms is not None and probe.elapsed_ms >= max_seconds * 1000
        return Visit.FAILED if slow else Visit.OPENED
    if probe.outcome in _FAILS:
        return Visit.FAILED
    if probe.outcome not in NO_ANSWER:
        return Visit.UNDETERMINED
    beside = [other for other in others if other.host != probe.host and abs(other.at - probe.at) <= SAME_MOMENT]
    if not beside:
        return Visit.ALONE
    return Visit.FAILED if any(other.answered for other in beside) else Visit.OWN_NETWORK


def availability_of(probes: Sequence[Probe], others: Sequence[Probe], *, max_seconds: float = SECONDS) -> Availability:
    """What the visits to one site come to; the order does not matter."""
    left_out: Counter[Visit] = Counter()
    counted: list[tuple[datetime, Visit]] = []
    too_close = 0
    moments = _Moments(others)
    for probe in sorted(probes, key=lambda probe: probe.at):
        visit = visit_of(probe, moments.around(probe.at), max_seconds=max_seconds)
        if visit in (Visit.OWN_NETWORK, Visit.UNDETERMINED):
            left_out[visit] += 1
        elif counted and probe.at - counted[-1][0] < MIN_GAP:
            too_close += 1
        else:
            counted.append((probe.at, visit))
    kinds = Counter(visit for _, visit in counted)
    return Availability(
        visits=len(counted),
        failures=kinds[Visit.FAILED],
        alone=kinds[Visit.ALONE],
        own_network=left_out[Visit.OWN_NETWORK],
        undetermined=left_out[Visit.UNDETERMINED],
        too_close=too_close,
        hours=len({at.astimezone(SHANGHAI).replace(minute=0, second=0, microsecond=0) for at, _ in counted}),
        by_day=dict(sorted(Counter(day_in_shanghai(at) for at, _ in counted).items())),
        first=counted[0][0] if counted else None,
        last=counted[-1][0] if counted else None,
    )


class _Moments:
    """Visits by time, so that those around a moment are found at once."""

    def __init__(self, probes: Sequence[Probe]) -> None:
        self._probes = sorted(probes, key=lambda probe: probe.at)

    def around(self, moment: datetime) -> Sequence[Probe]:
        first = bisect_left(self._probes, moment - SAME_MOMENT, key=lambda probe: probe.at)
        last = bisect_right(self._probes, moment + SAME_MOMENT, key=lambda probe: probe.at)
        return self._probes[first:last]
