"""Interpretations published as charts, sound or film."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="interpretations.products",
    title="解读产品数量",
    unit="个",
    what="统计年度内网站发布的图表、音频、视频、动漫等解读产品数量",
    places={"website-work": {"interpret.products": None}},
)
