"""Requests for what the organ does not have or cannot find."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_rows import answered, outcome_row
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """The answered requests with such a result."""
    return answered(scope, lambda form: (outcome_row(form) or "").startswith("r3.4"))


METRIC = Metric(
    name="requests.not_available",
    title="无法提供申请数",
    unit="件",
    definition="依申请公开台账（requests.csv）中答复日期落在统计期内、办理结果为无法提供（含信息不存在、不属于本机关）的件数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
)
