"""Hearings held in the year."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.register_rows import meetings

METRIC = Metric(
    name="hearings.held",
    title="召开听证会数",
    unit="场",
    definition="台账（hearings.csv）中召开日期落在统计期内的行数。",
    source=Source.REGISTER,
    rows=lambda scope: meetings(scope, "hearings"),
    registers=("hearings",),
)
