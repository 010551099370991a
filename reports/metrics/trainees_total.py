"""People who took part in training courses, each as often as they did."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.event_rows import trainings
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each course, with its people."""
    return trainings(scope, people=True)


METRIC = Metric(
    name="trainees.total",
    title="接受政府信息公开培训人员数",
    unit="人次",
    definition="信息公开培训台账（trainings.csv）中日期落在统计期内各行参训人数之和。",
    source=Source.REGISTER,
    rows=rows,
    registers=("trainings",),
    places={"stats-2014": {"9.3": None}},
)
