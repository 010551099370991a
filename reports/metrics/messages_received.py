"""Messages received on the site, those not shown included."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="messages.received",
    title="网站收到留言数量",
    unit="条",
    what="统计年度内网站收到的留言数量，包括没有公开的",
    places={"website-work": {"letters.received": None}},
)
