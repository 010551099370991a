"""Items of the year by month."""

from __future__ import annotations

from dataclasses import replace

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.published_total import rows as total_rows
from reports.scope import Scope

MONTHS = tuple(f"{month}月" for month in range(1, 13))


def rows(scope: Scope) -> list[Counted]:
    """The rows of the total, each with its month."""
    return [replace(row, part=MONTHS[row.on.month - 1]) for row in total_rows(scope) if row.on is not None]


METRIC = Metric(
    name="published.by_month",
    title="各月主动公开政府信息数",
    unit="条",
    definition="主动公开政府信息数按发布日期所在月份分列，各月之和等于总数。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau", "municipal"),
    parts=MONTHS,
)
