"""Training courses about disclosure held in the year."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.event_rows import trainings
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each course."""
    return trainings(scope)


METRIC = Metric(
    name="trainings.held",
    title="举办政府信息公开培训班数",
    unit="次",
    definition="信息公开培训台账（trainings.csv）中日期落在统计期内的行数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("trainings",),
    places={"stats-2014": {"9.2": None}},
)
