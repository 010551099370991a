"""Requests for disclosure refused in the year."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.requests_answered import rows as answered
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """The answered requests whose result is a refusal (不同意公开), by reason."""
    return [row for row in answered(scope) if row.part.startswith("不同意公开")]


METRIC = Metric(
    name="requests.refused",
    title="不同意公开答复数",
    unit="件",
    definition="依申请公开台账（requests.csv）中答复日期落在统计期内、答复结果为不同意公开的件数。",
    source=Source.REGISTER,
    rows=rows,
    places={"stats-2014": {"3.13": None}},
)
