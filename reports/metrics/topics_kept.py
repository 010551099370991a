"""Special topics that the own site keeps up."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.column_rows import column_row, tree
from reports.metrics.topics import topics
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each topic."""
    scope.crawled("bureau")
    return [column_row(scope, column) for column in topics(tree(scope))]


METRIC = Metric(
    name="topics.kept",
    title="专栏专题维护数量",
    unit="个",
    definition="监测时间点本单位网站“专题专栏”下的最末级栏目，已标明归档的和指向其他网站的不计。",
    source=Source.BOTH,
    rows=rows,
    sites=("bureau",),
    places={"website-work": {"topics.kept": None}},
)
