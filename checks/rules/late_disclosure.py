"""A document of the organ's own was published later than the regulation allows after it was written (成文日期).

What it sees
    Documents (items with a 文号) that state both the day they were written and the day they were published, over the
    year before the monitoring point: the working days in between. The day of writing does not count; the last day
    of the window is still in time.

Why it matters
    Information that must be public is to be published within 20 working days of being made or changed.

When it cannot tell
    No day of writing is stated (said once a column), publication lies before writing, or it is not certain that the
    document is the organ's own: that is taken for certain only where its title begins with the organ's name, or where
    that of another document with the same word in its number does. Papers of other organs that are only passed on
    have no such period. Outside the holiday calendar's years days are calendar days, and nothing is flagged.

Example
    东安监〔2016〕5号, written 2016-09-01, published 2016-10-12: 23 working days, flagged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set

from checks.calendar import working_days_between
from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, WindowOption, say
from checks.seeing.own_documents import may_be_own, number_word, own_words
from checks.window import Window
from crawler.catalogue.queries import ItemRow
from crawler.identity import normal_doc_no

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”（{number}）于{written}成文，{published}才公布，隔{observed}，超过{threshold}。"
    "请在规定期限内公开。",
    Verdict.CLEAR: "“{subject}”在{threshold}内公布。",
    Verdict.UNSURE: "“{subject}”是否按期公开无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”不是本机关制作的公文，不计算公开期限。",
}


class LateDisclosureOptions(Options):
    """The window, and from when on documents are looked at."""

    window: WindowOption
    look_back: WindowOption = Window(12, "months")


def judge(facts: SiteFacts, options: LateDisclosureOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each document published in the period, and one for each column with undated ones."""
    names = [name for name in (facts.site.organ, facts.site.name) if name]
    documents = [item for item in facts.items.values() if item.doc_no and normal_doc_no(item.doc_no)]
    words = own_words(documents, names)
    oldest = options.look_back.first_day(facts.as_of)
    rest = Rest(SubjectKind.ITEM)
    unwritten: Counter[str] = Counter()
    for item in documents:
        if item.published_on is None or item.published_on < oldest:
            continue
        if item.written_on is None:
            unwritten[item.columns[0] if item.columns else facts.site.name] += 1
            continue
        verdict, reason = _verdict(item, options, names, words)
        if not rest.takes(verdict, item.key):
            yield _told(facts, options, item, verdict, reason)
    yield from rest.batches()
    for path, count in sorted(unwritten.items()):
        column = facts.column_by_path.get(path)
        subject = facts.column_subject(column) if column else Subject(SubjectKind.COLUMN, path, path)
        yield say(MESSAGES, Verdict.UNSURE, subject, reason=f"{count}份有文号的信息没有写明成文日期")


def _verdict(item: ItemRow, options: LateDisclosureOptions, names: list[str], words: Set[str]) -> tuple[Verdict, str]:
    if item.written_on is None or item.published_on is None:
        raise ValueError(f"item {item.id} lacks a date")
    if item.published_on < item.written_on:
        return Verdict.UNSURE, f"公布日期{item.published_on}早于成文日期{item.written_on}"
    span = working_days_between(item.written_on, item.published_on)
    if span.days <= options.window.count:
        return Verdict.CLEAR, ""
    if not may_be_own(item, names):
        return Verdict.NOT_APPLICABLE, ""
    if number_word(item) not in words:
        return Verdict.UNSURE, f"成文到公布隔{span.chinese}，但不能确定是本机关制作的公文"
    return (Verdict.FLAGGED, "") if span.exact else (Verdict.UNSURE, f"成文到公布隔{span.chinese}")


def _told(facts: SiteFacts, options: LateDisclosureOptions, item: ItemRow, verdict: Verdict, reason: str) -> Judgement:
    span = working_days_between(item.written_on, item.published_on) if item.written_on and item.published_on else None
    return say(
        MESSAGES,
        verdict,
        facts.item_subject(item),
        observed=span.chinese if span else "",
        threshold=options.window.chinese,
        since=item.written_on if verdict is Verdict.FLAGGED else None,
        evidence=(item.capture_id,),
        number=item.doc_no,
        written=item.written_on,
        published=item.published_on,
        reason=reason,
    )


RULE = Rule("信息公开超期", SubjectKind.ITEM, LateDisclosureOptions, judge, MESSAGES)
