"""Talks with the public held on the site in the year."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.event_rows import interviews
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each talk."""
    return interviews(scope)


METRIC = Metric(
    name="interviews.held",
    title="政府网站在线访谈次数",
    unit="次",
    definition="在线访谈台账（interviews.csv）中访谈日期落在统计期内的行数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("interviews",),
    places={"stats-2014": {"2.5": None}, "website-work": {"interviews.held": None}},
)
