"""A licence or a penalty was put on the web later than the standard allows (双公示).

What it sees
    Licence and penalty records that show the day of the decision, in items that show the day of publication. The
    decision's own day does not count; the last day of the window is still in time. A decision that stands in several
    items, or on the municipal portal that carries the organ, counts as published on the earliest of them; a page that
    we saw before its stated day counts from the day on which we saw it. Decisions older than `look_back`, or made
    before the duty began (`decided_from`), are left alone.

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

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from checks.calendar import Due, due_after, working_days_between
from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Verdict
from checks.model import SubjectKind as Kind
from checks.rule import Options, Rest, Rule, WindowOption, say
from checks.seeing.organs import bound
from checks.window import Window
from crawler.catalogue.decisions import decisions_elsewhere
from crawler.catalogue.queries import ItemRow, RecordRow
from crawler.clock import day_in_shanghai
from crawler.identity import normal_doc_no

MESSAGES = {
    Verdict.FLAGGED: "{kind}“{number}”于{decided}作出决定，{published}才公示（“{subject}”），隔{observed}，"
    "超过{threshold}。请完善双公示流程，按期上网。",
    Verdict.CLEAR: "“{subject}”的决定都在{threshold}内公示（{observed}）。",
    Verdict.UNSURE: "“{subject}”是否按期公示无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”的决定早于检查范围（{look_back}内）或早于该要求施行之日。",
}
_KINDS = {"licence": "行政许可", "penalty": "行政处罚"}


class LatePublicationOptions(Options):
    """The window from decision to publication, and which decisions are looked at."""

    window: WindowOption
    look_back: WindowOption = Window(12, "months")
    decided_from: date | None = None  # the day on which the duty began
    kinds: tuple[Literal["licence", "penalty"], ...] = ("licence", "penalty")
    organ_words: tuple[str, ...] = ()  # the duty binds organs whose name holds one of these words


def judge(facts: SiteFacts, options: LatePublicationOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each item with a late record or one that cannot be judged; the others as batches."""
    rest = Rest(Kind.ITEM)
    if not bound(facts.site, "any", options.organ_words):
        return
    first = _Elsewhere(facts)
    oldest = options.look_back.first_day(facts.as_of)
    if options.decided_from is not None:
        oldest = max(oldest, options.decided_from)
    for item_id, every in facts.records_by_item.items():
        item = facts.items[item_id]
        records = [record for record in every if record.kind in options.kinds]
        if not records:
            continue
        inside = [record for record in records if record.decided_on is None or record.decided_on >= oldest]
        if not inside or all(_soon(record, options.window) for record in inside):
            rest.takes(Verdict.CLEAR if inside else Verdict.NOT_APPLICABLE, item.key)
            continue
        judged = _judgement(facts, options, item, inside, first)
        if not rest.takes(judged.verdict, item.key):
            yield judged
    yield from rest.batches()


@dataclass(frozen=True, slots=True)
class _Shown:
    """A record with the days of its decision and of its publication, and the last day on which it was in time."""

    record: RecordRow
    decided: date
    published: date
    due: Due

    @property
    def days_late(self) -> int:
        return (self.published - self.due.day).days

    def span(self, window: Window) -> str:
        """The time between the two days, in the unit of the window."""
        if window.unit == "working days":
            return working_days_between(self.decided, self.published).chinese
        return f"{(self.published - self.decided).days}天"


class _Elsewhere:
    """The first day on which each decision was on the web anywhere, reckoned only where a page of its own is late."""

    def __init__(self, facts: SiteFacts) -> None:
        self._facts = facts

    @cached_property
    def _days(self) -> dict[str, date]:
        return _first_published(self._facts)

    def day_of(self, record: RecordRow, window: Window) -> date | None:
        """The day that counts for a record: its page's own where that was soon enough, else the first one anywhere."""
        if _soon(record, window):
            return record.published_on
        return self._days.get(_number(record.kind, record.doc_no) or "") or _published(self._facts, record)


def _number(kind: str, doc_no: str | None) -> str | None:
    number = normal_doc_no(doc_no)
    return f"{kind}:{number}" if number else None


def _first_published(facts: SiteFacts) -> dict[str, date]:
    """The first day on which each decision was on the web, by kind and number."""
    first: dict[str, date] = {}
    shown = [(record.kind, record.doc_no, _published(facts, record)) for record in facts.records]
    shown += facts.ask(decisions_elsewhere, tuple(partner.id for partner in facts.partners))
    for kind, doc_no, day in shown:
        number = _number(kind, doc_no)
        if number and day:
            first[number] = min(day, first.get(number, day))
    return first


def _published(facts: SiteFacts, record: RecordRow) -> date | None:
    """The stated day of publication, or the day on which we first saw the page where that was earlier."""
    item = facts.items.get(record.item_id)
    if record.published_on is None or item is None:
        return record.published_on
    return min(record.published_on, day_in_shanghai(datetime.fromisoformat(item.first_seen)))


def _judgement(
    facts: SiteFacts, options: LatePublicationOptions, item: ItemRow, inside: list[RecordRow], first: _Elsewhere
) -> Judgement:
    shown: list[_Shown] = []
    reasons: list[str] = []
    for record in inside:
        published = first.day_of(record, options.window)
        if record.decided_on is None or published is None:
            reasons.append("未显示决定日期" if record.decided_on is None else "未显示公示日期")
        elif published < record.decided_on:
            reasons.append(f"公示日期{published}早于决定日期{record.decided_on}")
        else:
            shown.append(_Shown(record, record.decided_on, published, due_after(record.decided_on, options.window)))
    worst = max(shown, key=lambda one: one.days_late, default=None)
    verdict = Verdict.UNSURE if reasons or worst is None else Verdict.CLEAR
    if worst is not None and worst.days_late > 0:
        verdict = Verdict.FLAGGED if worst.due.exact else Verdict.UNSURE
        reasons += [] if worst.due.exact else ["没有当年的放假安排，无法计算工作日"]
    return say(
        MESSAGES,
        verdict,
        facts.item_subject(item),
        observed=worst.span(options.window) if worst else "",
        threshold=options.window.chinese,
        since=worst.decided if worst and verdict is Verdict.FLAGGED else None,
        evidence=(item.capture_id,),
        kind=_KINDS.get(worst.record.kind, "决定") if worst else "",
        number=(worst.record.doc_no or item.title or "") if worst else "",
        decided=worst.decided if worst else "",
        published=worst.published if worst else "",
        reason="；".join(dict.fromkeys(reasons)),
        look_back=options.look_back.chinese,
    )


def _soon(record: RecordRow, window: Window) -> bool:
    """True if so few calendar days lie between decision and publication that no calendar need be asked."""
    decided, published = record.decided_on, record.published_on
    if decided is None or published is None or window.unit == "months":
        return False
    return 0 <= (published - decided).days <= window.count


RULE = Rule("双公示超期", Kind.ITEM, LatePublicationOptions, judge, MESSAGES)
