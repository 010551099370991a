"""Suits about disclosure received in the year: pending."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.case_rows import of_result
from reports.registers.vocabulary import CaseResult
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """Those that stood so at the end of the period."""
    return of_result(scope, "suits", CaseResult.PENDING)


METRIC = Metric(
    name="suits.pending",
    title="行政诉讼尚未审结数",
    unit="件",
    definition="行政诉讼台账（suits.csv）中收到日期落在统计期内、统计期末结果为尚未审结的件数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("suits",),
)
