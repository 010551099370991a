"""Complaints about disclosure."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="complaints.received",
    title="举报投诉数量",
    unit="件",
    what="统计年度内收到的政府信息公开举报投诉件数",
    places={"stats-2014": {"6": None}},
)
