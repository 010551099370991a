"""Reviews about disclosure, received in the year, by result."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.case_rows import cases, in_three
from reports.registers.vocabulary import CaseResult
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each, in the three results of the appendix of 2014-2018."""
    return in_three(cases(scope, "reviews"))


METRIC = Metric(
    name="reviews.received",
    title="因政府信息公开被申请行政复议数",
    unit="件",
    definition="行政复议台账（reviews.csv）中收到日期落在统计期内的件数；统计期末尚未审结的列入其他情形。",
    source=Source.REGISTER,
    rows=rows,
    registers=("reviews",),
    places={
        "stats-2014": {
            "4": None,
            "4.1": CaseResult.UPHELD,
            "4.2": CaseResult.CORRECTED,
            "4.3": CaseResult.OTHER,
        }
    },
    parts=(CaseResult.UPHELD, CaseResult.CORRECTED, CaseResult.OTHER),
)
