"""Items of the year by column of the bureau's site; an item in several columns counts in each."""

from __future__ import annotations

from crawler.catalogue.queries import ItemRow
from reports.metrics.base import Metric, Source
from reports.metrics.item_rows import ItemRows
from reports.metrics.published import KINDS
from reports.scope import Scope


def rows(scope: Scope) -> ItemRows:
    """One row for each pair of column and identity."""
    site = scope.crawled("bureau")
    found: dict[tuple[str, int], ItemRow] = {}
    for item in scope.known.items_dated(site, scope.since, scope.until):
        if item.kind in KINDS:
            for path in item.columns:
                found.setdefault((path, item.identity), item)
    pairs = sorted(found.items(), key=lambda pair: pair[0][0])
    return ItemRows(scope, [item for _, item in pairs], parts=[path for (path, _), _ in pairs])


METRIC = Metric(
    name="published.by_column",
    title="各栏目公开政府信息数",
    unit="条次",
    definition="本单位网站各栏目列出的、发布日期落在统计期内的信息；一条信息列入多个栏目的，在各栏目分别计入，"
    "所以合计大于公开信息总数。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
)
