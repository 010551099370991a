"""Half of the year's documents were published within so many working days of being written."""

from __future__ import annotations

from reports.metrics.base import Metric, Source, Summary
from reports.metrics.item_rows import ItemRows
from reports.metrics.writing_days import seen_later, spans
from reports.scope import Scope


def rows(scope: Scope) -> ItemRows:
    """One row for each item that states both days, its amount the working days between them."""
    return spans(scope).rows(scope)


def note(scope: Scope) -> str:
    """What was left out, and what crawls know against the stated days."""
    return "；".join(one for one in (spans(scope).left_out, seen_later(scope)) if one)


METRIC = Metric(
    name="published.median_days",
    title="成文到公布的时间（中位数）",
    unit="个工作日",
    definition="统计期内在本单位网站公布、写明成文日期、页面没有标明由其他单位制作或提供的信息，自成文次日起到公布当日的"
    "工作日数（按放假安排计）的中位数。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
    note=note,
    summary=Summary.MEDIAN,
)
