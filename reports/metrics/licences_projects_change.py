"""How many kinds of licences came or went in the year; below 0 where they went."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="licences.projects_change",
    title="行政许可项目本年增减",
    unit="项",
    what="统计年度内行政许可项目数量的增减，减少为负数",
    places={"oia-2019": {"t1.licences.change": None}},
)
