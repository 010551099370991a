"""A published accident report, or another paper of a fixed form, lacks one of the contents that it must have.

What it sees
    The papers that a clause names, by words of their titles or by their column, and in the text of each the words for
    each content. A content counts as there if any of its words stands anywhere in the text.

Why it matters
    A report without causes, or without what became of those responsible, informs nobody; the contents are prescribed.

When it cannot tell
    The page was not read, its text is short (the paper is a file or a picture), it has attachments, it calls itself an
    excerpt, or the content has no settled words.

Example
    A report with five chapters and none on 责任认定 or 处理建议: flagged. A page of two lines and a PDF: unsure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, say
from checks.seeing.sections import holds
from crawler.catalogue.queries import ItemRow

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”缺少应有的内容：{observed}（应有{threshold}）。请补充公布。",
    Verdict.CLEAR: "“{subject}”的内容齐全。",
    Verdict.UNSURE: "“{subject}”的内容是否齐全无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”早于该要求施行之日。",
}
_EXCERPT = re.compile(r"摘要|摘录|节选|节录|简要|概要|简介")


class Content(BaseModel):
    """A content and its words (regular expressions). Not `settled`: without them it may still be there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    words: tuple[str, ...] = Field(min_length=1)
    settled: bool = True


class AccidentReportPartsOptions(Options):
    """Which papers are looked at, and what each must hold."""

    contents: tuple[Content, ...] = Field(min_length=1)
    titles: tuple[tuple[str, ...], ...] = ()  # a paper whose title holds all words of one group
    columns: tuple[str, ...] = ()  # and every paper in columns of these ids in the column sheet
    but: str = ""  # a regular expression: titles that mean another paper
    published_from: date | None = None
    min_chars: int = 300  # below it the paper is taken for a file or a picture


def judge(facts: SiteFacts, options: AccidentReportPartsOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each paper that lacks a content or cannot be judged; the others as batches."""
    rest = Rest(SubjectKind.ITEM)
    items = _papers(facts, options)
    texts = facts.texts([item.id for item in items])
    attached = facts.attachments([item.id for item in items])
    for item in items:
        judged = _judgement(facts, options, item, texts.get(item.id), bool(attached.get(item.id)))
        if not rest.takes(judged.verdict, item.key):
            yield judged
    yield from rest.batches()


def _papers(facts: SiteFacts, options: AccidentReportPartsOptions) -> list[ItemRow]:
    found = [item.id for words in options.titles for item in facts.titles.holding(words)]
    found += [
        row.item_id
        for column in facts.columns
        if column.identity in options.columns
        for row in facts.listings_by_column.get(column.path, [])
    ]
    items = (facts.items[one] for one in dict.fromkeys(found) if one in facts.items)
    return [item for item in items if not (options.but and re.search(options.but, item.title or ""))]


def _judgement(
    facts: SiteFacts, options: AccidentReportPartsOptions, item: ItemRow, text: str | None, attached: bool
) -> Judgement:
    missing = [content for content in options.contents if not holds(text or "", content.words)]
    verdict, reason = _verdict(options, item, text, attached, missing)
    return say(
        MESSAGES,
        verdict,
        facts.item_subject(item),
        observed="、".join(content.name for content in missing),
        threshold="、".join(content.name for content in options.contents),
        evidence=(item.capture_id,),
        reason=reason,
    )


def _verdict(
    options: AccidentReportPartsOptions, item: ItemRow, text: str | None, attached: bool, missing: Sequence[Content]
) -> tuple[Verdict, str]:
    if options.published_from and item.published_on and item.published_on < options.published_from:
        return Verdict.NOT_APPLICABLE, ""
    if text is None:
        return Verdict.UNSURE, "正文没有读到"
    if not missing:
        return Verdict.CLEAR, ""
    names = "、".join(content.name for content in missing)
    if attached:
        return Verdict.UNSURE, f"网页正文没有{names}，但有附件，全文可能在附件中"
    if len(text) < options.min_chars:
        return Verdict.UNSURE, f"网页正文只有{len(text)}字，全文可能是图片或文件"
    if _EXCERPT.search(item.title or ""):
        return Verdict.UNSURE, "标题说明不是全文"
    if not any(content.settled for content in missing):
        return Verdict.UNSURE, f"没有找到{names}的字样，可能换了说法"
    return Verdict.FLAGGED, ""


RULE = Rule("事故调查报告内容不全", SubjectKind.ITEM, AccidentReportPartsOptions, judge, MESSAGES)
