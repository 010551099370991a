"""Columns of all levels on the bureau's site."""

from __future__ import annotations

from dataclasses import replace

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.column_rows import column_row, tree
from reports.scope import Scope
from reports.words import LEVELS


def rows(scope: Scope) -> list[Counted]:
    """One row for each column, by level."""
    scope.crawled("bureau")
    return [
        replace(column_row(scope, column), part=f"{LEVELS.get(column.level, '更低')}栏目") for column in tree(scope)
    ]


METRIC = Metric(
    name="columns.total",
    title="栏目总数",
    unit="个",
    definition="本单位网站栏目树中的各级栏目，首页和指向其他网站的菜单项不计；取监测时间点最近的一次采集。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
    parts=("一级栏目", "二级栏目", "三级栏目"),
)
