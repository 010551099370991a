"""Documents of the organ's own that were published after the legal period."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.item_rows import ItemRows
from reports.metrics.writing_days import LATEST, late, spans
from reports.scope import Scope


def rows(scope: Scope) -> ItemRows:
    """One row for each late document, with its working days."""
    found, _ = late(scope)
    told = [f"成文{item.written_on}，{days}个工作日" for item, days in zip(found.items, found.days, strict=True)]
    return ItemRows(scope, found.items, says=told)


def note(scope: Scope) -> str:
    """Documents that are late if they are the organ's own, and what could not be reckoned."""
    _, perhaps = late(scope)
    told = f"另有{perhaps}件超过{LATEST}个工作日，但不能确定是本机关制作的公文，未计入" if perhaps else ""
    return "；".join(one for one in (told, spans(scope).left_out) if one)


METRIC = Metric(
    name="published.late",
    title="超过法定期限公开的公文数",
    unit="件",
    definition=f"统计期内在本单位网站公布、有文号和成文日期、能确定由本机关制作的公文中，成文到公布超过{LATEST}个工作日的件数。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
    note=note,
)
