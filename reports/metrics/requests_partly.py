"""Requests granted in part."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_rows import answered, outcome_row
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """The answered requests with this result."""
    return answered(scope, lambda form: outcome_row(form) == "r3.2")


METRIC = Metric(
    name="requests.partly",
    title="部分公开申请数",
    unit="件",
    definition="依申请公开台账（requests.csv）中答复日期落在统计期内、办理结果为部分公开的件数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
)
