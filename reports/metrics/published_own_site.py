"""Items published in the year on the organ's own site."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.item_rows import ItemRows
from reports.metrics.published import gone, own
from reports.scope import Scope


def rows(scope: Scope) -> ItemRows:
    """One row for each identity on the bureau's site."""
    return ItemRows(scope, own(scope))


METRIC = Metric(
    name="published.own_site",
    title="在本单位网站公开政府信息数",
    unit="条",
    definition="本单位网站上发布日期落在统计期内的信息，同一信息列入多个栏目或有多个地址的只计1条。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
    note=lambda scope: gone(own(scope)),
)
