"""Items published in other ways: notice boards, periodicals, broadcasting."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="published.other_ways",
    title="其他方式公开政府信息数",
    unit="条",
    what="统计年度内通过公报、网站、微博、微信以外的方式（公开栏、刊物、广播电视等）公开的政府信息条数",
    places={"stats-2014": {"1.9": None}},
)
