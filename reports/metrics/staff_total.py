"""People who work on disclosure at the end of the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="staff.total",
    title="从事政府信息公开工作人员数",
    unit="人",
    what="年末从事政府信息公开工作的人数",
    places={"stats-2014": {"8.3": None}},
)
