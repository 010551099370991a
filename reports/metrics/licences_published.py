"""Licences that the own site published in the year (双公示)."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.decisions import published, unread_note

METRIC = Metric(
    name="licences.published",
    title="网站公示行政许可决定数",
    unit="件",
    definition="本单位网站上显示决定内容（文号、相对人、决定日期等）的行政许可决定中，最早的发布日期落在统计期内的件数，"
    "同一文号只计1件；一条信息列出多件决定的逐件计算。",
    source=Source.CRAWL,
    rows=lambda scope: published(scope, "licence"),
    sites=("bureau",),
    note=lambda scope: unread_note(scope, "licence"),
)
