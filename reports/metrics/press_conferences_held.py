"""Press conferences held in the year."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.register_rows import meetings

METRIC = Metric(
    name="press_conferences.held",
    title="召开新闻发布会数",
    unit="次",
    definition="台账（press_conferences.csv）中召开日期落在统计期内的行数。",
    source=Source.REGISTER,
    rows=lambda scope: meetings(scope, "press_conferences"),
    registers=("press_conferences",),
    places={"stats-2014": {"2.3": None}},
)
