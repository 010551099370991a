"""Kinds of other services and controls at the end of the year before."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="services.projects_before",
    title="其他对外管理服务事项上一年项目数量",
    unit="项",
    what="上一年末其他对外管理服务事项项目数量",
    places={"oia-2019": {"t1.services.projects_before": None}},
)
