"""Answered requests of one kind of applicant (other), by outcome since 2019."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_rows import OUTCOMES, of_applicant, outcome_places, outside_since_2019
from reports.registers.vocabulary import Applicant
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each. Raises NotKnown where a kind of applicant is missing."""
    return of_applicant(scope, Applicant.OTHER)


METRIC = Metric(
    name="requests.outcomes_other",
    title="其他组织申请的办理结果",
    unit="件",
    definition="依申请公开台账（requests.csv）中答复日期落在统计期内、申请人类别为其他组织的件数，按2019年起年报表格的办理结果分列；有未填写类别的不出数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
    places=outcome_places("other"),
    parts=tuple(OUTCOMES.values()),
    note=outside_since_2019,
)
