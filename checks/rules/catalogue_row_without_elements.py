"""An item of the disclosure catalogue leaves an element of its 索引号 block empty.

What it sees
    Items whose page shows the block of a catalogue (索引号, 名称, 内容概述, 生成日期 …), and elements of it whose label
    is there with nothing behind it.

Why it matters
    The catalogue must hold index, name, summary and date of making; without them information can be neither found nor
    quoted.

When it cannot tell
    The blocks do not show the element at all: a site may show the summary in its lists only. That is said once for the
    site. Pages without a block are not concerned.

Example
    索引号：(empty) above 关于开展粉尘防爆检查的通知: flagged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict, Field

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, say
from crawler.catalogue.elements import BlockShape, block_shapes
from crawler.catalogue.queries import ItemRow

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”的信息块没有填写“{missing}”。请补充。",
    Verdict.CLEAR: "“{subject}”的信息块要素齐全。",
    Verdict.UNSURE: "{observed}没有“{missing}”一项，如“{example}”；可能只在目录列表中显示，请人工核对。",
    Verdict.NOT_APPLICABLE: "网站的文章页没有信息块（索引号、名称等）。",
}


class Element(BaseModel):
    """An element and the labels under which sites show it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    labels: tuple[str, ...] = Field(min_length=1)


class CatalogueRowWithoutElementsOptions(Options):
    """What makes a block of a catalogue, and its elements."""

    marks: tuple[str, ...] = ("索引号", "信息索引", "信息索引号", "索取号", "索引编号", "索引码")
    elements: tuple[Element, ...] = Field(min_length=1)


def judge(facts: SiteFacts, options: CatalogueRowWithoutElementsOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each item with an empty element, and one for each element that no block shows."""
    shapes: dict[BlockShape, list[ItemRow]] = {}
    for shape, ids in facts.ask(block_shapes).items():
        items = [facts.items[item] for item in ids if item in facts.items] if shape.shows(options.marks) else []
        if items:
            shapes[shape] = items
    if not shapes:
        yield say(MESSAGES, Verdict.NOT_APPLICABLE, facts.site_subject)
        return
    rest = Rest(SubjectKind.ITEM)
    for shape, items in shapes.items():
        empty = [
            element.name
            for element in options.elements
            if shape.shows(element.labels) and not shape.fills(element.labels)
        ]
        whole = all(shape.fills(element.labels) for element in options.elements)
        for item in items:
            if empty:
                yield _flagged(facts, item, "、".join(empty))
            elif whole:
                rest.takes(Verdict.CLEAR, item.key)
            else:
                rest.takes(Verdict.NOT_APPLICABLE, item.key)  # told once for the site, below
    yield from rest.batches()
    yield from _never_shown(facts, options, shapes)


def _flagged(facts: SiteFacts, item: ItemRow, missing: str) -> Judgement:
    return say(
        MESSAGES,
        Verdict.FLAGGED,
        facts.item_subject(item),
        observed=f"“{missing}”为空",
        threshold="各要素齐全",
        since=item.published_on,
        evidence=(item.capture_id,),
        missing=missing,
    )


def _never_shown(
    facts: SiteFacts, options: CatalogueRowWithoutElementsOptions, shapes: Mapping[BlockShape, list[ItemRow]]
) -> Iterator[Judgement]:
    for element in options.elements:
        without = [item for shape, items in shapes.items() if not shape.shows(element.labels) for item in items]
        if without:
            yield say(
                MESSAGES,
                Verdict.UNSURE,
                Subject(SubjectKind.SITE, f"element:{element.name}", element.name, without[0].url),
                observed=f"{len(without)}条信息的信息块",
                threshold="各要素齐全",
                evidence=(without[0].capture_id,),
                missing=element.name,
                example=without[0].title or without[0].url,
            )


RULE = Rule("目录要素不全", SubjectKind.ITEM, CatalogueRowWithoutElementsOptions, judge, MESSAGES)
