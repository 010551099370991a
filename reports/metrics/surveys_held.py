"""Surveys and consultations begun in the year."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.event_rows import surveys
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each survey."""
    return surveys(scope)


METRIC = Metric(
    name="surveys.held",
    title="征集调查期数",
    unit="期",
    definition="征集调查台账（surveys.csv）中开始日期落在统计期内的行数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("surveys",),
    places={"website-work": {"surveys.held": None}},
)
