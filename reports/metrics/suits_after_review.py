"""Suits received in the year that followed a review."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.case_rows import suits_of
from reports.registers.vocabulary import CaseResult, SuitKind
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each. Raises NotKnown where the kind of a suit is missing."""
    return suits_of(scope, SuitKind.AFTER_REVIEW)


METRIC = Metric(
    name="suits.after_review",
    title="复议后起诉的行政诉讼数",
    unit="件",
    definition="行政诉讼台账（suits.csv）中收到日期落在统计期内、诉讼类型为复议后起诉的件数，按统计期末的结果分列；有未填写类型的不出数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("suits",),
    places={
        form: {
            "t3.after.upheld": CaseResult.UPHELD,
            "t3.after.corrected": CaseResult.CORRECTED,
            "t3.after.other": CaseResult.OTHER,
            "t3.after.pending": CaseResult.PENDING,
            "t3.after.total": None,
        }
        for form in ("oia-2019", "oia-2021")
    },
    parts=tuple(CaseResult),
)
