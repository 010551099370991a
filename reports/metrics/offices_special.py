"""Offices for disclosure at the end of the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="offices.special",
    title="政府信息公开工作专门机构数",
    unit="个",
    what="年末政府信息公开工作专门机构个数",
    places={"stats-2014": {"8.1": None}},
)
