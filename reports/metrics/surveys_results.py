"""Surveys whose outcome was published in the year."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.event_rows import survey_results
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each survey."""
    return survey_results(scope)


METRIC = Metric(
    name="surveys.results",
    title="公布征集调查结果期数",
    unit="期",
    definition="征集调查台账（surveys.csv）中公布结果日期落在统计期内的行数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("surveys",),
    places={"website-work": {"surveys.results": None}},
)
