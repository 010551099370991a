"""Cases of natural persons handled through the site."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="services.handled_natural",
    title="网站自然人办件量",
    unit="件",
    what="统计年度内网站自然人办件量",
    places={"website-work": {"handled.natural": None}},
)
