"""Administrative reviews about disclosure, received in the year, by result."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.register_rows import cases
from reports.register_forms import CaseResult

METRIC = Metric(
    name="reviews.received",
    title="因政府信息公开被申请行政复议数",
    unit="件",
    definition="行政复议台账（reviews.csv）中收到日期落在统计期内的件数；尚未审结的列入其他情形。",
    source=Source.REGISTER,
    rows=lambda scope: cases(scope, "reviews"),
    places={"stats-2014": {"4": None, "4.1": CaseResult.UPHELD, "4.2": CaseResult.CORRECTED, "4.3": CaseResult.OTHER}},
    parts=tuple(CaseResult),
)
