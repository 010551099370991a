"""People who work on disclosure alone."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="staff.full_time",
    title="政府信息公开专职人员数",
    unit="人",
    what="年末政府信息公开专职人员数，不包括政府公报及政府网站工作人员",
    places={"stats-2014": {"8.4": None}},
)
