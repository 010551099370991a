"""Items of the year by column of the bureau's site; an item in several columns counts in each."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.published import KINDS, counted
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each pair of column and identity."""
    site = scope.crawled("bureau")
    found: dict[tuple[str, int], Counted] = {}
    for item in scope.items(site):
        if item.kind not in KINDS or not scope.inside(item.published_on):
            continue
        for path in item.columns:
            found.setdefault((path, item.identity), counted(scope, item, part=path))
    return sorted(found.values(), key=lambda row: (row.part, row.on or scope.since, row.item_id or 0))


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
