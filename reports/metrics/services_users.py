"""Registered users at the end of the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="services.users",
    title="网站注册用户数",
    unit="个",
    what="年末网站办事服务注册用户数",
    places={"website-work": {"service.users": None}},
)
