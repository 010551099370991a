"""Items of the year by month."""

from __future__ import annotations

from crawler.catalogue.queries import ItemRow
from reports.metrics.base import Metric, Source
from reports.metrics.item_rows import ItemRows
from reports.metrics.published_total import rows as total_rows
from reports.scope import Scope

MONTHS = tuple(f"{month}月" for month in range(1, 13))


def rows(scope: Scope) -> ItemRows:
    """The rows of the total, each with its month."""
    total = total_rows(scope)
    return ItemRows(scope, total.items, parts=[month_of(item) for item in total.items], also=total.also)


def month_of(item: ItemRow) -> str:
    """The month of an item that states its day, as 1月."""
    return MONTHS[item.published_on.month - 1] if item.published_on is not None else ""


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
