"""What each column of the bureau's site holds, whatever the year."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.column_rows import tree
from reports.metrics.published import counted
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each pair of column and identity that the newest run saw listed, undated items included."""
    site = scope.crawled("bureau")
    items = {item.id: item for item in scope.items(site)}
    paths = {column.id: column.path for column in tree(scope)}
    found: dict[tuple[int, int], Counted] = {}
    for listing in scope.listings(site):
        item = items[listing.item_id]
        day = item.published_on or listing.listed_on
        if listing.column_id in paths and (day is None or day <= scope.as_of):
            row = counted(scope, item, part=paths[listing.column_id])
            found.setdefault((listing.column_id, item.identity), row)
    return list(found.values())


METRIC = Metric(
    name="columns.items",
    title="各栏目现有信息数",
    unit="条次",
    definition="最近一次采集时各栏目列表中的信息（不限年份，监测时间点之后的不计，无日期的计入），同一栏目内同一信息只计1条。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
)
