"""What each column of the bureau's site holds, whatever the year."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.column_rows import tree
from reports.metrics.item_rows import RowsOfNumbers
from reports.scope import Scope


def rows(scope: Scope) -> RowsOfNumbers:
    """One row for each pair of column and identity that the newest run saw listed, undated items included."""
    site = scope.crawled("bureau")
    last = scope.as_of.isoformat()
    paths = {column.id: column.path for column in tree(scope)}
    found: dict[tuple[int, int], int] = {}
    for column, number, identity, day in scope.known.entries_of_lists(site):
        if column in paths and (day or "") <= last:
            found.setdefault((column, identity), number)
    return RowsOfNumbers(scope, site, list(found.values()), parts=[paths[column] for column, _ in found])


METRIC = Metric(
    name="columns.items",
    title="各栏目现有信息数",
    unit="条次",
    definition="最近一次采集时各栏目列表中的信息（不限年份，监测时间点之后的不计，无日期的计入），同一栏目内同一信息只计1条。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
)
