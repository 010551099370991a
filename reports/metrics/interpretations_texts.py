"""Interpretations published as texts."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="interpretations.texts",
    title="解读材料数量",
    unit="条",
    what="统计年度内网站发布的文字类解读材料数量",
    places={"website-work": {"interpret.texts": None}},
)
