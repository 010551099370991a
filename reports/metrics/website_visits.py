"""Visits of the site in the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="website.visits",
    title="网站总访问量",
    unit="次",
    what="统计年度内网站的总访问量",
    places={"website-work": {"visits.total": None}},
)
