"""Suits about disclosure, received in the year, by result."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.case_rows import cases, in_three
from reports.registers.vocabulary import CaseResult
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each, in the three results of the appendix of 2014-2018."""
    return in_three(cases(scope, "suits"))


METRIC = Metric(
    name="suits.received",
    title="因政府信息公开被提起行政诉讼数",
    unit="件",
    definition="行政诉讼台账（suits.csv）中收到日期落在统计期内的件数；统计期末尚未审结的列入其他情形。",
    source=Source.REGISTER,
    rows=rows,
    registers=("suits",),
    places={
        "stats-2014": {
            "5": None,
            "5.1": CaseResult.UPHELD,
            "5.2": CaseResult.CORRECTED,
            "5.3": CaseResult.OTHER,
        }
    },
    parts=(CaseResult.UPHELD, CaseResult.CORRECTED, CaseResult.OTHER),
)
