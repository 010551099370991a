"""Decisions on penalties in the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="penalties.decided",
    title="行政处罚处理决定数量",
    unit="件",
    what="统计年度内作出的行政处罚处理决定件数",
    places={"oia-2019": {"t1.penalties.decided": None}, "oia-2021": {"t1.penalties.decided": None}},
)
