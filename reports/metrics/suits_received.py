"""Suits about disclosure, received in the year, by result."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.register_rows import cases
from reports.register_forms import CaseResult

METRIC = Metric(
    name="suits.received",
    title="因政府信息公开被提起行政诉讼数",
    unit="件",
    definition="行政诉讼台账（suits.csv）中收到日期落在统计期内的件数；尚未审结的列入其他情形。",
    source=Source.REGISTER,
    rows=lambda scope: cases(scope, "suits"),
    places={"stats-2014": {"5": None, "5.1": CaseResult.UPHELD, "5.2": CaseResult.CORRECTED, "5.3": CaseResult.OTHER}},
    parts=tuple(CaseResult),
)
