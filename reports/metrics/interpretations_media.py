"""Comments of the media published on the site."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="interpretations.media",
    title="媒体评论文章数量",
    unit="篇",
    what="统计年度内网站发布的媒体评论文章数量",
    places={"website-work": {"interpret.media": None}},
)
