"""Events answered in other ways."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="responses.other_ways",
    title="其他方式回应事件数",
    unit="次",
    what="统计年度内以其他方式回应的事件次数",
    places={"stats-2014": {"2.9": None}},
)
