"""Columns that moved to another address or place since the end of the year before."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.column_changes import NEAR, changes, went_row
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each of them. Raises NotKnown without a whole crawl near the ends of both years."""
    return [went_row(scope, went, "迁移到") for went in changes(scope).moved]


METRIC = Metric(
    name="columns.moved",
    title="迁移栏目数",
    unit="个",
    definition=f"本单位网站上年末有、监测时间点换了网址或位置而内容延续的栏目；只改名称、网址不变的不计。两个时间点各取前后{NEAR}天内最近的一次完整采集，缺一即为未知。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
)
