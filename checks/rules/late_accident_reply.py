"""A government replied (批复) to an accident report later than the law allows.

What it sees
    Papers on single accidents whose text tells both days in so many words: when the report was handed in, and when
    the government replied. The reply is due within `days`, for accidents called 特别重大 within `largest`, which may be
    extended once.

Why it matters
    Until the reply nobody is held responsible and nothing is made public.

When it cannot tell
    Only the report's own date is known, not the day on which it was handed in; one of the days is told twice; or the
    reply came within a possible extension. Papers that tell neither day are not asked.

Example
    “2016年5月6日，调查组向市政府提交了事故调查报告。2016年5月23日，市政府批复结案”: 17 days, flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, WindowOption, say
from checks.seeing.accident_papers import REPLIED, Paper, PaperKind, papers
from checks.seeing.accidents import Grade, day_said, signed_day, stated_grade
from checks.window import Window

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”：调查报告于{sent}报送，{replied}才批复，隔{observed}，超过{threshold}。"
    "请核对收文日期。",
    Verdict.CLEAR: "“{subject}”的批复在期限内。",
    Verdict.UNSURE: "“{subject}”的批复是否按期无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”没有写明报送和批复的日期。",
}
_SENT = re.compile(r"(?:提交|报送|上报|呈报|呈送|收到).{0,20}(?:调查报告|请示)|调查报告.{0,12}(?:提交|报送|上报|呈报)")
_KINDS = (PaperKind.REPORT, PaperKind.REPLY)


class LateAccidentReplyOptions(Options):
    """The period in calendar days, that for the largest accidents, its extension, and how far back one looks."""

    days: int = 15
    largest: int = 30
    largest_extended: int = 30
    look_back: WindowOption = Window(36, "months")


def judge(facts: SiteFacts, options: LateAccidentReplyOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each paper whose reply is late or cannot be judged; the others as batches."""
    rest = Rest(SubjectKind.ITEM)
    oldest = options.look_back.first_day(facts.as_of)
    for paper in papers(facts):
        if paper.kind not in _KINDS:
            continue
        if paper.item.published_on is not None and paper.item.published_on < oldest:
            rest.takes(Verdict.NOT_APPLICABLE, paper.item.key)
            continue
        judged = _judgement(facts, options, paper)
        if not rest.takes(judged.verdict, paper.item.key):
            yield judged
    yield from rest.batches()


def _judgement(facts: SiteFacts, options: LateAccidentReplyOptions, paper: Paper) -> Judgement:
    sent, replied = day_said(paper.text, _SENT), day_said(paper.text, REPLIED)
    if paper.kind is PaperKind.REPLY and replied is None:
        replied = signed_day(paper.text) or paper.item.written_on
    largest = stated_grade(paper.title) is Grade.XL
    days = options.largest if largest else options.days
    verdict, reason = Verdict.CLEAR, ""
    if replied is None:
        verdict = Verdict.NOT_APPLICABLE
    elif sent is None:
        verdict, reason = Verdict.UNSURE, "没有写明调查报告的报送日期"
    elif replied < sent:
        verdict, reason = Verdict.UNSURE, f"批复日期{replied.isoformat()}早于报送日期{sent.isoformat()}"
    elif largest and days < (replied - sent).days <= days + options.largest_extended:
        verdict, reason = Verdict.UNSURE, f"隔{(replied - sent).days}天，是否经批准延期不详"
    elif (replied - sent).days > days:
        verdict = Verdict.FLAGGED
    return say(
        MESSAGES,
        verdict,
        facts.item_subject(paper.item),
        observed=f"{(replied - sent).days}天" if sent and replied else "",
        threshold=f"{days}日",
        since=sent if verdict is Verdict.FLAGGED else None,
        evidence=(paper.item.capture_id,),
        sent=sent or "",
        replied=replied or "",
        reason=reason,
    )


RULE = Rule("事故批复超期", SubjectKind.ITEM, LateAccidentReplyOptions, judge, MESSAGES)
