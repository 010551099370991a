"""The site says that an accident's case is closed, but its investigation report is nowhere to be found.

What it sees
    Replies (批复, 结案) to accident reports on the organ's own site, and for each a report of the same accident on the
    site or on the municipal portal that carries the organ. The report is expected `window` after the reply. With
    `news`, also accidents and 挂牌督办 that the site itself told of longer ago than all periods together.

Why it matters
    Accident reports are to be published in time. A reply that closes the case says that there is one.

When it cannot tell
    The site was not seen whole, a report with a like title may be the one, or the reply has attachments or is long
    enough to hold the report itself. Of accidents that were only told of, always: the investigating government may
    have published the report elsewhere.

Example
    关于某厂“3·5”一般事故调查报告的批复 of 6 May, the whole site read at the end of the year, no report: flagged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from checks.calendar import due_after
from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, WindowOption, say
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
from checks.seeing.accidents import signed_day
from checks.window import Window

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”表明事故已经结案（{told}），但网站和市级平台上都没有找到调查报告，已过{threshold}。"
    "请公布调查报告，或说明公布的地方。",
    Verdict.CLEAR: "“{subject}”所涉事故的调查报告已公布。",
    Verdict.UNSURE: "“{subject}”所涉事故的调查报告是否公布无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”：还没有到应当公布调查报告的时候，或早于检查范围。",
}
_LONG = 2000  # characters from which a reply may hold the report itself


class AccidentReportUnpublishedOptions(Options):
    """What counts as the sign of a case, when its report is expected, and how far back one looks."""

    window: WindowOption = Window(20, "working days")  # after a reply
    signs: tuple[PaperKind, ...] = (PaperKind.REPLY,)
    news_window: WindowOption = Window(6, "months")  # after news of an accident: investigation, extension and reply
    look_back: WindowOption = Window(24, "months")


def judge(facts: SiteFacts, options: AccidentReportUnpublishedOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each sign of a case without a report; the others as batches."""
    rest = Rest(SubjectKind.ITEM)
    every = papers(facts)
    reports = [paper for paper in every if paper.kind is PaperKind.REPORT]
    elsewhere = reports_elsewhere(facts)
    attached = facts.attachments([paper.item.id for paper in every if paper.kind in options.signs])
    for paper in every:
        if paper.kind not in options.signs:
            continue
        judged = _judgement(facts, options, paper, reports, elsewhere, bool(attached.get(paper.item.id)))
        if not rest.takes(judged.verdict, paper.item.key):
            yield judged
    yield from rest.batches()


def _judgement(
    facts: SiteFacts,
    options: AccidentReportUnpublishedOptions,
    paper: Paper,
    reports: Sequence[Paper],
    elsewhere: Sequence[AccidentName],
    attached: bool,
) -> Judgement:
    match, _ = best_match(paper.name, reports)
    matches = {match, *(same_accident(paper.name, other) for other in elsewhere)}
    told = signed_day(paper.text) or paper.item.written_on or paper.item.published_on
    verdict, reason = _verdict(facts, options, paper, matches, told, attached)
    return say(
        MESSAGES,
        verdict,
        facts.item_subject(paper.item),
        observed="没有找到调查报告" if verdict is Verdict.FLAGGED else "",
        threshold=options.window.chinese,
        since=told if verdict is Verdict.FLAGGED else None,
        evidence=(paper.item.capture_id,),
        told=told or "",
        reason=reason,
    )


def _verdict(
    facts: SiteFacts,
    options: AccidentReportUnpublishedOptions,
    paper: Paper,
    matches: set[Match],
    told: date | None,
    attached: bool,
) -> tuple[Verdict, str]:
    if Match.YES in matches:
        return Verdict.CLEAR, ""
    if told is None:
        return Verdict.UNSURE, "没有日期"
    closed = paper.kind is PaperKind.REPLY
    due = due_after(told, options.window if closed else options.news_window)
    if facts.as_of <= due.day or told < options.look_back.first_day(facts.as_of):
        return Verdict.NOT_APPLICABLE, ""
    if Match.MAYBE in matches:
        return Verdict.UNSURE, "有一份调查报告的标题相近，是否为同一起事故需人工核对"
    if not facts.content_whole:
        return Verdict.UNSURE, f"网站没有看全（{facts.why_not_whole}）"
    if facts.blind_since is not None and facts.blind_since <= due.day:
        return Verdict.UNSURE, f"抓取于{facts.blind_since.isoformat()}，当时还没有到期"
    if not closed:
        return Verdict.UNSURE, "没有找到调查报告，可能由负责调查的政府在其他网站公布"
    if attached or len(paper.text) >= _LONG:
        return Verdict.UNSURE, "没有找到单独的调查报告，可能附在批复中"
    return Verdict.FLAGGED, ""


RULE = Rule("事故调查报告未公布", SubjectKind.ITEM, AccidentReportUnpublishedOptions, judge, MESSAGES)
