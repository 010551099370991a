"""What became of the measures after an accident was evaluated too late, or nothing is to be seen of an evaluation.

What it sees
    Accident reports and replies whose reply (批复) is dated, and for each a published evaluation of the measures of the
    same accident. It is due within `window` after the reply; the day on which it was made or published counts.

Why it matters
    The evaluation shows whether the lessons were drawn; since 2021 the law wants it made and published within a year.

When it cannot tell
    No evaluation was found: it may stand on the government's site. Or the evaluation, or the reply, bears no date, or
    its title is merely alike.

Example
    Reply of 10 January 2022, evaluation of 20 March 2023: flagged. No evaluation by then: unsure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from checks.calendar import due_after
from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, WindowOption, say
from checks.seeing.accident_papers import REPLIED, Match, Paper, PaperKind, best_match, papers
from checks.seeing.accidents import day_said, signed_day
from checks.window import Window

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”于{replied}批复，整改措施落实情况的评估到{observed}才有，超过{threshold}。"
    "请按期评估并公开结果。",
    Verdict.CLEAR: "“{subject}”的整改措施已在{threshold}内评估并公开。",
    Verdict.UNSURE: "“{subject}”的整改措施是否在{threshold}内评估并公开无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”的批复日期没有写明、早于该要求施行之日，或还没有到期。",
}


class LateAccidentEvaluationOptions(Options):
    """The period after the reply, and from which day on replies are bound by it."""

    window: WindowOption = Window(12, "months")
    replied_from: date


def judge(facts: SiteFacts, options: LateAccidentEvaluationOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each report whose evaluation is late or not to be seen; the others as batches."""
    rest = Rest(SubjectKind.ITEM)
    every = papers(facts)
    evaluations = [paper for paper in every if paper.kind is PaperKind.EVALUATION]
    replies = [paper for paper in every if paper.kind is PaperKind.REPLY]
    for paper in every:
        if paper.kind is not PaperKind.REPORT:
            continue
        judged = _judgement(facts, options, paper, evaluations, replies)
        if not rest.takes(judged.verdict, paper.item.key):
            yield judged
    yield from rest.batches()


def _judgement(
    facts: SiteFacts,
    options: LateAccidentEvaluationOptions,
    paper: Paper,
    evaluations: Sequence[Paper],
    replies: Sequence[Paper],
) -> Judgement:
    replied = day_said(paper.text, REPLIED) or _day_of(best_match(paper.name, replies))
    found = best_match(paper.name, evaluations)
    made = _day_of(found)
    verdict, reason = _verdict(facts, options, replied, found, made)
    return say(
        MESSAGES,
        verdict,
        facts.item_subject(paper.item),
        observed=made.isoformat() if made else "",
        threshold=options.window.chinese,
        since=due_after(replied, options.window).day if verdict is Verdict.FLAGGED and replied else None,
        evidence=(paper.item.capture_id, found[1].item.capture_id if found[1] else None),
        replied=replied or "",
        reason=reason,
    )


def _day_of(found: tuple[Match, Paper | None]) -> date | None:
    """The day on which a paper that surely is about the accident was made, at the latest when it was published."""
    match, paper = found
    if match is not Match.YES or paper is None:
        return None
    days = (signed_day(paper.text), paper.item.written_on, paper.item.published_on)
    return min((day for day in days if day is not None), default=None)


def _verdict(
    facts: SiteFacts,
    options: LateAccidentEvaluationOptions,
    replied: date | None,
    found: tuple[Match, Paper | None],
    made: date | None,
) -> tuple[Verdict, str]:
    if replied is None or replied < options.replied_from:
        return Verdict.NOT_APPLICABLE, ""
    due = due_after(replied, options.window).day
    if made is not None and made < replied:
        return Verdict.UNSURE, f"评估日期{made.isoformat()}早于批复日期{replied.isoformat()}"
    if made is not None:
        return (Verdict.CLEAR, "") if made <= due else (Verdict.FLAGGED, "")
    if found[0] is Match.YES:
        return Verdict.UNSURE, "评估情况没有日期"
    if facts.as_of <= due:
        return Verdict.NOT_APPLICABLE, ""
    if found[0] is Match.MAYBE and found[1] is not None:
        return Verdict.UNSURE, f"“{found[1].title}”可能是其评估情况"
    return Verdict.UNSURE, "没有找到评估情况，可能由政府在其他网站公开"


RULE = Rule("事故整改评估超期", SubjectKind.ITEM, LateAccidentEvaluationOptions, judge, MESSAGES)
