"""Requests answered in the year by the outcomes that the forms since 2019 tell apart."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_rows import OUTCOMES, answered, outcome, outcome_places, outside_since_2019
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each request answered in the period, with its row of table 2."""
    return answered(scope, part=outcome)


METRIC = Metric(
    name="requests.outcomes",
    title="各类办理结果（2019年起）",
    unit="件",
    definition="依申请公开台账（requests.csv）中答复日期落在统计期内的件数，按2019年起年报表格的办理结果分列；没有对应行的结果单独列出。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
    places=outcome_places("total"),
    parts=tuple(OUTCOMES.values()),
    note=outside_since_2019,
)
