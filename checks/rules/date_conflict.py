"""The list and the article state different publishing dates for the same item.

What it sees
    Items whose list date and article date lie more than the allowed number of days apart.

Why it matters
    Readers and statistics cannot know which date holds; re-dated old items (旧稿重发) look like this, and national
    bulletins treat forged dates as fraud. This comparison is our own practice, no clause of a standard.

When it cannot tell
    The article was not read, or one of the two places shows no date (the latter is not applicable: there is nothing
    to compare).

Example
    Listed as 2016-06-15, on its page 发布日期 2016-06-02: 13 days, flagged. One day apart: clear.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.needs import Need
from checks.rule import Options, Rest, Rule, say
from crawler.catalogue.queries import ItemRow, ListingRow

MESSAGES = {
    Verdict.FLAGGED: "信息“{subject}”在栏目“{column}”列表中的日期是{listed}，正文的发布日期是{stated}，相差{days}天。"
    "请核对并统一为实际发布日期。",
    Verdict.CLEAR: "信息“{subject}”的列表日期与正文日期一致({observed})。",
    Verdict.UNSURE: "有{unread}条信息的正文没有读到，无法与列表日期核对。",
    Verdict.NOT_APPLICABLE: "信息“{subject}”没有可比的两处日期。",
}


class DateConflictOptions(Options):
    """How far the two dates may lie apart."""

    max_days: int = Field(default=2, ge=0)


def judge(facts: SiteFacts, options: DateConflictOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each conflict; those whose articles were not read in one, and all others as batches."""
    unread = 0
    rest = Rest(SubjectKind.ITEM)
    unread_ids = {item.id for item in facts.unread_items}
    for item_id, rows in facts.listings_by_item.items():
        item = facts.items.get(item_id)
        dated = [row for row in rows if row.listed_on is not None]
        if item is None or not dated or item.kind in ("letter", "page"):
            continue
        if item.id in unread_ids:
            unread += 1
            continue
        stated = None if item.kind == "listed" or item.published_via == "list" else item.published_on
        if stated is None:
            rest.takes(Verdict.NOT_APPLICABLE, item.key)
            continue
        worst = max(dated, key=lambda row: _apart(row, stated))
        if _apart(worst, stated) > options.max_days:
            yield _judgement(facts, options, item, worst, stated)
        else:
            rest.takes(Verdict.CLEAR, item.key)
    yield from rest.batches()
    if unread:
        yield say(MESSAGES, Verdict.UNSURE, facts.site_subject, observed=f"{unread}条未核对", unread=unread)


def _apart(row: ListingRow, stated: date) -> int:
    return abs((row.listed_on - stated).days) if row.listed_on else 0


def _judgement(
    facts: SiteFacts, options: DateConflictOptions, item: ItemRow, worst: ListingRow, stated: date
) -> Judgement:
    days = _apart(worst, stated)
    return say(
        MESSAGES,
        Verdict.FLAGGED,
        facts.item_subject(item),
        observed=f"列表{worst.listed_on}，正文{stated}，相差{days}天",
        threshold=f"相差不超过{options.max_days}天",
        evidence=(worst.capture_id, item.capture_id),
        column=worst.column,
        listed=worst.listed_on,
        stated=stated,
        days=days,
    )


RULE = Rule("列表与正文日期不一致", SubjectKind.ITEM, DateConflictOptions, judge, MESSAGES, recheck=Need.ITEM_AND_LISTS)
