"""The disclosure guide (信息公开指南) lacks an element that the regulation names.

What it sees
    The text of the guide's page and of what it lists, and in it each element by its usual labels: classes, way of
    arrangement, ways of getting information, and name, address, office hours, telephone, fax and electronic address
    of the office in charge.

Why it matters
    The guide tells citizens where and how to ask; without hours or telephone it does not.

When it cannot tell
    The guide was not read, is so short that it must be a file or a picture, or has attachments. Elements that have no
    settled label (classes, arrangement, ways of getting) are unsure where no label was found. A site without a guide
    is left to *missing required disclosure*.

Example
    政务公开/政府信息公开指南 with address, telephone and e-mail, but no office hours: flagged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ConfigDict, Field

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.freshness import unseen
from checks.seeing.sections import holds
from crawler.catalogue.queries import ColumnRow, ItemRow
from crawler.identity import canonical_key

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”没有写明“{missing}”。请补充。",
    Verdict.CLEAR: "“{subject}”的要素齐全（{observed}）。",
    Verdict.UNSURE: "“{subject}”的要素是否齐全无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”不在本站：内容是外部链接或跳转入口。",
}


class GuideElement(BaseModel):
    """An element and its labels (regular expressions). `settled`: its label is so usual that without it, it lacks."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    labels: tuple[str, ...] = Field(min_length=1)
    settled: bool = True


class IncompleteGuideOptions(Options):
    """The elements, and how long a guide's text is at least."""

    elements: tuple[GuideElement, ...] = Field(min_length=1)
    identities: tuple[str, ...] = ("oip.guide",)
    min_chars: int = 200


def judge(facts: SiteFacts, options: IncompleteGuideOptions) -> Iterator[Judgement]:
    """One judgement for each column that is a guide."""
    for column in facts.columns:
        if column.identity in options.identities:
            yield _judgement(facts, options, column)


def _judgement(facts: SiteFacts, options: IncompleteGuideOptions, column: ColumnRow) -> Judgement:
    items = _pages(facts, column)
    texts = facts.texts([item.id for item in items])
    text = "\n".join(texts.values())
    missing = [element for element in options.elements if not holds(text, element.labels)]
    verdict, reason = _verdict(facts, options, column, items, text, missing)
    names = "、".join(element.name for element in missing)
    return say(
        MESSAGES,
        verdict,
        facts.column_subject(column),
        observed=f"缺{names}" if missing else f"{len(options.elements)}项",
        threshold=f"{len(options.elements)}项要素",
        evidence=(column.capture_id, *(item.capture_id for item in items)),
        missing=names,
        reason=reason,
    )


def _pages(facts: SiteFacts, column: ColumnRow) -> list[ItemRow]:
    """The guide's own page, and what the column lists."""
    listed = {row.item_id: facts.items.get(row.item_id) for row in facts.listings_by_column.get(column.path, [])}
    own = facts.item_by_key.get(canonical_key(column.url)) if column.url else None
    found = {item.id: item for item in (own, *listed.values()) if item is not None}
    return list(found.values())


def _verdict(
    facts: SiteFacts,
    options: IncompleteGuideOptions,
    column: ColumnRow,
    items: Sequence[ItemRow],
    text: str,
    missing: Sequence[GuideElement],
) -> tuple[Verdict, str]:
    if column.kind in ("external", "door", "heading"):
        return Verdict.NOT_APPLICABLE, ""
    if not missing:
        return Verdict.CLEAR, ""
    reason = unseen(column)
    if reason is not None:
        return Verdict.UNSURE, reason
    if any(item.kind == "listed" for item in items):
        return Verdict.UNSURE, "部分内容没有读到"
    if len(text) < options.min_chars:
        return Verdict.UNSURE, f"网页正文只有{len(text)}字，指南可能在附件或图片中"
    if any(facts.attachments([item.id for item in items]).values()):
        return Verdict.UNSURE, "页面带有附件，指南可能在附件中"
    if not any(element.settled for element in missing):
        return Verdict.UNSURE, f"没有找到“{'、'.join(element.name for element in missing)}”的字样，可能换了说法"
    return Verdict.FLAGGED, ""


RULE = Rule("公开指南要素不全", SubjectKind.COLUMN, IncompleteGuideOptions, judge, MESSAGES)
