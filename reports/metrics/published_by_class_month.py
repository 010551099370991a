"""Items of the year on the own site by class and month: what the chart of publication shows."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.classes import classes_of
from reports.metrics.item_rows import ItemRows
from reports.metrics.published import own
from reports.metrics.published_by_month import month_of
from reports.scope import Scope


def rows(scope: Scope) -> ItemRows:
    """One row for each identity, its part as 动态要闻/3月."""
    items = own(scope)
    classes = classes_of(scope, items)
    return ItemRows(scope, items, parts=[f"{name}/{month_of(item)}" for name, item in zip(classes, items, strict=True)])


METRIC = Metric(
    name="published.by_class_month",
    title="各类栏目各月公开政府信息数",
    unit="条",
    definition="在本单位网站公开政府信息数按栏目类别和发布月份分列，每条信息只计入一类一月，合计等于总数。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
)
