"""Items of the year that stand on the municipal portal only."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.channels import municipal_only

METRIC = Metric(
    name="published.municipal_only",
    title="仅在市级平台公开政府信息数",
    unit="条",
    definition="统计期内在市级政府信息公开平台以本机关名义发布、而同期本单位网站上没有同一信息的条数。",
    source=Source.CRAWL,
    rows=municipal_only,
    sites=("bureau", "municipal"),
)
