"""Security tests of the site."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="security.tests",
    title="网站安全检测评估次数",
    unit="次",
    what="统计年度内网站安全检测评估次数",
    places={"website-work": {"security.tests": None}},
)
