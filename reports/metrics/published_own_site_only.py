"""Items of the year that stand on the own site only."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.channels import own_only

METRIC = Metric(
    name="published.own_site_only",
    title="仅在本单位网站公开政府信息数",
    unit="条",
    definition="统计期内在本单位网站发布、而同期市级政府信息公开平台上没有同一信息的条数。",
    source=Source.CRAWL,
    rows=own_only,
    sites=("bureau", "municipal"),
)
