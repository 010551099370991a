"""Wechat followers at the end of the year."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.register_rows import followers
from reports.registers.vocabulary import Platform

METRIC = Metric(
    name="wechat.followers",
    title="官方微信关注人数",
    unit="人",
    definition="政务新媒体台账（media.csv）中平台为微信的各账号在统计年度内最近一期的关注数之和。",
    source=Source.REGISTER,
    rows=lambda scope: followers(scope, Platform.WECHAT),
    registers=("media",),
    places={"website-work": {"wechat.followers": None}},
)
