"""Opinions that surveys of the year brought in."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.event_rows import surveys
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each survey. Raises NotKnown where a number is missing."""
    return surveys(scope, opinions=True)


METRIC = Metric(
    name="surveys.opinions",
    title="征集调查收到意见数量",
    unit="条",
    definition="征集调查台账（surveys.csv）中开始日期落在统计期内各行收到意见数之和。",
    source=Source.REGISTER,
    rows=rows,
    registers=("surveys",),
    places={"website-work": {"surveys.opinions": None}},
)
