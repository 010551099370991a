"""What the column 征集调查 of the own site published in the year; how many were held is a matter of registers."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.classes import in_columns
from reports.metrics.item_rows import ItemRows
from reports.metrics.published import own

METRIC = Metric(
    name="surveys.published",
    title="发布征集调查信息数",
    unit="条",
    definition="本单位网站征集调查栏目列出的、发布日期落在统计期内的信息（含结果反馈），同一信息只计1条；不等于举办的期数。",
    source=Source.CRAWL,
    rows=lambda scope: ItemRows(scope, in_columns(scope, own(scope), ("col.survey",))),
    sites=("bureau",),
)
