"""Talks on the site that the head of the organ took part in."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.event_rows import by_head
from reports.registers.forms import Interview
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """Those with the head. Raises NotKnown where it is not filled in."""
    return by_head(scope, "interviews", Interview)


METRIC = Metric(
    name="interviews.by_head",
    title="主要负责同志参加政府网站在线访谈次数",
    unit="次",
    definition="在线访谈台账（interviews.csv）中访谈日期落在统计期内、主要负责同志参加的行数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("interviews",),
    places={"stats-2014": {"2.6": None}},
)
