"""Forums held in the year."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.register_rows import meetings

METRIC = Metric(
    name="forums.held",
    title="召开政务论坛数",
    unit="场",
    definition="台账（forums.csv）中召开日期落在统计期内的行数。",
    source=Source.REGISTER,
    rows=lambda scope: meetings(scope, "forums"),
    registers=("forums",),
)
