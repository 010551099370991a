"""Requests of legal persons and other organisations received in the year."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_rows import by_applicant, received
from reports.registers.vocabulary import Applicant
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """The received requests of all others. Raises NotKnown where a kind of applicant is missing."""
    return [row for row in by_applicant(scope, received) if row.part != Applicant.NATURAL]


METRIC = Metric(
    name="requests.legal",
    title="法人或其他组织申请数",
    unit="件",
    definition="依申请公开台账（requests.csv）中收到日期落在统计期内、申请人类别为法人或其他组织（五类之和）的件数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
)
