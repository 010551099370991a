"""Days it took on average to close a message."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="messages.days",
    title="网站留言平均办理时间",
    unit="天",
    what="统计年度内网站留言的平均办理天数",
    places={"website-work": {"letters.days": None}},
)
