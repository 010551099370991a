"""The same information stands twice in one list.

What it sees
    Two rows of a column with the same title and the same date that lead to two addresses with the same text.

Why it matters
    Doubles swell the number of items, push others off the first page, and a correction reaches one of them only.
    Our own practice, no clause of a standard.

When it cannot tell
    One of the two pages was not read, or the texts differ: two notices of one day may bear the same title.

Example
    “关于防汛的通知” of 2016-06-01 stands twice in 通知公告, both pages say the same: flagged. The notice of every month
    under one title has another date each time: clear. One item in two columns is one item: clear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say, the_rest
from checks.seeing.rewording import Change, rewording
from crawler.catalogue.queries import ItemRow

MESSAGES = {
    Verdict.FLAGGED: "信息“{subject}”（{day}）在栏目“{column}”中重复列出，另一条是 {other}，两页正文相同。请保留一条。",
    Verdict.CLEAR: "信息“{subject}”没有在同一栏目中重复列出。",
    Verdict.UNSURE: "栏目“{column}”中有两条“{subject}”（{day}），另一条是 {other}；是否重复无法判断：{reason}。",
}


class RepeatedItemOptions(Options):
    """There is nothing to set."""


def judge(facts: SiteFacts, options: RepeatedItemOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each further item of a title and a day in a column; all others in one batch."""
    pairs: dict[str, tuple[ItemRow, ItemRow, str]] = {}
    for path, rows in facts.listings_by_column.items():
        places: dict[tuple[str, object], list[int]] = defaultdict(list)
        for row in rows:
            if row.listed_on is not None:
                places[row.title, row.listed_on].append(row.item_id)
        for ids in places.values():
            found = [facts.items[item] for item in sorted(set(ids)) if item in facts.items]
            for other in found[1:]:
                if other.kind not in ("letter", "page") and facts.is_internal(other.url):
                    pairs.setdefault(other.key, (found[0], other, path))
    texts = facts.texts([item.id for first, other, _ in pairs.values() for item in (first, other)])
    told = [_judgement(facts, *pair, texts.get(pair[0].id), texts.get(pair[1].id)) for pair in pairs.values()]
    yield from told
    yield from the_rest(Verdict.CLEAR, SubjectKind.ITEM, facts.item_by_key, told)


def _judgement(
    facts: SiteFacts, first: ItemRow, other: ItemRow, path: str, one: str | None, two: str | None
) -> Judgement:
    reason = None
    if not one or not two:
        reason = "正文没有读到"
    elif rewording(one, two).change is not Change.NONE:
        reason = "两页正文不同"
    return say(
        MESSAGES,
        Verdict.FLAGGED if reason is None else Verdict.UNSURE,
        facts.item_subject(other),
        observed="同题同日两条",
        threshold="一条信息只列一次",
        evidence=(first.capture_id, other.capture_id),
        day=other.published_on,
        column=path,
        other=first.url,
        reason=reason,
    )


RULE = Rule("信息重复列出", SubjectKind.ITEM, RepeatedItemOptions, judge, MESSAGES)
