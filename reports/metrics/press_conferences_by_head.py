"""Press conferences that the head of the organ took part in."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.event_rows import by_head
from reports.registers.forms import PressConference
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """Those with the head. Raises NotKnown where it is not filled in."""
    return by_head(scope, "press_conferences", PressConference)


METRIC = Metric(
    name="press_conferences.by_head",
    title="主要负责同志参加新闻发布会次数",
    unit="次",
    definition="新闻发布会台账（press_conferences.csv）中召开日期落在统计期内、主要负责同志参加的行数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("press_conferences",),
    places={"stats-2014": {"2.4": None}},
)
