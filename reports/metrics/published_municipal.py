"""The organ's items of the year on the municipal disclosure portal."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.item_rows import ItemRows
from reports.metrics.published import gone, municipal_share
from reports.scope import Scope


def rows(scope: Scope) -> ItemRows:
    """One row for each identity that is the organ's on the municipal portal."""
    return ItemRows(scope, municipal_share(scope))


METRIC = Metric(
    name="published.municipal",
    title="在市政府信息公开门户网站公开政府信息数",
    unit="条",
    definition="市级政府信息公开平台上发布机构为本机关（或列在以本机关命名的栏目下）、发布日期落在统计期内的信息，"
    "同一信息只计1条。",
    source=Source.CRAWL,
    rows=rows,
    sites=("municipal",),
    note=lambda scope: gone(municipal_share(scope)),
)
