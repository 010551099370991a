"""Reviews received in the year as the forms since 2019 tell them apart."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.case_rows import cases
from reports.registers.vocabulary import CaseResult
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each review received in the period."""
    return cases(scope, "reviews")


METRIC = Metric(
    name="reviews.outcomes",
    title="行政复议结果（2019年起）",
    unit="件",
    definition="行政复议台账（reviews.csv）中收到日期落在统计期内的件数，按统计期末的结果分列，尚未审结的单列。",
    source=Source.REGISTER,
    rows=rows,
    registers=("reviews",),
    places={
        form: {
            "t3.review.upheld": CaseResult.UPHELD,
            "t3.review.corrected": CaseResult.CORRECTED,
            "t3.review.other": CaseResult.OTHER,
            "t3.review.pending": CaseResult.PENDING,
            "t3.review.total": None,
        }
        for form in ("oia-2019", "oia-2021")
    },
    parts=tuple(CaseResult),
)
