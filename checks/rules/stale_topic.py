"""A special topic (专题) is over and does not say so.

What it sees
    Columns of class archive (专题专栏 and what stands below) that are not marked 已归档 and whose newest item lies
    before the window.

Why it matters
    A campaign of years ago beside those of today looks like neglect, and no inspector can tell it from a column that
    should be kept up. One word on the page settles it.

When it cannot tell
    The column was not seen whole, shows no dates, or the crawl is older than the monitoring point.

Example
    2014年安全生产月, newest item of 2014-07, no mark on the page: flagged. With “已归档” on its page: not asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, WindowOption, say
from checks.seeing.freshness import freshness_of
from crawler.model import ColumnClass

MESSAGES = {
    Verdict.FLAGGED: "专题“{subject}”最近一次更新是{observed}，已超过{threshold}，页面没有标明“已归档”。"
    "专题已结束的请标明归档，仍在进行的请更新。",
    Verdict.CLEAR: "专题“{subject}”最近一次更新是{observed}，在{threshold}内。",
    Verdict.UNSURE: "专题“{subject}”是否还在更新无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "专题“{subject}”不作更新检查：{reason}。",
}


class StaleTopicOptions(Options):
    """How long a topic may rest without a mark."""

    window: WindowOption


def judge(facts: SiteFacts, options: StaleTopicOptions) -> Iterator[Judgement]:
    """One judgement for each topic."""
    for found in freshness_of(facts, (ColumnClass.ARCHIVE,), options.window):
        yield say(
            MESSAGES,
            found.verdict,
            facts.column_subject(found.column),
            observed=found.newest.isoformat() if found.newest else "无日期",
            threshold=options.window.chinese,
            since=found.newest if found.verdict is Verdict.FLAGGED else None,
            evidence=found.evidence,
            reason=found.reason,
        )


RULE = Rule("专题长期不更新又未归档", SubjectKind.COLUMN, StaleTopicOptions, judge, MESSAGES)
