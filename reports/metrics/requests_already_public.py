"""Requests about what is public already."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_rows import answered
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """The answered requests with this result."""
    return answered(scope, lambda form: form.result == "已主动公开")


METRIC = Metric(
    name="requests.already_public",
    title="已主动公开申请数",
    unit="件",
    definition="依申请公开台账（requests.csv）中答复日期落在统计期内、办理结果为属于已主动公开范围的件数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
)
