"""Microblog posts in the year."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.register_rows import posts
from reports.registers.vocabulary import Platform

METRIC = Metric(
    name="microblog.posts",
    title="官方微博发布信息数",
    unit="条",
    definition="政务新媒体台账（media.csv）中平台为微博、期间在统计年度内各行发布数之和。",
    source=Source.REGISTER,
    rows=lambda scope: posts(scope, Platform.MICROBLOG),
    registers=("media",),
    places={"stats-2014": {"1.7": None}, "website-work": {"microblog.posts": None}},
)
