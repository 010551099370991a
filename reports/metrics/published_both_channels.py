"""Items of the year that stand on both channels."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.channels import both

METRIC = Metric(
    name="published.both_channels",
    title="在两个网站同时公开政府信息数",
    unit="条",
    definition="统计期内在本单位网站发布、同期市级政府信息公开平台上也有同一信息的条数。",
    source=Source.CRAWL,
    rows=both,
    sites=("bureau", "municipal"),
)
