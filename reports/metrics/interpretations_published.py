"""Policy interpretations published in the year."""

from __future__ import annotations

from crawler.model import ColumnClass
from reports.metrics.base import Metric, Source
from reports.metrics.classes import in_class
from reports.metrics.item_rows import ItemRows
from reports.metrics.published import own
from reports.scope import Scope


def rows(scope: Scope) -> ItemRows:
    """One row for each identity that a column of the class 政策解读 lists."""
    return ItemRows(scope, in_class(scope, own(scope), ColumnClass.INTERPRETATION))


METRIC = Metric(
    name="interpretations.published",
    title="政策解读稿件发布数",
    unit="篇",
    definition="本单位网站政策解读类栏目列出的、发布日期落在统计期内的信息，同一信息只计1篇。",
    source=Source.BOTH,
    rows=rows,
    sites=("bureau",),
    places={"stats-2014": {"2.7": None}, "website-work": {"interpret.total": None}},
)
