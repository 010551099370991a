"""Cases of legal persons handled through the site."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="services.handled_legal",
    title="网站法人办件量",
    unit="件",
    what="统计年度内网站法人办件量",
    places={"website-work": {"handled.legal": None}},
)
