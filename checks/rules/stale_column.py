"""A column that should be kept up to date has not been updated within its window.

What it sees
    Columns of the given classes (动态要闻, 通知公告, 人事规划, …) whose newest item dated up to the monitoring point
    lies outside the window. A column with a list of its own is as fresh as itself and its sub-columns together.
    A notice such as 本月无行政处罚 is an item like any other. Items without a stated date count as not updated. With
    `first_level` only the shallowest column of the classes in each branch of the menu is asked, as in 2019.

Why it matters
    The census of 2015 deducts for each such column, and five news and notice columns, or ten in all, fail the site.

When it cannot tell
    The column's page or a page of its list was not read, a sub-column was not seen, no item shows a date, an undated
    item's article was not read, or the crawl took place before the monitoring point. Single pages, groups, headings,
    doors, external and archived columns and 依申请公开 are not asked at all; blank columns belong to *blank column*.

Example
    政务公开/工作动态, class dynamic, window 14 days, newest item 2016-12-16, monitoring point 2016-12-31: 15 days,
    flagged. With 2016-12-17 it is clear: the fourteenth day is still inside.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, WindowOption, say
from checks.seeing.freshness import Freshness, freshness_of
from crawler.model import ColumnClass

MESSAGES = {
    Verdict.FLAGGED: "栏目“{subject}”最新一条信息的日期是{newest}，到监测时间点{as_of}已{days}天没有更新，"
    "超过{window}的期限。请补发应公开的信息；长期没有内容的栏目宜归并或下线。",
    Verdict.CLEAR: "栏目“{subject}”最新信息的日期是{newest}，在{window}的期限内。",
    Verdict.UNSURE: "栏目“{subject}”是否按期更新无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "栏目“{subject}”不作更新要求：{reason}。",
}


class StaleColumnOptions(Options):
    """Which columns, how long they may rest, and whether sub-columns are asked or only refresh what is above them."""

    classes: tuple[ColumnClass, ...]
    window: WindowOption
    first_level: bool = False


def judge(facts: SiteFacts, options: StaleColumnOptions) -> Iterator[Judgement]:
    """One judgement for each column of the classes."""
    for found in freshness_of(facts, options.classes, options.window, first_level=options.first_level):
        yield _judgement(facts, options, found)


def _judgement(facts: SiteFacts, options: StaleColumnOptions, found: Freshness) -> Judgement:
    newest = found.newest.isoformat() if found.newest else "无日期"
    days = (facts.as_of - found.newest).days if found.newest else 0
    return say(
        MESSAGES,
        found.verdict,
        facts.column_subject(found.column),
        observed=f"最新{newest}" + (f"，距监测时间点{days}天" if found.newest else ""),
        threshold=f"{options.window.chinese}内更新",
        since=found.newest if found.verdict is Verdict.FLAGGED else None,
        evidence=found.evidence,
        newest=newest,
        days=days,
        as_of=facts.as_of.isoformat(),
        window=options.window.chinese,
        reason=found.reason,
    )


RULE = Rule("栏目不更新", SubjectKind.COLUMN, StaleColumnOptions, judge, MESSAGES)
