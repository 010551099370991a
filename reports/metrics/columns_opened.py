"""Columns that were opened since the end of the year before."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.column_changes import NEAR, changes, column_was
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each of them. Raises NotKnown without a whole crawl near the ends of both years."""
    return [column_was(scope, column, "新开设") for column in changes(scope).opened]


METRIC = Metric(
    name="columns.opened",
    title="新开设栏目数",
    unit="个",
    definition=f"本单位网站上年末没有、监测时间点有的栏目（各级都计），由原栏目改名、迁移而来的不计。两个时间点各取前后{NEAR}天内最近的一次完整采集，缺一即为未知。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
)
