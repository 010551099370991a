"""Kinds of charges at the end of the year before."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="charges.projects_before",
    title="行政事业性收费上一年项目数量",
    unit="项",
    what="上一年末行政事业性收费项目数量",
    places={"oia-2019": {"t1.charges.projects_before": None}},
)
