"""Decisions on other services and controls in the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="services.decided",
    title="其他对外管理服务事项处理决定数量",
    unit="件",
    what="统计年度内作出的其他对外管理服务事项处理决定件数",
    places={"oia-2019": {"t1.services.decided": None}},
)
