"""Kinds of licences at the end of the year before."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="licences.projects_before",
    title="行政许可上一年项目数量",
    unit="项",
    what="上一年末行政许可项目数量",
    places={"oia-2019": {"t1.licences.projects_before": None}},
)
