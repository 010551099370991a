"""Requests not handled."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_rows import answered, outcome_row
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """The answered requests with this result."""
    return answered(scope, lambda form: (outcome_row(form) or "").startswith("r3.5"))


METRIC = Metric(
    name="requests.not_handled",
    title="不予处理申请数",
    unit="件",
    definition="依申请公开台账（requests.csv）中答复日期落在统计期内、办理结果为不予处理的件数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
)
