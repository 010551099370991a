"""Kinds of penalties at the end of the year before."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="penalties.projects_before",
    title="行政处罚上一年项目数量",
    unit="项",
    what="上一年末行政处罚项目数量",
    places={"oia-2019": {"t1.penalties.projects_before": None}},
)
