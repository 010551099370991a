"""A licence or penalty is shown without the day on which it was decided.

What it sees
    Records of licences and penalties whose table has neither a label nor a value for the day of the decision, on
    pages whose text does not speak of it either. A page without a day of publication is another rule's business.

Why it matters
    Without the day nobody can tell whether the decision was public in time.

When it cannot tell
    The label is there and its cell is empty or not a date that can be read, the date may stand outside of the table,
    or the page has attachments.

Example
    A table with 文号, 相对人 and 处罚结果 and no date: flagged. With 决定日期 2016-03-05: clear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, WindowOption, say
from checks.seeing.record_fields import fields_in_text, values_of
from checks.window import Window
from crawler.catalogue.queries import ItemRow, RecordRow

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”没有显示决定日期（{observed}），无法计算公示期限。请在{threshold}。",
    Verdict.CLEAR: "“{subject}”显示了决定日期。",
    Verdict.UNSURE: "“{subject}”的决定日期没有读到：{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”早于检查范围。",
}


class UndatedDecisionOptions(Options):
    """How far back pages are looked at."""

    look_back: WindowOption = Window(12, "months")


def judge(facts: SiteFacts, options: UndatedDecisionOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each page with a record whose day was not read; the others as batches."""
    rest = Rest(SubjectKind.ITEM)
    oldest = options.look_back.first_day(facts.as_of)
    lacking: list[int] = []
    for item_id, records in facts.records_by_item.items():
        item = facts.items[item_id]
        if item.published_on is not None and item.published_on < oldest:
            rest.takes(Verdict.NOT_APPLICABLE, item.key)
        elif any(record.decided_on is None for record in records):
            lacking.append(item_id)
        else:
            rest.takes(Verdict.CLEAR, item.key)
    texts, attached = facts.texts(lacking), facts.attachments(lacking)
    for item_id in lacking:
        item, records = facts.items[item_id], facts.records_by_item[item_id]
        yield _judgement(facts, item, records, texts.get(item_id, ""), bool(attached.get(item_id)))
    yield from rest.batches()


def _judgement(facts: SiteFacts, item: ItemRow, records: Sequence[RecordRow], text: str, attached: bool) -> Judgement:
    undated = [record for record in records if record.decided_on is None]
    reason = ""
    if any(any(True for _ in values_of(record, "decided")) for record in undated):
        reason = "表中有日期一栏，但内容为空或不是可识别的日期"
    elif "decided" in fields_in_text(text):
        reason = "日期可能写在表格之外"
    elif attached:
        reason = "页面有附件，附件中可能有"
    return say(
        MESSAGES,
        Verdict.UNSURE if reason else Verdict.FLAGGED,
        facts.item_subject(item),
        observed=f"{len(undated)}条",
        threshold="公示表中增加决定日期",
        evidence=(item.capture_id,),
        reason=reason,
    )


RULE = Rule("决定未显示日期", SubjectKind.ITEM, UndatedDecisionOptions, judge, MESSAGES)
