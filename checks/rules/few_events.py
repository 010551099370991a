"""Too few surveys or talks were held in the year before the monitoring point.

What it sees
    The number of different items, dated within the window, in the columns of the clause (征集调查, 在线访谈) and below
    them. Where the standard's number is not known (`at_least` is left out), only none at all is a finding. A blank
    column belongs to *blank column*.

Why it matters
    A channel that is never used is as good as none: census and inspection count how often people were asked.

When it cannot tell
    A column of the kind, or one below it, was not seen whole, lies on another site, or is a page or door without a
    list; an item shows no date; or the crawl took place before the monitoring point. A site without such a column
    belongs to *missing column*.

Example
    互动交流/征集调查, newest item 2015-11-30, monitoring point 2016-12-31, window 1 year: flagged, none held. One of
    2016-01-04: clear where the number is not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, WindowOption, say
from checks.seeing.freshness import exemption, unseen
from crawler.catalogue.queries import ColumnRow

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”的{what}类栏目（{names}）在监测时间点前{window}内只有{observed}，少于{threshold}。"
    "请按要求开展活动并公布结果。",
    Verdict.CLEAR: "“{subject}”的{what}类栏目（{names}）在{window}内有{observed}。",
    Verdict.UNSURE: "“{subject}”的{what}类栏目在{window}内开展了多少次无法判断：已见{observed}，{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”的{what}类栏目不作次数检查：{reason}。",
}


class FewEventsOptions(Options):
    """Which columns (by id of the column sheet), how many events within which time; no number: at least one."""

    what: str
    ids: tuple[str, ...]
    window: WindowOption
    at_least: int | None = Field(default=None, ge=1)


def judge(facts: SiteFacts, options: FewEventsOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    columns = [column for column in facts.columns if column.identity in options.ids]
    paths = {other.path for column in columns for other in (column, *facts.below(column))}
    asked = [column for column in facts.columns if column.path in paths]
    held = _held(facts, options, paths)
    verdict, reason = _verdict(facts, options, asked, len(held))
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=f"{len(held)}次",
        threshold=f"{options.at_least}次" if options.at_least else "1次（标准的次数未核实）",
        evidence=tuple(column.capture_id for column in asked),
        what=options.what,
        names="、".join(column.path for column in columns) or "无",
        window=options.window.chinese,
        reason=reason,
    )


def _held(facts: SiteFacts, options: FewEventsOptions, paths: set[str]) -> set[int]:
    found = set()
    for path in paths:
        for row in facts.listings_by_column.get(path, []):
            item = facts.items.get(row.item_id)
            day = (item.published_on if item else None) or row.listed_on
            if item is not None and day is not None and options.window.contains(day, facts.as_of):
                found.add(item.identity)
    return found


def _verdict(facts: SiteFacts, options: FewEventsOptions, asked: list[ColumnRow], held: int) -> tuple[Verdict, str]:
    if held >= (options.at_least or 1):
        return Verdict.CLEAR, ""
    if not asked:
        if facts.tree_whole:
            return Verdict.NOT_APPLICABLE, "没有找到栏目，另按缺少栏目处理"
        return Verdict.UNSURE, facts.why_not_whole
    for column in asked:
        why = None if column.kind == "heading" else _elsewhere(column) or unseen(column)
        if why is not None:
            return Verdict.UNSURE, f"“{column.path}”：{why}"
    undated = sum(column.undated for column in asked)
    if undated:
        return Verdict.UNSURE, f"有{undated}条信息没有日期"
    if any(column.stated_total and not column.rows for column in asked):
        return Verdict.UNSURE, "页面称有内容，但一条也没有读到，列表可能由脚本生成"
    if facts.blind_since is not None:
        return Verdict.UNSURE, f"抓取于{facts.blind_since.isoformat()}，早于监测时间点"
    if not any(column.rows for column in asked):
        return Verdict.NOT_APPLICABLE, "空白栏目，另按空白栏目处理"
    return Verdict.FLAGGED, ""


def _elsewhere(column: ColumnRow) -> str | None:
    """A group has its content below; whatever else has no list of its own cannot be counted."""
    return None if column.kind == "group" else exemption(column)


RULE = Rule("征集调查或访谈次数不足", SubjectKind.SITE, FewEventsOptions, judge, MESSAGES)
