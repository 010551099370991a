"""Kinds of coercive measures at the end of the year before."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="coercions.projects_before",
    title="行政强制上一年项目数量",
    unit="项",
    what="上一年末行政强制项目数量",
    places={"oia-2019": {"t1.coercions.projects_before": None}},
)
