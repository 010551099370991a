"""Several pieces of information carry one and the same 索引号.

What it sees
    Index numbers that stand on items with different titles. The same item in several columns, or under several
    addresses, counts once.

Why it matters
    The index number is what a citizen quotes to get a document; a number for two documents names neither.

When it cannot tell
    The number has no serial that can be told apart (it may be the code of a unit or a column), or it stands on so many
    items that a page template may have printed it.

Example
    00733451-2/2016-00123 on 关于开展粉尘防爆检查的通知 and on 2016年度部门预算: flagged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.index_numbers import normal_number, parse_index_no
from crawler.catalogue.queries import ItemRow
from crawler.identity import normal_title

MESSAGES = {
    Verdict.FLAGGED: "索引号“{subject}”用在{observed}上。请为每条信息编制各自的索引号。",
    Verdict.CLEAR: "索引号没有重复（{observed}）。",
    Verdict.UNSURE: "索引号“{subject}”用在{observed}上，{reason}，请人工核对。",
    Verdict.NOT_APPLICABLE: "网站没有显示索引号。",
}
_SHOWN = 3


class DuplicateIndexNoOptions(Options):
    """From how many items on a number is taken for a template's."""

    too_many: int = Field(default=6, ge=3)


def judge(facts: SiteFacts, options: DuplicateIndexNoOptions) -> Iterator[Judgement]:
    """One judgement for each number that several items carry; else one on all numbers."""
    by_number: dict[str, list[ItemRow]] = defaultdict(list)
    for item in facts.items.values():
        if item.index_no and (number := normal_number(item.index_no)):
            by_number[number].append(item)
    several = {number: _different(items) for number, items in by_number.items() if len(items) > 1}
    doubled = {number: items for number, items in sorted(several.items()) if len(items) > 1}
    for number, items in doubled.items():
        yield _judgement(facts, options, number, items)
    if not doubled:
        verdict = Verdict.CLEAR if by_number else Verdict.NOT_APPLICABLE
        subject = Subject(SubjectKind.SITE, "index-no", "索引号", facts.site.home)
        yield say(MESSAGES, verdict, subject, observed=f"共{len(by_number)}个", threshold="不重复")


def _different(items: Sequence[ItemRow]) -> list[ItemRow]:
    """One item for each piece of information: equal identities and equal or contained titles are one."""
    kept: list[ItemRow] = []
    for item in items:
        title = normal_title(item.title or "")
        if not any(item.identity == other.identity or _alike(title, normal_title(other.title or "")) for other in kept):
            kept.append(item)
    return kept


def _alike(title: str, other: str) -> bool:
    return title in other or other in title


def _judgement(facts: SiteFacts, options: DuplicateIndexNoOptions, number: str, items: Sequence[ItemRow]) -> Judgement:
    verdict, reason = Verdict.FLAGGED, ""
    if parse_index_no(number) is None:
        verdict, reason = Verdict.UNSURE, "可能是单位或栏目的代码"
    elif len(items) >= options.too_many:
        verdict, reason = Verdict.UNSURE, "数量很多，可能由页面模板带出"
    shown = "、".join(f"“{item.title or item.url}”" for item in items[:_SHOWN])
    return say(
        MESSAGES,
        verdict,
        Subject(SubjectKind.SITE, f"index-no:{number}", number, items[0].url),
        observed=f"{len(items)}条不同的信息（{shown}{'等' if len(items) > _SHOWN else ''}）",
        threshold="1条信息",
        evidence=tuple(item.capture_id for item in items),
        reason=reason,
    )


RULE = Rule("索引号重复", SubjectKind.SITE, DuplicateIndexNoOptions, judge, MESSAGES)
