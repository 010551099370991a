"""Columns that were closed since the end of the year before."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.column_changes import NEAR, changes, column_was
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each of them. Raises NotKnown without a whole crawl near the ends of both years."""
    return [column_was(scope, column, "撤销") for column in changes(scope).closed]


METRIC = Metric(
    name="columns.closed",
    title="撤销栏目数",
    unit="个",
    definition=f"本单位网站上年末有、监测时间点没有，且原有信息多数没有转入其他栏目的栏目。两个时间点各取前后{NEAR}天内最近的一次完整采集，缺一即为未知。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
)
