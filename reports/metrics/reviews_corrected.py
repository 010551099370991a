"""Reviews about disclosure received in the year: corrected."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.case_rows import of_result
from reports.registers.vocabulary import CaseResult
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """Those that stood so at the end of the period."""
    return of_result(scope, "reviews", CaseResult.CORRECTED)


METRIC = Metric(
    name="reviews.corrected",
    title="行政复议纠正数",
    unit="件",
    definition="行政复议台账（reviews.csv）中收到日期落在统计期内、统计期末结果为纠正的件数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("reviews",),
)
