"""Special topics that the own site opened in the year."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.column_changes import NEAR, changes, column_was
from reports.metrics.topics import topics
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each topic that was opened. Raises NotKnown without a whole crawl near the ends of both years."""
    found = changes(scope)
    opened = {column.id for column in found.opened}
    return [column_was(scope, column, "新开设") for column in topics(found.now) if column.id in opened]


METRIC = Metric(
    name="topics.opened",
    title="专栏专题新开设数量",
    unit="个",
    definition="新开设栏目中位于“专题专栏”下的最末级栏目，已标明归档的不计；"
    f"上年末和监测时间点前后{NEAR}天内没有完整采集的，为未知。",
    source=Source.BOTH,
    rows=rows,
    sites=("bureau",),
    places={"website-work": {"topics.new": None}},
)
