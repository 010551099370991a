"""How we behaved towards a host, day by day: how much was asked, and how far apart. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from statistics import median

from crawler.catalogue.asked import Held, Request
from crawler.clock import day_in_shanghai


@dataclass(frozen=True, slots=True)
class Day:
    """One day (Asia/Shanghai) with a host. Distances are seconds between the moments at which requests went out."""

    day: date
    requests: int
    by_purpose: Mapping[str, int]
    bytes: int
    smallest: float | None  # None where there was one request only
    middle: float | None  # the median
    longest_answer_ms: int | None
    robots_status: tuple[str, ...]  # what robots.txt answered: its status, or why there was none
    crawl_delay: float | None  # the longest it asked for
    held: Mapping[str, int] = field(default_factory=dict)  # addresses left alone because of robots.txt, by outcome


def days_of(requests: Sequence[Request], held: Iterable[Held] = ()) -> list[Day]:
    """The days on which anything was asked of a host, or left alone, in order.

    The distance to the last request of the day before counts for the later day.
    """
    ordered = sorted(requests, key=lambda request: request.at)
    gaps: dict[date, list[float]] = {}
    for earlier, later in pairwise(ordered):
        gaps.setdefault(day_in_shanghai(later.at), []).append((later.at - earlier.at).total_seconds())
    kept: dict[date, Counter[str]] = {}
    for entry in held:
        kept.setdefault(day_in_shanghai(entry.at), Counter())[entry.outcome] += 1
    found: dict[date, list[Request]] = {day: [] for day in kept}
    for request in ordered:
        found.setdefault(day_in_shanghai(request.at), []).append(request)
    return [_day(day, found[day], gaps.get(day, []), kept.get(day, Counter())) for day in sorted(found)]


def _day(day: date, requests: Sequence[Request], gaps: Sequence[float], held: Mapping[str, int]) -> Day:
    robots = [request for request in requests if request.purpose == "robots"]
    delays = [request.crawl_delay for request in robots if request.crawl_delay is not None]
    answers = [request.elapsed_ms for request in requests if request.elapsed_ms is not None]
    return Day(
        day=day,
        requests=len(requests),
        by_purpose=dict(sorted(Counter(request.purpose for request in requests).items())),
        bytes=sum(request.bytes for request in requests),
        smallest=min(gaps, default=None),
        middle=median(gaps) if gaps else None,
        longest_answer_ms=max(answers, default=None),
        robots_status=tuple(dict.fromkeys(str(request.status or request.outcome) for request in robots)),
        crawl_delay=max(delays, default=None),
        held=dict(sorted(held.items())),
    )
