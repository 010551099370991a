"""Requests carried over to the next year, by their dates."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_rows import carried_out
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each request that stood open at the turn of the year."""
    return carried_out(scope)


METRIC = Metric(
    name="requests.carried_out",
    title="结转下年度申请数",
    unit="件",
    definition="依申请公开台账（requests.csv）中收到日期不晚于统计期末、统计期末尚未答复的件数，按日期计算。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
    places={"oia-2019": {"t2.r4.total": None}, "oia-2021": {"t2.r4.total": None}},
)
