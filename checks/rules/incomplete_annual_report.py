"""The annual report on disclosure lacks a part that its year's format requires.

What it sees
    The text of the newest annual report of the years the clause speaks of, and in it each part that the clause
    names: as a paragraph (reports up to 2018 may merge their parts), or under a numbered heading (from 2019), the
    headings in their order; and parts that consist of nothing but 无.

Why it matters
    The regulation and the formats of their years say what a report must tell. A part left out is the usual reason
    for which a report is sent back.

When it cannot tell
    The report was not read, is so short that it must stand in a file or a picture, or has attachments in which the
    part may be; or the words of a heading stand somewhere in the text although the heading was not found. Where no
    report is there at all *late annual report* speaks, and this rule does not.

Example
    “2015年政府信息公开工作年度报告” without a word on reviews and suits: flagged under ar08.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ConfigDict, Field

from checks.facts import SiteFacts
from checks.model import Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.annual_reports import reports
from checks.seeing.sections import Section, holds, sections
from crawler.catalogue.queries import ItemRow

MESSAGES = {
    Verdict.FLAGGED: "《{subject}》{missing}。请按当年的格式要求补充。",
    Verdict.CLEAR: "《{subject}》{observed}。",
    Verdict.UNSURE: "《{subject}》{missing}，但{reason}，请人工核对。",
    Verdict.NOT_APPLICABLE: "没有适用本条款的年度报告：{reason}。",
}


class Part(BaseModel):
    """A part of the report and the words by which it is known (regular expressions; one of them is enough)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    words: tuple[str, ...] = Field(min_length=1)


class IncompleteAnnualReportOptions(Options):
    """Which reports, which parts, and whether the parts stand under numbered headings."""

    parts: tuple[Part, ...] = Field(min_length=1)
    first_year: int
    last_year: int | None = None
    headed: bool = False
    ordered: bool = False
    empty_answers: tuple[str, ...] = ()  # a headed part must say more than one of these
    min_chars: int = 300  # a shorter text is taken for the wrapping of a file
    identities: tuple[str, ...] = ("oip.report",)


def judge(facts: SiteFacts, options: IncompleteAnnualReportOptions) -> Iterator[Judgement]:
    """One judgement: on the newest report, if it is of the last two years and of those the clause speaks of."""
    found = _newest(facts, options)
    if found is None:
        subject = Subject(SubjectKind.SITE, "annual-report", "政府信息公开年度报告", facts.site.home)
        whole = facts.content_whole
        reason = "没有找到，另按未公布处理" if whole else facts.why_not_whole
        verdict = Verdict.NOT_APPLICABLE if whole else Verdict.UNSURE
        yield say(MESSAGES, verdict, subject, missing="没有找到", reason=reason)
        return
    text = facts.texts([found.id]).get(found.id)
    missing = _missing(options, text or "")
    reason = _doubt(facts, options, found, text, missing)
    whole = text is not None and len(text) >= options.min_chars
    verdict = Verdict.CLEAR if not missing and whole else Verdict.UNSURE if reason else Verdict.FLAGGED
    names = "、".join(part.name for part in options.parts)
    yield say(
        MESSAGES,
        verdict,
        facts.item_subject(found),
        observed=f"有“{names}”" if verdict is Verdict.CLEAR else missing,
        threshold=f"应有“{names}”",
        since=found.published_on if verdict is Verdict.FLAGGED else None,
        evidence=(found.capture_id,),
        missing=missing or f"提到了“{names}”",
        reason=reason,
    )


def _newest(facts: SiteFacts, options: IncompleteAnnualReportOptions) -> ItemRow | None:
    found = reports(facts, options.identities)
    last = min(options.last_year or facts.as_of.year, facts.as_of.year - 1)
    year = next((year for year in sorted(found, reverse=True) if year <= last), None)
    if year is None or year < max(options.first_year, facts.as_of.year - 2):
        return None
    texts = facts.texts([item.id for item in found[year]])
    return max(found[year], key=lambda item: len(texts.get(item.id, "")))  # not the one that only wraps a file


def _missing(options: IncompleteAnnualReportOptions, text: str) -> str:
    """What is missing, in Chinese; empty where nothing is."""
    if not options.headed:
        absent = [part.name for part in options.parts if not holds(text, part.words)]
        return f"没有“{'、'.join(absent)}”的内容" if absent else ""
    heads = sections(text)
    places = {part.name: _place(part, heads) for part in options.parts}
    absent = [name for name, place in places.items() if place is None]
    if absent:
        return f"没有“{'、'.join(absent)}”的标题"
    empty = [name for name, place in places.items() if place and place.body.strip(" 　。.") in options.empty_answers]
    if empty:
        return f"“{'、'.join(empty)}”部分只写了“无”"
    lines = [place.line for place in places.values() if place]
    return "各部分的次序与格式不符" if options.ordered and lines != sorted(lines) else ""


def _place(part: Part, heads: Sequence[Section]) -> Section | None:
    return next((head for head in heads if holds(head.heading, part.words)), None)


def _doubt(
    facts: SiteFacts, options: IncompleteAnnualReportOptions, report: ItemRow, text: str | None, missing: str
) -> str:
    """Why what is missing may be there all the same, in Chinese; empty where nothing speaks for it."""
    if text is None:
        return "报告的正文没有读到"
    if len(text) < options.min_chars:
        return f"网页正文只有{len(text)}字，报告可能在附件或图片中"
    if facts.attachments([report.id]).get(report.id):
        return "报告带有附件，可能在附件中"
    if "标题" in missing and all(holds(text, part.words) for part in options.parts):
        return "正文中有相关文字，可能只是没有分段标题"
    return ""


RULE = Rule("年度报告内容不全", SubjectKind.ITEM, IncompleteAnnualReportOptions, judge, MESSAGES)
