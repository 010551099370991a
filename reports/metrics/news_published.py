"""News that the own site published in the year."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.item_rows import ItemRows
from reports.metrics.news import news

METRIC = Metric(
    name="news.published",
    title="发布动态信息数",
    unit="条",
    definition="本单位网站动态要闻类栏目列出的、发布日期落在统计期内的信息，同一信息只计1条。",
    source=Source.CRAWL,
    rows=lambda scope: ItemRows(scope, news(scope)),
    sites=("bureau",),
)
