"""Meetings about disclosure held in the year."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.register_rows import meetings
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each meeting."""
    return meetings(scope, "meetings")


METRIC = Metric(
    name="meetings.held",
    title="召开政府信息公开工作会议或专题会议数",
    unit="次",
    definition="信息公开工作会议台账（meetings.csv）中召开日期落在统计期内的行数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("meetings",),
    places={"stats-2014": {"9.1": None}},
)
