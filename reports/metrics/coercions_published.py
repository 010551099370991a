"""Coercive decisions that the own site published in the year, by title: no platform shows them as records."""

from __future__ import annotations

import re
import unicodedata

from reports.metrics.base import Metric, Source
from reports.metrics.item_rows import ItemRows
from reports.metrics.published import own
from reports.scope import Scope

_DECISION = re.compile(
    r"(?:行政强制(?:措施|执行)?|查封|扣押)[^，。；]{0,12}(?:决定书?|公示|公告|通知书)|强制执行决定书?"
)
_OTHER = re.compile(
    r"清单|目录|流程|依据|办法|规定|指南|指引|培训|学习|《行政强制法|裁量|权责|事项|制度|解读|宣传|统计|无行政强制|没有"
)


def rows(scope: Scope) -> ItemRows:
    """One row for each identity whose title announces a coercive decision."""
    return ItemRows(scope, [item for item in own(scope) if _announces(item.title or "")])


def _announces(title: str) -> bool:
    if "强制" not in title and "查封" not in title and "扣押" not in title:
        return False
    plain = "".join(unicodedata.normalize("NFKC", title).split())
    return bool(_DECISION.search(plain)) and not _OTHER.search(plain)


METRIC = Metric(
    name="coercions.published",
    title="网站公示行政强制决定数",
    unit="件",
    definition="本单位网站上标题写明为行政强制（含查封、扣押）决定书或其公示、公告，发布日期落在统计期内的信息，同一信息只计1件。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
)
