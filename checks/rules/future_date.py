"""An item bears a date that lies ahead.

What it sees
    Items that list and page date later than the monitoring point, and later than the day on which they were seen on
    the web. The monitoring point itself is no future. Where list and page differ, the earlier of the two counts.

Why it matters
    Whoever posts ahead keeps a column fresh for days on which nothing happens; statistics of the year count what has
    not been published yet. A typing error does the same.

When it cannot tell
    Only one of list and page lies ahead (they contradict each other); the column announces events to come, whose
    day the list shows (在线访谈、征集), or the title says so (预告、日程).

Example
    Seen on 2016-05-16 with the date 2016-07-16, monitoring point 2016-05-31: flagged. Dated 2016-05-31: clear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, say, the_rest
from crawler.catalogue.odd_dates import AheadRow, dates_ahead
from crawler.model import ColumnClass

MESSAGES = {
    Verdict.FLAGGED: "信息“{subject}”标注的日期是{stated}，晚于监测时间点{point}，而{seen}已经看到。"
    "请改为实际发布日期。",
    Verdict.CLEAR: "信息“{subject}”的日期不晚于监测时间点。",
    Verdict.UNSURE: "信息“{subject}”标注的日期是{stated}，晚于监测时间点{point}；是否错误无法判断：{reason}。",
}
_EVENTS = frozenset({ColumnClass.SURVEY_TALK, ColumnClass.MESSAGES})
_TO_COME = re.compile(r"预告|预通知|日程|行程|时间表|安排表")


class FutureDateOptions(Options):
    """There is nothing to set."""


def judge(facts: SiteFacts, options: FutureDateOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each item with a date that lies ahead; all other dated items in one batch."""
    told = [
        _judgement(facts, row)
        for row in facts.ask(dates_ahead)
        if facts.is_internal(row.url) and _stated(row) > row.seen.isoformat()
    ]
    yield from told
    yield from the_rest(Verdict.CLEAR, SubjectKind.ITEM, facts.item_by_key, told)


def _stated(row: AheadRow) -> str:
    """The latest day that is stated, as text."""
    return max(day.isoformat() for day in (row.listed_on, row.published_on) if day is not None)


def _judgement(facts: SiteFacts, row: AheadRow) -> Judgement:
    reason = _reason(facts, row)
    return say(
        MESSAGES,
        Verdict.FLAGGED if reason is None else Verdict.UNSURE,
        Subject(SubjectKind.ITEM, row.key, row.title, row.url),
        observed=_stated(row),
        threshold=f"不晚于{facts.as_of}",
        since=row.seen if reason is None else None,
        evidence=(row.capture_id,),
        stated=_stated(row),
        point=facts.as_of,
        seen=row.seen,
        reason=reason,
    )


def _reason(facts: SiteFacts, row: AheadRow) -> str | None:
    ahead = max(facts.as_of, row.seen)
    if any(day is not None and day <= ahead for day in (row.listed_on, row.published_on)):
        return f"列表日期是{row.listed_on}，正文日期是{row.published_on}，两处不一致"
    if row.classes & _EVENTS:
        return f"栏目“{row.path}”可能按活动日期列出"
    return "可能是活动预告，按活动日期标注" if _TO_COME.search(row.title) else None


RULE = Rule("日期晚于监测时间点", SubjectKind.ITEM, FutureDateOptions, judge, MESSAGES)
