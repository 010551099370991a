"""Two columns show the same list.

What it sees
    Pairs of lists that have at least `share` of their items in common, counted against the longer one. A column and
    those above or below it are not compared: a parent that collects what its children hold is in order.

Why it matters
    Two entries for one thing make a site look fuller than it is and double every fault in it. Our own practice, no
    clause of a standard.

When it cannot tell
    One of the two lists was not seen whole. Lists under `min_items` items prove nothing and are not asked.

Example
    通知公告 and 公告公示 list the same 40 items: the second is flagged. 36 of 40 in common: flagged; 35: clear.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.freshness import exemption
from crawler.catalogue.queries import ColumnRow

MESSAGES = {
    Verdict.FLAGGED: "栏目“{subject}”与“{other}”的列表基本相同：{observed}。请归并其中一个。",
    Verdict.CLEAR: "栏目“{subject}”没有与其他栏目雷同。",
    Verdict.UNSURE: "栏目“{subject}”与“{other}”看到的部分基本相同（{observed}），但列表没有看全，是否雷同无法判断。",
}


class DuplicateColumnsOptions(Options):
    """From which share on two lists are the same, and how long they must be."""

    share: float = Field(default=0.9, gt=0, le=1)
    min_items: int = Field(default=5, ge=1)


def judge(facts: SiteFacts, options: DuplicateColumnsOptions) -> Iterator[Judgement]:
    """One judgement for each list that is long enough."""
    held: dict[str, set[int]] = {}
    for column in facts.columns:
        if exemption(column) is None and column.readable:
            rows = facts.listings_by_column.get(column.path, ())
            found = {facts.items[row.item_id].identity for row in rows if row.item_id in facts.items}
            if len(found) >= options.min_items:
                held[column.path] = found
    twins = _twins(held, options.share)
    for path in held:
        column = facts.column_by_path[path]
        yield _judgement(facts, options, column, held, twins.get(path))


def _twins(held: dict[str, set[int]], share: float) -> dict[str, str]:
    """Column → one before it that lists the same."""
    places: dict[int, list[str]] = defaultdict(list)
    for path, items in held.items():
        for item in items:
            places[item].append(path)
    common: Counter[tuple[str, str]] = Counter()
    for paths in places.values():
        if len(paths) > 1:
            common.update(combinations(paths, 2))
    found: dict[str, str] = {}
    for (one, other), count in common.items():
        related = one.startswith(f"{other}/") or other.startswith(f"{one}/")
        if not related and count >= share * max(len(held[one]), len(held[other])):
            found.setdefault(other, one)
    return found


def _judgement(
    facts: SiteFacts,
    options: DuplicateColumnsOptions,
    column: ColumnRow,
    held: dict[str, set[int]],
    twin: str | None,
) -> Judgement:
    other = facts.column_by_path[twin] if twin is not None else None
    verdict, observed = Verdict.CLEAR, f"{len(held[column.path])}条信息"
    if other is not None:
        verdict = Verdict.FLAGGED if column.complete and other.complete else Verdict.UNSURE
        both = len(held[column.path] & held[other.path])
        observed = f"{both}条相同，两栏分别有{len(held[other.path])}条和{len(held[column.path])}条"
    return say(
        MESSAGES,
        verdict,
        facts.column_subject(column),
        observed=observed,
        threshold=f"相同的不足{options.share:.0%}",
        evidence=(column.capture_id, other.capture_id if other is not None else None),
        other=twin,
    )


RULE = Rule("栏目雷同", SubjectKind.COLUMN, DuplicateColumnsOptions, judge, MESSAGES)
