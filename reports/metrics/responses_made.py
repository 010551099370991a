"""Answers to public concerns; one concern answered in several ways counts once."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="responses.made",
    title="回应公众关注热点或重大舆情数",
    unit="次",
    what="统计年度内回应公众关注热点或重大舆情的次数，不同方式回应同一热点或舆情计1次",
    places={"stats-2014": {"2.1": None}, "website-work": {"responses": None}},
)
