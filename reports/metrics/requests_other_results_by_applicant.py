"""Requests that ended in another way, by kind of applicant: the single row of the trial form of 2019."""

from __future__ import annotations

from collections.abc import Callable

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_rows import APPLICANTS, answered, by_applicant, outcome_row
from reports.registers.forms import Request
from reports.registers.results import OTHER_BEFORE_2021
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each. Raises NotKnown where a kind of applicant is missing."""
    return by_applicant(scope, _others)


def _others(scope: Scope, part: Callable[[Request], str]) -> list[Counted]:
    return answered(scope, lambda form: (outcome_row(form) or "").startswith(OTHER_BEFORE_2021), part)


METRIC = Metric(
    name="requests.other_results_by_applicant",
    title="各类申请人其他处理申请数",
    unit="件",
    definition="依申请公开台账（requests.csv）中答复日期落在统计期内、办理结果为其他处理的件数，按申请人类别分列；"
    "有未填写类别的不出数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
    places={"oia-2019": {f"t2.r3.6.{field}": kind for field, kind in APPLICANTS.items()}},
    parts=tuple(APPLICANTS.values()),
)
