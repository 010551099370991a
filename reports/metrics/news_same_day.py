"""The share of news that were published on the day of what they tell."""

from __future__ import annotations

from reports.metrics.base import Metric, Source, Summary
from reports.metrics.item_rows import ItemRows
from reports.metrics.news import LEAD, dated_news
from reports.scope import Scope


def rows(scope: Scope) -> ItemRows:
    """One row for each piece of news that tells of a day: 1 where it was published on it, else 0."""
    found = dated_news(scope)
    pairs = list(zip(found.items, found.days, strict=True))
    return ItemRows(
        scope,
        found.items,
        amounts=[int(item.published_on == day) for item, day in pairs],
        says=[f"写明日期{day}" for _, day in pairs],
    )


def note(scope: Scope) -> str:
    """How many were looked at, and how many tell of no day."""
    found = dated_news(scope)
    if not found.items:
        return ""
    left = f"，另有{found.untold}条没有写明，未计入" if found.untold else ""
    return f"按写明日期的{len(found.items)}条动态信息计算{left}"


METRIC = Metric(
    name="news.same_day",
    title="动态信息当日发布率",
    unit="%",
    definition=f"发布动态信息数中写明成文日期或在正文前{LEAD}字写明事件日期的信息，发布日期与该日期（一段时间的，与最后一日）"
    "为同一日的占比；没有写明日期、日期晚于发布日期或早于发布日期一年以上的不参加计算。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
    note=note,
    summary=Summary.SHARE,
)
