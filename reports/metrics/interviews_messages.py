"""Messages of the public in talks on the site."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.event_rows import interviews
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each talk. Raises NotKnown where a number is missing."""
    return interviews(scope, "messages")


METRIC = Metric(
    name="interviews.messages",
    title="在线访谈网民留言数量",
    unit="条",
    definition="在线访谈台账（interviews.csv）中访谈日期落在统计期内各行网民留言数之和。",
    source=Source.REGISTER,
    rows=rows,
    registers=("interviews",),
    places={"website-work": {"interviews.messages": None}},
)
