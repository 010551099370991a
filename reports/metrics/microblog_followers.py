"""Microblog followers at the end of the year."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.register_rows import followers
from reports.registers.vocabulary import Platform

METRIC = Metric(
    name="microblog.followers",
    title="官方微博粉丝数",
    unit="个",
    definition="政务新媒体台账（media.csv）中平台为微博的各账号在统计年度内最近一期的粉丝数之和。",
    source=Source.REGISTER,
    rows=lambda scope: followers(scope, Platform.MICROBLOG),
    registers=("media",),
    places={"website-work": {"microblog.followers": None}},
)
