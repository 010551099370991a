"""Items published in the government gazette."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="published.gazette",
    title="政府公报公开政府信息数",
    unit="条",
    what="统计年度内通过政府公报公开的政府信息条数",
    places={"stats-2014": {"1.5": None}},
)
