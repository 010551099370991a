"""Requests carried over from the year before, by their dates."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_rows import carried_in
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each request that stood open at the turn of the year."""
    return carried_in(scope)


METRIC = Metric(
    name="requests.carried_in",
    title="上年结转申请数",
    unit="件",
    definition="依申请公开台账（requests.csv）中收到日期在统计期之前、统计期开始时尚未答复的件数，按日期计算。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
    places={"oia-2019": {"t2.r2.total": None}, "oia-2021": {"t2.r2.total": None}},
)
