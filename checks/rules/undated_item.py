"""A published item shows no date, neither in the list nor on its own page.

What it sees
    Listed articles of the site itself whose list entries and whose page state no publishing date.

Why it matters
    Nobody can tell how old the information is, and under the census of 2015 an item without a date counts as not
    updated: a busy column may so become a stale one.

When it cannot tell
    The article was not read. Items on other sites, plain files, letters and single-page columns are not asked.

Example
    A notice whose list row and page carry the title only: flagged. A notice without a date in the list but with
    “发布日期:2016-05-03” on its page: clear.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, say
from checks.seeing.outcomes import is_broken, outcome_in_chinese
from crawler.catalogue.queries import ItemRow

MESSAGES = {
    Verdict.FLAGGED: "信息“{subject}”在列表（栏目“{column}”）和正文中都没有发布日期，按普查规则视为未更新。"
    "请在正文页标明发布时间。",
    Verdict.CLEAR: "信息“{subject}”有发布日期。",
    Verdict.UNSURE: "信息“{subject}”列表中没有日期，正文没有读到：{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”不作发布日期检查：{reason}。",
}


class UndatedItemOptions(Options):
    """There is nothing to set."""


def judge(facts: SiteFacts, options: UndatedItemOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each listed item without a date; the others as batches."""
    rest = Rest(SubjectKind.ITEM)
    for item_id, rows in facts.listings_by_item.items():
        item = facts.items.get(item_id)
        if item is None or item.kind in ("letter", "page"):
            continue
        verdict, reason = _verdict(facts, item, any(row.listed_on for row in rows))
        if rest.takes(verdict, item.key):
            continue
        yield say(
            MESSAGES,
            verdict,
            facts.item_subject(item),
            observed="无日期",
            threshold="标明发布日期",
            evidence=(item.capture_id, rows[0].capture_id),
            column=rows[0].column,
            reason=reason,
        )
    yield from rest.batches()


def _verdict(facts: SiteFacts, item: ItemRow, listed: bool) -> tuple[Verdict, str]:
    if item.published_on is not None or listed:
        return Verdict.CLEAR, ""
    if not facts.is_internal(item.url):
        return Verdict.NOT_APPLICABLE, "内容在其他网站"
    if is_broken(item.outcome):
        return Verdict.NOT_APPLICABLE, "链接打不开，按死链处理"
    if item.kind == "listed" and item.outcome in ("ok", "not_modified"):
        return Verdict.NOT_APPLICABLE, "不是正文页（文件或其他页面）"
    if item.kind == "listed":
        return Verdict.UNSURE, outcome_in_chinese(item.outcome)
    return Verdict.FLAGGED, ""


RULE = Rule("信息未标明日期", SubjectKind.ITEM, UndatedItemOptions, judge, MESSAGES)
