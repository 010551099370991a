"""The evidence a page gives for each fact: one labelled candidate for every place that states it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crawler.dates import day_in_url, parse_day, parse_short_year
from crawler.extract.block import Pair, is_empty
from crawler.extract.body import DOC_NO_IN_TITLE, Body, doc_no_at_head, is_end, is_prose, signature
from crawler.extract.flow import MARK, Flow, plain
from crawler.extract.labels import WEAK, Fact, mentions
from crawler.extract.metadata import PUBLISHED_NAMES, SOURCE_NAMES, first_of
from crawler.extract.scripted import day_in_script
from crawler.extract.titles import Title
from crawler.extract.zones import CLOCK, INFO_WORD, TIME, believable, lines_of, signed_with_link
from crawler.model import Candidate, Letter
from crawler.page import Page
from crawler.platforms.base import Hint

_CONFIDENCE = {
    "line": 0.95,
    "block": 0.9,
    "display": 0.8,
    "updated": 0.6,
    "issued": 0.6,
    "script": 0.6,
    "meta": 0.7,
    "list": 0.7,
    "reply": 0.4,
    "url": 0.4,
    "signature": 0.5,
    "head": 0.7,
    "title": 0.7,
    "record": 0.6,
}


_DATED = (Fact.PUBLISHED, Fact.UPDATED, Fact.WRITTEN, Fact.ISSUED, Fact.SENT, Fact.REPLIED)
_ONLY_DATE = re.compile(r"^[\[【]?\s*\d{4}\s?[-/.年][^（(]{3,24}$")
_ANY_DATE = frozenset({"时间", "日期"})  # in the block, of what is not said
_DIGIT = re.compile("[0-9０-９〇○一二三四五六七八九十]")
# 题注: when a law was passed, made known or changed says nothing of the day on which this page was published.
_ADOPTED = re.compile(r"^[（(].*(?:通过|修正|修订|批准|公布|颁布|施行|审议|签发)")


@dataclass(slots=True)
class Evidence:
    """What has been read of one page, and the candidates found in it so far."""

    page: Page
    hint: Hint
    flow: Flow
    pairs: tuple[Pair, ...]
    title: Title
    body: Body
    block: frozenset[int]  # numbers of pairs that belong to the 索引号 block
    info: frozenset[int]  # numbers of pairs in the lines around the title
    facts: frozenset[int]  # the lines of those pairs
    candidates: list[Candidate]

    def add(self, fact: str, label: str, raw: str, value: str | None, place: str) -> None:
        """Note one candidate; its confidence is that of its label."""
        self.candidates.append(Candidate(fact, label, plain(raw), value, place, _CONFIDENCE[label]))


def add_dates(evidence: Evidence, meta: Mapping[str, str], letter: Letter | None) -> None:
    """Publishing and writing dates: labels, the line under the title, meta tag, list, reply, address, signature."""
    for number, pair in enumerate(evidence.pairs):
        _add_labelled_date(evidence, number, pair)
    _add_display_dates(evidence)
    tag = first_of(meta, PUBLISHED_NAMES)
    if tag:
        day = parse_day(tag[1])
        evidence.add("published", "meta", tag[1], _iso(day), tag[0])
    scripted = day_in_script(evidence.page)
    if scripted:
        evidence.add("published", "script", scripted[1], scripted[0].isoformat(), "script")
    if evidence.hint.listed_on:
        day = evidence.hint.listed_on
        evidence.add("published", "list", day.isoformat(), day.isoformat(), "list")
    if letter and letter.replied_on:
        evidence.add("published", "reply", letter.replied_on.isoformat(), letter.replied_on.isoformat(), "回复时间")
    in_url = day_in_url(evidence.page.url)
    if in_url:
        evidence.add("published", "url", in_url[1], in_url[0].isoformat(), "url")
    signed = signature(evidence.flow, evidence.body)
    if signed:
        evidence.add("written", "signature", signed.raw, signed.day.isoformat(), "正文")


def _add_labelled_date(evidence: Evidence, number: int, pair: Pair) -> None:
    if is_empty(pair.value) or len(pair.value) >= 80 or not _DIGIT.search(pair.value):
        return
    # None is kept too: 1970-01-01 is what the page says, and it is no date.
    day = parse_day(pair.value) or parse_short_year(pair.value)
    if number in evidence.block:
        if pair.fact is Fact.PUBLISHED and pair.label not in _ANY_DATE:
            evidence.add("published", "block", pair.value, _iso(day), pair.label)
        elif pair.fact is Fact.WRITTEN:
            evidence.add("written", "block", pair.value, _iso(day), pair.label)
    elif number in evidence.info:
        if pair.fact is Fact.PUBLISHED:
            evidence.add("published", "line", pair.value, _iso(day), pair.label)
        elif pair.fact is Fact.UPDATED:
            evidence.add("published", "updated", pair.value, _iso(day), pair.label)
        elif pair.fact is Fact.WRITTEN:
            evidence.add("written", "block", pair.value, _iso(day), pair.label)
    elif pair.fact is Fact.PUBLISHED and pair.label not in WEAK and _is_below(evidence, pair):
        evidence.add("published", "line", pair.value, _iso(day), pair.label)
    if pair.fact is Fact.ISSUED and (number in evidence.block or number in evidence.info):
        evidence.add("published", "issued", pair.value, _iso(day), pair.label)
        if number in evidence.block:  # in the line under the title, 发文时间 is when the page was put up
            evidence.add("written", "issued", pair.value, _iso(day), pair.label)


def _is_below(evidence: Evidence, pair: Pair) -> bool:
    """True for a labelled date under the text (some templates put 发布日期 there), before 上一篇 or the footer."""
    line = evidence.flow.lines[pair.line]
    if pair.layout == "cell" or line.linked or line.element.tag in ("li", "td", "th") or not believable(line, pair):
        return False
    if pair.line < evidence.body.end:  # the last line of the text's box
        return len(line.compact) < 40 and not any(map(is_prose, evidence.flow.lines[pair.line : evidence.body.end]))
    return not any(map(is_end, evidence.flow.lines[evidence.body.end : pair.line]))


def _add_display_dates(evidence: Evidence) -> None:
    """A date without a label in the line under the title: `2016-05-11 09:20:33　来源：…`."""
    if evidence.title.last is None:
        return
    labelled = {n for pair in evidence.pairs if pair.layout == "cell" or _claims_date(pair) for n in lines_of(pair)}
    stop = min(evidence.title.last + 7, len(evidence.flow.lines))
    for number in range(evidence.title.last + 1, stop):
        line = evidence.flow.lines[number]
        text = line.plain
        if is_end(line) or (is_prose(line) and not INFO_WORD.search(line.compact)):
            return
        if number in labelled or len(text) > 160 or _ADOPTED.search(text):
            continue
        if line.linked > 20 and not signed_with_link(line):
            continue
        if (line.element.tag == "li" and line.linked) or (CLOCK.search(text) and not INFO_WORD.search(line.compact)):
            continue
        text = plain(line.text.replace(MARK, " "))  # 浏览次数：25 beside 2010-09-24 is no 252010-09-24
        head = re.split(r"[【\[|｜]", text, maxsplit=1)[0]
        day = parse_day(head)
        if day is None:
            head, day = text, parse_day(text)
        if day is None:
            continue
        inside = evidence.body.start <= number < evidence.body.end
        if inside and not (
            TIME.search(text)
            or INFO_WORD.search(line.compact)
            or (_ONLY_DATE.match(text) and _among_facts(evidence, number, labelled))
        ):
            continue
        evidence.add("published", "display", head[:60], _iso(day), "under the title")
        return


def _among_facts(evidence: Evidence, number: int, labelled: set[int]) -> bool:
    """True where nothing but facts and buttons stands between the title and a line: a bare date there is a fact."""
    first = (evidence.title.last or 0) + 1
    return all(
        n in labelled or len(line.plain) < 8 or mentions(line.text) or _ONLY_DATE.match(line.plain)
        for n, line in enumerate(evidence.flow.lines[first:number], first)
    )


def _claims_date(pair: Pair) -> bool:
    """True where the date in a value belongs to the label: 浏览次数 or 编辑 in front of a date are no labels of it."""
    return ("期" in pair.label or "时间" in pair.label or pair.fact in _DATED) and parse_day(pair.value) is not None


def add_names(evidence: Evidence, meta: Mapping[str, str]) -> None:
    """Source, publisher, 索引号 and the block\'s 文号."""
    for number, pair in enumerate(evidence.pairs):
        if not pair.value or is_empty(pair.value):
            continue
        label = "block" if number in evidence.block else "line" if number in evidence.info else None
        if pair.fact is Fact.SOURCE and label and len(pair.value) <= 60:
            evidence.add("source", label, pair.value, pair.value, pair.label)
        elif pair.fact is Fact.PUBLISHER and label and len(pair.value) <= 60:
            evidence.add("publisher", "block", pair.value, pair.value, pair.label)
        elif pair.fact is Fact.INDEX_NO and label and len(pair.value) <= 60:
            evidence.add("index_no", "block", pair.value, pair.value, pair.label)
        elif pair.fact is Fact.DOC_NO and number in evidence.block and len(pair.value) <= 80:
            evidence.add("doc_no", "block", pair.value, pair.value, pair.label)
    tag = first_of(meta, SOURCE_NAMES)
    if tag and not is_empty(tag[1]):
        evidence.add("source", "meta", tag[1], tag[1], tag[0])


def add_doc_no(evidence: Evidence, of_records: Sequence[str]) -> None:
    """文号 outside the block: on top of the text, behind the title, in a single 双公示 record."""
    head = doc_no_at_head(evidence.flow, evidence.body, evidence.title.last, evidence.facts)
    if head:
        evidence.add("doc_no", "head", head, head, "正文")
    in_title = DOC_NO_IN_TITLE.search(evidence.title.value or "")
    if in_title:
        evidence.add("doc_no", "title", in_title["no"], in_title["no"], "标题")
    if len(of_records) == 1:
        evidence.add("doc_no", "record", of_records[0], of_records[0], "决定书文号")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
