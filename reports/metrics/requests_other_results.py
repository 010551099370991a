"""Requests that ended in another way: not completed, not paid, other."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_rows import answered, outcome_row
from reports.registers.results import OTHER_BEFORE_2021
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """The answered requests with such a result."""
    return answered(scope, lambda form: (outcome_row(form) or "").startswith(OTHER_BEFORE_2021))


METRIC = Metric(
    name="requests.other_results",
    title="其他处理申请数",
    unit="件",
    definition="依申请公开台账（requests.csv）中答复日期落在统计期内、办理结果为其他处理的件数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
    places={"oia-2019": {"t2.r3.6.total": None}},
)
