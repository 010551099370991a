"""Of an accident report only an excerpt is public, not the whole.

What it sees
    Papers whose title calls itself an excerpt of an accident report (摘要, 节选, 简要情况), of accidents of the grades
    that the clause names, and for each a whole report of the same accident on the site or the municipal portal.

Why it matters
    Reports are to be published in full; an excerpt leaves out what the public should learn from it.

When it cannot tell
    The site was not seen whole, a report with a like title may be the one, the page has attachments, or the grade is
    not told and the clause asks for some grades only.

Example
    某厂“3·5”一般事故调查报告（摘要） and no other report of it on the whole site: flagged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, say
from checks.seeing.accident_papers import (
    AccidentName,
    Match,
    Paper,
    PaperKind,
    best_match,
    papers,
    reports_elsewhere,
    same_accident,
)
from checks.seeing.accidents import Grade, grade_of, stated_grade, toll_of

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”只是调查报告的摘要，没有找到全文。请公布全文（依法不公开的内容除外）。",
    Verdict.CLEAR: "“{subject}”之外已公布调查报告全文。",
    Verdict.UNSURE: "“{subject}”所涉事故是否公布了调查报告全文无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”的事故等级不在本条范围。",
}


class AccidentReportExcerptOptions(Options):
    """The grades of accidents that the clause is about; none: every accident."""

    grades: tuple[Grade, ...] = ()


def judge(facts: SiteFacts, options: AccidentReportExcerptOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each excerpt without a whole report; the others as batches."""
    rest = Rest(SubjectKind.ITEM)
    every = papers(facts)
    reports = [paper for paper in every if paper.kind is PaperKind.REPORT]
    excerpts = [paper for paper in every if paper.kind is PaperKind.EXCERPT]
    attached = facts.attachments([paper.item.id for paper in excerpts])
    elsewhere = reports_elsewhere(facts) if excerpts else []
    for paper in excerpts:
        verdict, reason = _verdict(facts, options, paper, reports, elsewhere, bool(attached.get(paper.item.id)))
        if rest.takes(verdict, paper.item.key):
            continue
        yield say(
            MESSAGES,
            verdict,
            facts.item_subject(paper.item),
            observed="只有摘要" if verdict is Verdict.FLAGGED else "",
            threshold="全文公布",
            evidence=(paper.item.capture_id,),
            reason=reason,
        )
    yield from rest.batches()


def _verdict(
    facts: SiteFacts,
    options: AccidentReportExcerptOptions,
    paper: Paper,
    reports: Sequence[Paper],
    elsewhere: Sequence[AccidentName],
    attached: bool,
) -> tuple[Verdict, str]:
    grade = stated_grade(paper.title) or grade_of(toll_of(paper.text))
    if options.grades and grade is not None and grade not in options.grades:
        return Verdict.NOT_APPLICABLE, ""
    match, _ = best_match(paper.name, reports)
    matches = {match, *(same_accident(paper.name, other) for other in elsewhere)}
    if Match.YES in matches:
        return Verdict.CLEAR, ""
    if Match.MAYBE in matches:
        return Verdict.UNSURE, "有一份调查报告的标题相近，是否为同一起事故需人工核对"
    if attached:
        return Verdict.UNSURE, "页面有附件，全文可能在附件中"
    if not facts.content_whole:
        return Verdict.UNSURE, f"网站没有看全（{facts.why_not_whole}）"
    if options.grades and grade is None:
        return Verdict.UNSURE, "没有读到事故等级"
    return Verdict.FLAGGED, ""


RULE = Rule("事故调查报告只公布摘要", SubjectKind.ITEM, AccidentReportExcerptOptions, judge, MESSAGES)
