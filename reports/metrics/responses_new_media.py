"""Events answered by microblog and wechat."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="responses.new_media",
    title="微博微信回应事件数",
    unit="次",
    what="统计年度内通过政务微博、微信回应的事件次数",
    places={"stats-2014": {"2.8": None}},
)
