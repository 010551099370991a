"""A licence or a penalty was put on the web later than the standard allows (双公示).

What it sees
    Licence and penalty records that show the day of the decision, in items that show the day of publication. The
    decision's own day does not count; the last day of the window is still in time. A decision that stands in several
    items counts as published on the earliest of them. Decisions older than `look_back` are left alone.

Why it matters
    Licences and penalties must be on the web within 7 working days of the decision; companies are entitled to know,
    and credit platforms take the data from there.

When it cannot tell
    The record shows no decision date, the item no publishing date, publication lies before the decision (one of the
    dates is wrong), or the holiday calendar does not cover the days.

Example
    Decided 2016-09-29, published 2016-10-14: across the October holiday these are 15 days and 8 working days, flagged.
    Published 2016-10-13 it is the seventh working day: clear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from checks.calendar import Span, working_days_between
from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Verdict
from checks.model import SubjectKind as Kind
from checks.rule import Options, Rest, Rule, WindowOption, say
from checks.window import Window
from crawler.catalogue.queries import ItemRow, RecordRow
from crawler.identity import normal_doc_no

MESSAGES = {
    Verdict.FLAGGED: "{kind}“{number}”于{decided}作出决定，{published}才公示(“{subject}”)，隔{observed},"
    "超过{threshold}。请完善双公示流程，按期上网。",
    Verdict.CLEAR: "“{subject}”的决定都在{threshold}内公示({observed})。",
    Verdict.UNSURE: "“{subject}”是否按期公示无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”的决定早于检查范围（{look_back}内）。",
}
_KINDS = {"licence": "行政许可", "penalty": "行政处罚"}


class LatePublicationOptions(Options):
    """The window from decision to publication, and how far back decisions are looked at."""

    window: WindowOption
    look_back: WindowOption = Window(12, "months")


def judge(facts: SiteFacts, options: LatePublicationOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each item with a late record or one that cannot be judged; the others as batches."""
    rest = Rest(Kind.ITEM)
    first = _first_published(facts)
    by_item: dict[int, list[RecordRow]] = defaultdict(list)
    for record in facts.records:
        by_item[record.item_id].append(record)
    for item_id, records in by_item.items():
        item = facts.items.get(item_id)
        if item is None:
            continue
        judged = _judgement(facts, options, item, records, first)
        if not rest.takes(judged.verdict, item.key):
            yield judged
    yield from rest.batches()


def _number(record: RecordRow) -> str | None:
    number = normal_doc_no(record.doc_no)
    return f"{record.kind}:{number}" if number else None


def _first_published(facts: SiteFacts) -> dict[str, date]:
    first: dict[str, date] = {}
    for record in facts.records:
        number = _number(record)
        if number and record.published_on:
            first[number] = min(record.published_on, first.get(number, record.published_on))
    return first


def _judgement(
    facts: SiteFacts, options: LatePublicationOptions, item: ItemRow, records: list[RecordRow], first: dict[str, date]
) -> Judgement:
    oldest = options.look_back.first_day(facts.as_of)
    inside = [record for record in records if record.decided_on is None or record.decided_on >= oldest]
    spans: list[tuple[int, RecordRow, Span, date]] = []
    reasons: list[str] = []
    for record in inside:
        published = first.get(_number(record) or "", record.published_on)
        if record.decided_on is None or published is None:
            reasons.append("未显示决定日期" if record.decided_on is None else "未显示公示日期")
        elif published < record.decided_on:
            reasons.append(f"公示日期{published}早于决定日期{record.decided_on}")
        else:
            span = working_days_between(record.decided_on, published)
            spans.append((span.days, record, span, published))
    worst = max(spans, key=lambda entry: entry[0], default=None)
    verdict = _verdict(options, inside, worst[2] if worst else None, reasons)
    if verdict is Verdict.UNSURE and not reasons:
        reasons.append("没有当年的放假安排，无法计算工作日")
    return say(
        MESSAGES,
        verdict,
        facts.item_subject(item),
        observed=worst[2].chinese if worst else "",
        threshold=options.window.chinese,
        since=worst[1].decided_on if worst and verdict is Verdict.FLAGGED else None,
        evidence=(item.capture_id,),
        kind=_KINDS.get(worst[1].kind, "决定") if worst else "",
        number=(worst[1].doc_no or item.title or "") if worst else "",
        decided=worst[1].decided_on if worst else "",
        published=worst[3] if worst else "",
        reason=";".join(dict.fromkeys(reasons)),
        look_back=options.look_back.chinese,
    )


def _verdict(
    options: LatePublicationOptions, inside: list[RecordRow], span: Span | None, reasons: list[str]
) -> Verdict:
    if not inside:
        return Verdict.NOT_APPLICABLE
    working = options.window.unit == "working days"
    if span is not None and span.days > options.window.count:
        return Verdict.FLAGGED if span.exact or not working else Verdict.UNSURE
    return Verdict.UNSURE if reasons or span is None else Verdict.CLEAR


RULE = Rule("双公示超期", Kind.ITEM, LatePublicationOptions, judge, MESSAGES)
