"""An accident is called by a lower grade than the toll that the same paper states.

What it sees
    Reports and news of single accidents whose title names a grade (特别重大, 重大, 较大, 一般) and whose text states
    deaths, severe injuries and direct loss. The worst of the three makes the grade (国务院令第493号, article 3).

Why it matters
    The grade decides who investigates, who replies and who is supervised. A wrong word in a title misleads all.

When it cannot tell
    The text states no deaths, or two numbers of them (another accident, or deaths that came later), or injured people
    whose state could raise the grade, or a toll that would make a lower grade: governments may investigate higher.

Example
    “…”一般事故调查报告, “造成3人死亡”: three deaths make 较大, flagged. Two deaths: clear.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, say
from checks.seeing.accident_papers import Paper, PaperKind, papers
from checks.seeing.accidents import Grade, Toll, grade_of, stated_grade, toll_of

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”称为{threshold}事故，但文中写明{observed}，按规定属于{grade}事故。请核对等级或数字。",
    Verdict.CLEAR: "“{subject}”的事故等级与文中数字相符。",
    Verdict.UNSURE: "“{subject}”称为{threshold}事故，是否与伤亡和损失相符无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”的标题没有写明事故等级。",
}
_KINDS = (PaperKind.REPORT, PaperKind.EXCERPT, PaperKind.NEWS)


class AccidentGradeMismatchOptions(Options):
    """The grade that titles name which this clause is about."""

    grade: Grade


def judge(facts: SiteFacts, options: AccidentGradeMismatchOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each paper of the grade that does not fit its toll or cannot be judged; the others batched."""
    rest = Rest(SubjectKind.ITEM)
    for paper in papers(facts):
        if paper.kind not in _KINDS or stated_grade(paper.title) is not options.grade:
            continue
        judged = _judgement(facts, options.grade, paper)
        if not rest.takes(judged.verdict, paper.item.key):
            yield judged
    yield from rest.batches()


def _judgement(facts: SiteFacts, stated: Grade, paper: Paper) -> Judgement:
    toll = toll_of(paper.text)
    grade = grade_of(toll)
    verdict, reason = Verdict.CLEAR, ""
    if not paper.text:
        verdict, reason = Verdict.UNSURE, "正文没有读到"
    elif grade is None:
        verdict, reason = Verdict.UNSURE, "文中没有唯一、明确的死亡人数，或受伤人员的伤情不明"
    elif grade.rank > stated.rank:
        verdict = Verdict.FLAGGED
    elif grade.rank < stated.rank:
        verdict, reason = Verdict.UNSURE, f"文中数字属于{grade}事故，可能有未写明的损失或提级调查"
    return say(
        MESSAGES,
        verdict,
        facts.item_subject(paper.item),
        observed=_shown(toll),
        threshold=stated.value,
        evidence=(paper.item.capture_id,),
        grade=grade.value if grade else "",
        reason=reason,
    )


def _shown(toll: Toll) -> str:
    parts = [f"死亡{toll.deaths}人"] if toll.deaths is not None else []
    parts += [f"重伤{toll.severe}人"] if toll.severe is not None else []
    parts += [f"直接经济损失{toll.loss:g}万元"] if toll.loss is not None else []
    return "、".join(parts)


RULE = Rule("事故等级与数字不符", SubjectKind.ITEM, AccidentGradeMismatchOptions, judge, MESSAGES)
