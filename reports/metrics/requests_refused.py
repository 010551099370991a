"""Requests for disclosure refused in the year."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_rows import answered
from reports.registers.results import results
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """The answered requests whose result is a refusal."""
    return answered(scope, lambda form: bool(form.result and results()[form.result].refused))


METRIC = Metric(
    name="requests.refused",
    title="不予公开申请数",
    unit="件",
    definition="依申请公开台账（requests.csv）中答复日期落在统计期内、答复结果为不同意（不予）公开的件数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
    places={"stats-2014": {"3.13": None}},
)
