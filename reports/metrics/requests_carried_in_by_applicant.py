"""Requests carried over from the year before, by kind of applicant."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_rows import APPLICANTS, by_applicant, carried_in
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each request. Raises NotKnown where a kind of applicant is missing."""
    return by_applicant(scope, carried_in)


METRIC = Metric(
    name="requests.carried_in_by_applicant",
    title="各类申请人上年结转申请数",
    unit="件",
    definition="依申请公开台账（requests.csv）中收到日期在统计期之前、统计期开始时尚未答复的件数，按申请人类别分列；有未填写类别的不出数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
    places={form: {f"t2.r2.{field}": kind for field, kind in APPLICANTS.items()} for form in ("oia-2019", "oia-2021")},
    parts=tuple(APPLICANTS.values()),
)
