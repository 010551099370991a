"""Items of information published in the year, each counted once whatever the number of channels."""

from __future__ import annotations

from crawler.catalogue.pairs import waiting
from reports.metrics.base import Metric, NotKnown, Source
from reports.metrics.item_rows import ItemRows
from reports.metrics.published import everywhere, gone, municipal_share, own, portal_if_known
from reports.scope import Scope


def rows(scope: Scope) -> ItemRows:
    """One row for each identity; its places on the other channel are in `also`."""
    theirs = {item.identity: item for item in portal_if_known(scope)}
    ours = own(scope)
    also = {item.id: (theirs[item.identity].url,) for item in ours if item.identity in theirs} if theirs else {}
    return ItemRows(scope, everywhere(scope), also=also)


def note(scope: Scope) -> str:
    """What is missing from the total, what may be counted twice, and what has left the site."""
    try:
        municipal_share(scope)
        missing = ""
    except NotKnown as answer:
        missing = f"未计市级平台：{answer.reason}"
    return "；".join(part for part in (missing, _undecided(scope), gone(own(scope))) if part)


def _undecided(scope: Scope) -> str:
    """Pairs of counted items that may be one and the same: they are two until a person says otherwise."""
    counted = {item.id for item in (*own(scope), *portal_if_known(scope))}
    pairs = waiting(scope.conn, counted, moment=scope.known.moment)
    return f"其中{pairs}对疑似同一信息，尚未经人工确认，按两条计" if pairs else ""


METRIC = Metric(
    name="published.total",
    title="主动公开政府信息数",
    unit="条",
    definition="年度内发布日期落在统计期内的政府信息，本单位网站与市级政府信息公开平台合并计算，同一信息只计1条；"
    "来信和单页栏目（如机构职能）不计，只在列表中出现而正文未读到的条目计入。",
    source=Source.BOTH,
    rows=rows,
    sites=("bureau", "municipal"),
    places={"stats-2014": {"1.1": None}},
    note=note,
)
