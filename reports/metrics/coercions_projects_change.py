"""How many kinds of coercive measures came or went in the year; below 0 where they went."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="coercions.projects_change",
    title="行政强制项目本年增减",
    unit="项",
    what="统计年度内行政强制项目数量的增减，减少为负数",
    places={"oia-2019": {"t1.coercions.change": None}},
)
