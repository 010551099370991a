"""A column with so little in it that it had better be merged with its neighbour.

What it sees
    Columns of the given classes with fewer than `min_items` items, the oldest of them older than `age`, beside which
    stands another list under the same parent. The column that is the only one of its kind in the column sheet (the
    only 通知公告) is no candidate.

Why it matters
    A column that gets an item every other year is stale on most days; merged, both are fresh and easier to find. The
    redesigns of 2016 merged such columns; local rules say not to split what is thin. Advice, not a fault of law.

When it cannot tell
    The list was not seen whole, no item bears a date, or the column is young: it may still fill.

Example
    廉政建设 with 3 items since 2013, beside 工作动态: flagged. With 5 items: clear. Opened this year with 2: unsure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, WindowOption, say
from checks.seeing.freshness import exemption, unseen
from checks.window import Window
from crawler.catalogue.queries import ColumnRow
from crawler.model import ColumnClass

MESSAGES = {
    Verdict.FLAGGED: "栏目“{subject}”自{oldest}以来只有{observed}，内容单薄，建议与同级栏目“{sibling}”归并。",
    Verdict.CLEAR: "栏目“{subject}”有{observed}。",
    Verdict.UNSURE: "栏目“{subject}”只看到{observed}，是否内容单薄无法判断：{reason}。",
}


class ThinColumnOptions(Options):
    """Which columns are meant, how few is thin, and how long a column may take to fill."""

    classes: tuple[ColumnClass, ...] = (
        ColumnClass.DYNAMIC,
        ColumnClass.POLICY,
        ColumnClass.INTERPRETATION,
        ColumnClass.UNKNOWN,
    )
    min_items: int = Field(default=5, ge=1)
    age: WindowOption = Window(12, "months")


def judge(facts: SiteFacts, options: ThinColumnOptions) -> Iterator[Judgement]:
    """One judgement for each list of these classes that holds something and could be merged."""
    kinds = Counter(column.identity for column in facts.columns if column.identity is not None)
    for column in facts.columns:
        sibling = _sibling(facts, column)
        if column.column_class not in options.classes or exemption(column) or facts.below(column) or sibling is None:
            continue
        if column.identity is not None and kinds[column.identity] == 1:
            continue
        if column.items == 0 and unseen(column) is None:
            continue  # blank: a fault of its own
        oldest = _oldest(facts, column)
        verdict, reason = _verdict(facts, options, column, oldest)
        yield say(
            MESSAGES,
            verdict,
            facts.column_subject(column),
            observed=f"{column.items}条信息",
            threshold=f"不少于{options.min_items}条",
            evidence=(column.capture_id,),
            oldest=oldest,
            sibling=sibling.path,
            reason=reason,
        )


def _sibling(facts: SiteFacts, column: ColumnRow) -> ColumnRow | None:
    """Another list beside the column, the fullest one."""
    parent, _, _ = column.path.rpartition("/")
    beside = [
        other
        for other in facts.columns
        if other.id != column.id
        and other.level == column.level
        and other.path.rpartition("/")[0] == parent
        and exemption(other) is None
        and other.items
    ]
    return max(beside, key=lambda other: other.items, default=None) if parent else None


def _oldest(facts: SiteFacts, column: ColumnRow) -> date | None:
    rows = facts.listings_by_column.get(column.path, ())
    items = (facts.items.get(row.item_id) for row in rows)
    return min((item.published_on for item in items if item is not None and item.published_on), default=None)


def _verdict(
    facts: SiteFacts, options: ThinColumnOptions, column: ColumnRow, oldest: date | None
) -> tuple[Verdict, str]:
    if column.items >= options.min_items:
        return Verdict.CLEAR, ""
    why = unseen(column)
    if why is not None:
        return Verdict.UNSURE, why
    if oldest is None:
        return Verdict.UNSURE, "信息没有日期，不知栏目开设多久"
    if oldest >= options.age.first_day(facts.as_of):
        return Verdict.UNSURE, f"最早的信息是{oldest}，可能是新开的栏目"
    return Verdict.FLAGGED, ""


RULE = Rule("内容单薄的栏目", SubjectKind.COLUMN, ThinColumnOptions, judge, MESSAGES)
