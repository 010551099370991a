"""Items of the year on the own site by class of their columns."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.classes import CLASSES, classes_of
from reports.metrics.item_rows import ItemRows
from reports.metrics.published import own
from reports.scope import Scope


def rows(scope: Scope) -> ItemRows:
    """One row for each identity, in one class."""
    items = own(scope)
    return ItemRows(scope, items, parts=classes_of(scope, items))


METRIC = Metric(
    name="published.by_class",
    title="各类栏目公开政府信息数",
    unit="条",
    definition="在本单位网站公开政府信息数按所在栏目的类别分列，各类之和等于总数；一条信息列入几类栏目的，只计入"
    f"{'、'.join(CLASSES)}中排在最前的一类。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
    parts=CLASSES,
)
