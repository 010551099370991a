"""Items of the year on the own site by the source that their pages name."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from reports.metrics.base import Metric, Source
from reports.metrics.item_rows import ItemRows
from reports.metrics.published import own
from reports.scope import Scope

NONE_NAMED = "未注明"


def rows(scope: Scope) -> ItemRows:
    """One row for each identity, under its source."""
    items = own(scope)
    return ItemRows(scope, items, parts=[_written(item.source or item.publisher or "") for item in items])


@lru_cache(maxsize=16384)
def _written(name: str) -> str:
    """A source in one spelling: full-width signs and blanks do not make it another one."""
    return "".join(unicodedata.normalize("NFKC", name).split()) or NONE_NAMED


METRIC = Metric(
    name="published.by_source",
    title="各来源公开政府信息数",
    unit="条",
    definition="在本单位网站公开政府信息数按页面标明的信息来源分列，未标来源的按发布机构，都未标明的列入“未注明”，"
    "各来源之和等于总数。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
)
