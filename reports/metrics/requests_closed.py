"""Requests for disclosure closed in the year: the register holds one day for the answer, which closes a request."""

from __future__ import annotations

from dataclasses import replace

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_rows import answered
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each request answered in the period, whenever it was received."""
    return [replace(row, part="") for row in answered(scope)]


METRIC = Metric(
    name="requests.closed",
    title="依申请公开申请办结数",
    unit="件",
    definition="依申请公开台账（requests.csv）中答复日期落在统计期内的件数；答复即视为办结。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
    places={"stats-2014": {"3.6": None}},
)
