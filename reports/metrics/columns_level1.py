"""Columns of level 1 on the bureau's site."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.column_rows import of_level

METRIC = Metric(
    name="columns.level1",
    title="一级栏目数",
    unit="个",
    definition="本单位网站最近一次采集时栏目树中的一级栏目，指向其他网站的菜单项不计。",
    source=Source.CRAWL,
    rows=lambda scope: of_level(scope, 1),
    sites=("bureau",),
)
