"""A policy document and its interpretation may not link to each other (解读关联).

What it sees
    Documents of the last `look_back` in policy columns whose interpretation stands in a column for interpretations:
    the interpretation's title names exactly one document, and that document's title is named by it whole. Clear where
    each of the two pages shows a link to the other.

Why it matters
    Who reads the document must find what it means, and who reads the explanation must find the text.

When it cannot tell
    A link that was not seen may be written by a script or stand under other words: missing links are unsure, never
    flagged. Documents whose interpretation was not found with certainty are not asked.

Example
    《东莞市烟花爆竹管理办法》解读 links to the 办法, and the page of the 办法 links to 解读: clear. The page of the
    办法 shows no such link: unsure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, WindowOption, say
from checks.window import Window
from crawler.catalogue.queries import ItemRow
from crawler.catalogue.related import related_links
from crawler.model import ColumnClass

MESSAGES = {
    Verdict.CLEAR: "“{subject}”与解读“{other}”已相互链接。",
    Verdict.UNSURE: "“{subject}”与解读“{other}”是否相互链接无法判断：{reason}，请人工查看。",
}
_NOISE = re.compile(r"[\s《》〈〉“”\"'（）()【】\[\]：:，,。、·—-]+")
_QUOTED = re.compile(r"《([^《》]{4,})》")
_ABOUT = re.compile(
    r"^(?:关于)?(?:对)?|(?:的)?(?:政策)?(?:解读|图解|问答|说明)(?:[（(].*[)）])?$|^(?:一图读懂|图解|政策解读)[：:|｜]?"
)
_FORWARDS = re.compile(r"^《[^《》]*》$|(?:印发|发布|公布|颁布|转发|修订|施行|实施)")
_SHORTEST = 6  # characters of a document's name that can be told from others


class UnlinkedInterpretationOptions(Options):
    """How old the documents may be."""

    look_back: WindowOption = Window(12, "months")


def judge(facts: SiteFacts, options: UnlinkedInterpretationOptions) -> Iterator[Judgement]:
    """One judgement for each document whose interpretation was found."""
    documents = _listed(facts, ColumnClass.POLICY)
    links = facts.ask(related_links)
    by_name: dict[str, list[ItemRow]] = defaultdict(list)
    for item in documents.values():
        by_name[_core(item.title or "")].append(item)
    told = set()
    for other in _listed(facts, ColumnClass.INTERPRETATION).values():
        found = by_name.get(_named(other.title or ""), [])
        if len(found) != 1 or other.id in documents or found[0].id in told:
            continue
        document = found[0]
        if document.published_on is None or not options.look_back.contains(document.published_on, facts.as_of):
            continue
        told.add(document.id)
        yield _judgement(facts, document, other, links)


def _judgement(facts: SiteFacts, document: ItemRow, other: ItemRow, links: Mapping[str, frozenset[str]]) -> Judgement:
    to_other = other.key in links.get(document.key, ())
    to_document = document.key in links.get(other.key, ())
    missing = [
        name
        for name, seen in (("文件页没有见到解读的链接", to_other), ("解读页没有见到文件的链接", to_document))
        if not seen
    ]
    return say(
        MESSAGES,
        Verdict.UNSURE if missing else Verdict.CLEAR,
        facts.item_subject(document),
        observed="、".join(missing) or "相互链接",
        threshold="相互链接",
        evidence=(document.capture_id, other.capture_id),
        other=other.title or other.url,
        reason="、".join(missing) + "，链接也可能由脚本生成",
    )


def _listed(facts: SiteFacts, column_class: ColumnClass) -> dict[int, ItemRow]:
    """The articles of the site that columns of a class list, by id."""
    paths = [column.path for column in facts.columns if column.column_class is column_class]
    ids = sorted({row.item_id for path in paths for row in facts.listings_by_column.get(path, [])})
    items = (facts.items.get(one) for one in ids)
    return {item.id: item for item in items if item is not None and item.kind == "article"}


def _core(title: str) -> str:
    """A document's name for comparing: what stands in 《》 where the title forwards it, else the whole title."""
    quoted = _QUOTED.findall(title)
    return _NOISE.sub("", quoted[0] if len(quoted) == 1 and _FORWARDS.search(title) else title)


def _named(title: str) -> str:
    """The document that an interpretation's title names; empty where it names none or several."""
    quoted = _QUOTED.findall(title)
    if len(quoted) > 1:
        return ""
    name = _NOISE.sub("", quoted[0] if quoted else _ABOUT.sub("", title))
    return name if len(name) >= _SHORTEST else ""


RULE = Rule("解读与文件没有相互链接", SubjectKind.ITEM, UnlinkedInterpretationOptions, judge, MESSAGES)
