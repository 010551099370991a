"""Visitors of the site in the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="website.visitors",
    title="网站独立用户访问总量",
    unit="个",
    what="统计年度内访问网站的独立用户总量",
    places={"website-work": {"visits.visitors": None}},
)
