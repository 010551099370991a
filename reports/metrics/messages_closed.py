"""Messages closed, those not shown included."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="messages.closed",
    title="网站办结留言数量",
    unit="条",
    what="统计年度内办结的网站留言数量，包括没有公开的",
    places={"website-work": {"letters.closed": None}},
)
