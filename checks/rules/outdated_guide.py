"""The disclosure guide (信息公开指南) has not been brought up to date for long.

What it sees
    Columns that are the guide, and the newest date their page or their items state.

Why it matters
    The regulation wants guide and catalogue updated in time; addresses, telephone numbers and the way to apply are
    in there, and a stale guide can be sanctioned. The regulation names no period: the window is a measure of our own.

When it cannot tell
    The guide's page was not read or shows no date, or the crawl took place before the monitoring point. A site
    without a guide is left to *missing column*.

Example
    政务公开/政府信息公开指南 dated 2015-03-12, monitoring point 2016-12-31, window one year: flagged.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, WindowOption, say
from checks.seeing.freshness import unseen
from crawler.catalogue.queries import ColumnRow
from crawler.identity import canonical_key

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”的最新日期是{newest}，到监测时间点{as_of}已超过{window}没有更新。"
    "请核对机构名称、地址、电话、申请方式等内容并更新。",
    Verdict.CLEAR: "“{subject}”的最新日期是{newest}，在{window}内。",
    Verdict.UNSURE: "“{subject}”是否及时更新无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”不作更新检查：{reason}。",
}


class OutdatedGuideOptions(Options):
    """Which columns are meant, and how old they may be."""

    identities: tuple[str, ...] = ("oip.guide",)
    window: WindowOption


def judge(facts: SiteFacts, options: OutdatedGuideOptions) -> Iterator[Judgement]:
    """One judgement for each column that is a guide."""
    for column in facts.columns:
        if column.identity in options.identities:
            yield _judgement(facts, options, column)


def _judgement(facts: SiteFacts, options: OutdatedGuideOptions, column: ColumnRow) -> Judgement:
    newest, captures = _newest(facts, column)
    verdict, reason = _verdict(facts, options, column, newest)
    return say(
        MESSAGES,
        verdict,
        facts.column_subject(column),
        observed=f"最新{newest}" if newest else "无日期",
        threshold=f"{options.window.chinese}内更新",
        since=newest if verdict is Verdict.FLAGGED else None,
        evidence=(column.capture_id, *captures),
        newest=newest,
        as_of=facts.as_of.isoformat(),
        window=options.window.chinese,
        reason=reason,
    )


def _newest(facts: SiteFacts, column: ColumnRow) -> tuple[date | None, list[int | None]]:
    """The newest date of the guide: of its own page, and of what it lists."""
    own = facts.item_by_key.get(canonical_key(column.url)) if column.url else None
    listed = [
        facts.items[row.item_id] for row in facts.listings_by_column.get(column.path, []) if row.item_id in facts.items
    ]
    items = [item for item in (own, *listed) if item is not None]
    days = [day for item in items for day in (item.published_on, item.written_on) if day and day <= facts.as_of]
    days += [column.newest] if column.newest else []
    return max(days, default=None), [item.capture_id for item in items]


def _verdict(
    facts: SiteFacts, options: OutdatedGuideOptions, column: ColumnRow, newest: date | None
) -> tuple[Verdict, str]:
    if column.kind in ("external", "door", "heading"):
        return Verdict.NOT_APPLICABLE, "内容不在本栏目页面上"
    if newest is not None and options.window.contains(newest, facts.as_of):
        return Verdict.CLEAR, ""
    reason = unseen(column)
    if reason is not None:
        return Verdict.UNSURE, reason
    if newest is None:
        return Verdict.UNSURE, "页面没有显示日期"
    if facts.blind_since is not None:
        return Verdict.UNSURE, f"抓取于{facts.blind_since.isoformat()}，早于监测时间点"
    return Verdict.FLAGGED, ""


RULE = Rule("公开指南未及时更新", SubjectKind.COLUMN, OutdatedGuideOptions, judge, MESSAGES)
