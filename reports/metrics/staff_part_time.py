"""People who work on disclosure among other things."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="staff.part_time",
    title="政府信息公开兼职人员数",
    unit="人",
    what="年末政府信息公开兼职人员数",
    places={"stats-2014": {"8.5": None}},
)
