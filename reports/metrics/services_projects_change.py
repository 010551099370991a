"""How many kinds of other services and controls came or went in the year; below 0 where they went."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="services.projects_change",
    title="其他对外管理服务事项项目本年增减",
    unit="项",
    what="统计年度内其他对外管理服务事项项目数量的增减，减少为负数",
    places={"oia-2019": {"t1.services.change": None}},
)
