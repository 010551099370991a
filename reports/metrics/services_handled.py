"""Cases handled through the site."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="services.handled",
    title="网站办件量",
    unit="件",
    what="统计年度内网站办件总量",
    places={"website-work": {"handled.total": None}},
)
