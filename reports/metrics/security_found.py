"""Faults that security tests found."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="security.found",
    title="网站安全检测发现问题数量",
    unit="个",
    what="统计年度内安全检测评估发现的问题数量",
    places={"website-work": {"security.found": None}},
)
