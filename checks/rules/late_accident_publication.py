"""An accident report was made public long after the government's reply (批复).

What it sees
    Published reports whose text tells the day of the reply, or whose reply stands on the site with its own date, and
    the day of publication; between them working days are counted, up to `window`.

Why it matters
    The law says "in time" and gives no number. The general period of the disclosure regulation is a yardstick.

When it cannot tell
    The day of the publication is not told or lies before the reply, or the holiday calendar does not cover the days.
    Reports that tell no day of a reply, or two, are not asked: no document demands that they do.

Example
    Reply of 6 May, report on the web on 15 July: more than 20 working days, flagged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from checks.calendar import due_after, working_days_between
from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, WindowOption, say
from checks.seeing.accident_papers import Paper, PaperKind, papers, replied_on
from checks.window import Window

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”于{replied}批复结案，{published}才公布，隔{observed}，超过{threshold}。"
    "请在批复后及时公布。",
    Verdict.CLEAR: "“{subject}”在批复后{threshold}内公布。",
    Verdict.UNSURE: "“{subject}”是否在批复后及时公布无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”没有写明批复日期，或早于检查范围。",
}


class LateAccidentPublicationOptions(Options):
    """The working days from reply to publication, and how far back reports are looked at."""

    window: WindowOption
    look_back: WindowOption = Window(12, "months")


def judge(facts: SiteFacts, options: LateAccidentPublicationOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each report that was published late or cannot be judged; the others as batches."""
    rest = Rest(SubjectKind.ITEM)
    oldest = options.look_back.first_day(facts.as_of)
    every = papers(facts)
    replies = [paper for paper in every if paper.kind is PaperKind.REPLY]
    for paper in every:
        if paper.kind is not PaperKind.REPORT:
            continue
        judged = _judgement(facts, options, paper, replies, oldest)
        if not rest.takes(judged.verdict, paper.item.key):
            yield judged
    yield from rest.batches()


def _judgement(
    facts: SiteFacts,
    options: LateAccidentPublicationOptions,
    paper: Paper,
    replies: Sequence[Paper],
    oldest: date,
) -> Judgement:
    published, replied = paper.item.published_on, replied_on(paper, replies)
    due = due_after(replied, options.window) if replied else None
    verdict, reason = Verdict.CLEAR, ""
    if due is None or replied is None or (published is not None and published < oldest):
        verdict = Verdict.NOT_APPLICABLE
    elif published is None:
        verdict, reason = Verdict.UNSURE, "没有读到公布日期"
    elif published < replied:
        verdict, reason = Verdict.UNSURE, f"公布日期早于批复日期{replied.isoformat()}"
    elif published > due.day:
        verdict = Verdict.FLAGGED if due.exact else Verdict.UNSURE
        reason = "" if due.exact else "没有当年的放假安排，无法计算工作日"
    return say(
        MESSAGES,
        verdict,
        facts.item_subject(paper.item),
        observed=working_days_between(replied, published).chinese if replied and published else "",
        threshold=options.window.chinese,
        since=replied if verdict is Verdict.FLAGGED else None,
        evidence=(paper.item.capture_id,),
        replied=replied or "",
        published=published or "",
        reason=reason,
    )


RULE = Rule("事故调查报告公布迟", SubjectKind.ITEM, LateAccidentPublicationOptions, judge, MESSAGES)
