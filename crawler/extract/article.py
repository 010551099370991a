"""One article page: labelled candidates for every fact, and the declared precedence that chooses.

Pure: a `Page` and a `Hint` in, an `Article` out. Every candidate is kept, whether it won or not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crawler.dates import day_in_url, parse_day
from crawler.extract.attachments import read_attachments
from crawler.extract.block import Pair, is_empty, read_pairs
from crawler.extract.body import (
    DOC_NO_IN_TITLE,
    Body,
    doc_no_at_head,
    find_body,
    is_prose,
    signature,
    text_of_body,
)
from crawler.extract.flow import Flow, Line, plain, read_flow
from crawler.extract.labels import WEAK, Fact
from crawler.extract.letter import letter_of, text_of_letter
from crawler.extract.metadata import PUBLISHED_NAMES, SOURCE_NAMES, document_title, first_of, read_meta
from crawler.extract.records import read_records
from crawler.extract.titles import Title, read_subtitle, read_title
from crawler.model import Article, Candidate, DateFact, Letter
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint

PUBLISHED = ("line", "block", "display", "updated", "issued", "meta", "list", "reply", "url")
"""Labels of publishing dates, most sure first.

`line`: a labelled date near the title (发布日期：…). `block`: 发布日期 or 公开日期 in the 索引号 block. `display`: a
date without a label in the line under the title. `updated`: 更新时间 in that line. `issued`: 发文日期 or 生成日期 in
the block, which some sites mean as publishing and others as making: it is visible, so it goes before the meta
tag, but behind the list's date where the list tells one. `meta`: PubDate, which may be a migration's day.
`list`: the list's date. `reply`: a letter's reply. `url`: a day in the address, never a month.
"""
WRITTEN = ("block", "issued", "signature")
"""成文日期 in the block; 发文日期 or 生成日期 in it; a date that stands alone under the text."""
SOURCE = ("line", "block", "meta")
DOC_NO = ("block", "head", "title", "record")

_CONFIDENCE = {
    "line": 0.95,
    "block": 0.9,
    "display": 0.8,
    "updated": 0.6,
    "issued": 0.6,
    "meta": 0.7,
    "list": 0.7,
    "reply": 0.4,
    "url": 0.4,
    "signature": 0.5,
    "head": 0.7,
    "title": 0.7,
    "record": 0.6,
}
_CLOCK = re.compile(
    r"今天是|今日是|现在是|星期[一二三四五六日天]|页面生成|版权|Copyright|备案|ICP|农历|网站更新|最后更新", re.I
)
_TIME = re.compile(r"\d{1,2}[:：∶]\d{2}")
_INFO_WORD = re.compile(r"来源|点击|浏览|阅读|字体|字号|作者|编辑|人气|访问量|次数|打印|发布")
_ABOVE, _BELOW = 8, 25  # how far from the title a line of facts may stand


@dataclass(slots=True)
class _Reader:
    """What has been read of one page so far."""

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
        self.candidates.append(Candidate(fact, label, plain(raw), value, place, _CONFIDENCE[label]))


def read_article(page: Page, hint: Hint = NO_HINT) -> Article:
    """Read an article page. Absent facts are None; a page without a date has no date.

    Dates are never taken from header, footer, a clock, other articles' links, table cells of the text, or the
    day a letter was sent.
    """
    flow = read_flow(page.tree)
    pairs = read_pairs(flow)
    meta = read_meta(page.tree)
    date_line = _first_date_line(flow, pairs)
    title = read_title(flow, meta, document_title(page.tree), pairs, hint.listed_title, date_line)
    zone = _zone(flow, title, pairs)
    block = _block(pairs)
    info = _info(flow, pairs, zone) - block
    head = max([title.last if title.last is not None else -1, *(pairs[n].line for n in info if _is_head(pairs[n]))])
    facts = frozenset(n for k in block | info for n in _lines(pairs[k]))
    body = find_body(flow, head if head >= 0 else None, facts)
    reader = _Reader(page, hint, flow, pairs, title, body, block, info, facts, list(title.candidates))
    letter = letter_of(pairs)
    records = read_records(page.tree)
    _add_dates(reader, meta, letter)
    _add_names(reader, meta)
    _add_doc_no(reader, [record.doc_no for record in records if record.doc_no])
    return Article(
        title=title.value,
        published=_best_date(reader, "published", _published_order(hint)),
        written=_best_date(reader, "written", WRITTEN),
        subtitle=read_subtitle(flow, title, body.start + 3),
        source=_best(reader, "source", SOURCE),
        publisher=_best(reader, "publisher", ("block",)),
        index_no=_best(reader, "index_no", ("block",)),
        doc_no=_best(reader, "doc_no", DOC_NO),
        column_path=hint.column_path,
        attachments=read_attachments(flow, _base(page), max(head, 0), _end_of_attachments(flow, body)),
        text=(text_of_letter(pairs) if letter else "") or text_of_body(flow, body, facts | _title_lines(title)),
        letter=letter,
        records=records,
        fields=_fields(reader),
        candidates=tuple(reader.candidates),
    )


# --- zones ------------------------------------------------------------------------------------------


def _lines(pair: Pair) -> range:
    return range(pair.line, pair.last + 1)


def _first_date_line(flow: Flow, pairs: Sequence[Pair]) -> int | None:
    """Where the line of facts under the title probably is: the first labelled 发布 date or 来源 that is no clock."""
    for wanted in ((Fact.PUBLISHED, Fact.UPDATED), (Fact.SOURCE,)):
        for pair in pairs:
            if pair.fact in wanted and pair.layout == "line" and _believable(flow.lines[pair.line], pair):
                return pair.line
    return None


def _believable(line: Line, pair: Pair) -> bool:
    if _CLOCK.search(line.plain) or line.mostly_link:
        return False
    if pair.label in WEAK and not (_INFO_WORD.search(line.plain) or _TIME.search(pair.value)):
        return len(line.compact) <= len(pair.label) + 16  # 日期：2016-03-10 and nothing else
    return pair.fact is Fact.SOURCE or len(pair.value) < 80


def _zone(flow: Flow, title: Title, pairs: Sequence[Pair]) -> tuple[int, int]:
    """The lines in which an article states its own facts: around the title, up to the first running text."""
    if title.first is None or title.last is None:
        end = next((n for n, line in enumerate(flow.lines) if is_prose(line)), len(flow.lines))
        return 0, min(end, len(flow.lines))
    noted = {pair.line for pair in pairs if pair.fact in (Fact.PUBLISHED, Fact.SOURCE)}
    end = title.last + 1
    while end < min(len(flow.lines), title.last + _BELOW):
        if is_prose(flow.lines[end]) and end not in noted:
            break
        end += 1
    return max(0, title.first - _ABOVE), end


def _block(pairs: Sequence[Pair]) -> frozenset[int]:
    """The pairs of the 索引号 block: those that stand together with an 索引号, or with 文号 and an issuer."""
    groups: list[list[int]] = []
    for number, pair in enumerate(pairs):
        if groups and pair.line - pairs[groups[-1][-1]].line <= 3:
            groups[-1].append(number)
        else:
            groups.append([number])
    chosen: set[int] = set()
    for group in groups:
        facts = {pairs[n].fact for n in group}
        if Fact.INDEX_NO in facts or {Fact.DOC_NO, Fact.PUBLISHER} <= facts or {Fact.DOC_NO, Fact.WRITTEN} <= facts:
            chosen.update(n for n in group if not (pairs[n].fact is Fact.SOURCE and pairs[n].label == "来源"))
    return frozenset(chosen)


def _info(flow: Flow, pairs: Sequence[Pair], zone: tuple[int, int]) -> frozenset[int]:
    """Pairs in the lines of facts around the title, clocks and links left out.

    A line that labels a publishing date together with a source is such a line wherever it stands, except in lists.
    """
    published = {pair.line for pair in pairs if pair.fact is Fact.PUBLISHED and pair.layout == "line"}
    sourced = {pair.line for pair in pairs if pair.fact is Fact.SOURCE}
    whole = {n for n in published & sourced if flow.lines[n].element.tag != "li" and not flow.lines[n].linked}
    return frozenset(
        number
        for number, pair in enumerate(pairs)
        if (zone[0] <= pair.line < zone[1] or pair.line in whole) and _believable(flow.lines[pair.line], pair)
    )


def _is_head(pair: Pair) -> bool:
    return pair.fact in (Fact.PUBLISHED, Fact.SOURCE, Fact.UPDATED) and pair.layout == "line"


def _title_lines(title: Title) -> frozenset[int]:
    if title.first is None or title.last is None:
        return frozenset()
    return frozenset(range(title.first, title.last + 1))


def _end_of_attachments(flow: Flow, body: Body) -> int:
    """Attachments may follow the text in a box of their own, up to the footer."""
    return min(len(flow.lines), body.end + 12)


# --- facts ------------------------------------------------------------------------------------------


def _add_dates(reader: _Reader, meta: Mapping[str, str], letter: Letter | None) -> None:
    for number, pair in enumerate(reader.pairs):
        _add_labelled_date(reader, number, pair)
    _add_display_dates(reader)
    tag = first_of(meta, PUBLISHED_NAMES)
    if tag:
        day = parse_day(tag[1])
        reader.add("published", "meta", tag[1], _iso(day), tag[0])
    if reader.hint.listed_on:
        day = reader.hint.listed_on
        reader.add("published", "list", day.isoformat(), day.isoformat(), "list")
    if letter and letter.replied_on:
        reader.add("published", "reply", letter.replied_on.isoformat(), letter.replied_on.isoformat(), "回复时间")
    in_url = day_in_url(reader.page.url)
    if in_url:
        reader.add("published", "url", in_url[1], in_url[0].isoformat(), "url")
    signed = signature(reader.flow, reader.body)
    if signed:
        reader.add("written", "signature", signed.raw, signed.day.isoformat(), "正文")


def _add_labelled_date(reader: _Reader, number: int, pair: Pair) -> None:
    if is_empty(pair.value) or len(pair.value) >= 80 or not any(char.isdigit() for char in pair.value):
        return
    day = parse_day(pair.value)  # None is kept too: 1970-01-01 is what the page says, and it is no date
    if number in reader.block:
        if pair.fact is Fact.PUBLISHED and pair.label not in WEAK:
            reader.add("published", "block", pair.value, _iso(day), pair.label)
        elif pair.fact is Fact.WRITTEN:
            reader.add("written", "block", pair.value, _iso(day), pair.label)
    elif number in reader.info:
        if pair.fact is Fact.PUBLISHED:
            reader.add("published", "line", pair.value, _iso(day), pair.label)
        elif pair.fact is Fact.UPDATED:
            reader.add("published", "updated", pair.value, _iso(day), pair.label)
        elif pair.fact is Fact.WRITTEN:
            reader.add("written", "block", pair.value, _iso(day), pair.label)
    elif pair.fact is Fact.PUBLISHED and pair.label not in WEAK and _is_below(reader, pair):
        reader.add("published", "line", pair.value, _iso(day), pair.label)
    if pair.fact is Fact.ISSUED and (number in reader.block or number in reader.info):
        reader.add("published", "issued", pair.value, _iso(day), pair.label)
        reader.add("written", "issued", pair.value, _iso(day), pair.label)


def _is_below(reader: _Reader, pair: Pair) -> bool:
    """True for a labelled date directly under the text (some templates put 发布日期 there)."""
    line = reader.flow.lines[pair.line]
    near = reader.body.end <= pair.line < reader.body.end + 6
    return near and _believable(line, pair) and line.linked == 0 and line.element.tag != "li"


def _add_display_dates(reader: _Reader) -> None:
    """A date without a label in the line under the title: `2016-05-11 09:20:33　来源：…`."""
    if reader.title.last is None:
        return
    labelled = {n for pair in reader.pairs if pair.layout != "line" or parse_day(pair.value) for n in _lines(pair)}
    stop = min(reader.title.last + 7, len(reader.flow.lines))
    for number in range(reader.title.last + 1, stop):
        line = reader.flow.lines[number]
        text = line.plain
        if is_prose(line) and not _INFO_WORD.search(text):
            return
        if number in labelled or len(text) > 160 or line.linked > 20 or _CLOCK.search(text) or line.element.tag == "li":
            continue
        head = re.split(r"[【\[|｜]", text, maxsplit=1)[0] if not text.startswith(("[", "【")) else text
        day = parse_day(head)
        if day is None:
            continue
        inside = reader.body.start <= number < reader.body.end
        if inside and not (_TIME.search(text) or _INFO_WORD.search(text)):
            continue
        reader.add("published", "display", head[:60], _iso(day), "under the title")
        return


def _add_names(reader: _Reader, meta: Mapping[str, str]) -> None:
    for number, pair in enumerate(reader.pairs):
        if not pair.value or is_empty(pair.value):
            continue
        label = "block" if number in reader.block else "line" if number in reader.info else None
        if pair.fact is Fact.SOURCE and label and len(pair.value) <= 60:
            reader.add("source", label, pair.value, pair.value, pair.label)
        elif pair.fact is Fact.PUBLISHER and label and len(pair.value) <= 60:
            reader.add("publisher", "block", pair.value, pair.value, pair.label)
        elif pair.fact is Fact.INDEX_NO and label and len(pair.value) <= 60:
            reader.add("index_no", "block", pair.value, pair.value, pair.label)
        elif pair.fact is Fact.DOC_NO and number in reader.block and len(pair.value) <= 80:
            reader.add("doc_no", "block", pair.value, pair.value, pair.label)
    tag = first_of(meta, SOURCE_NAMES)
    if tag and not is_empty(tag[1]):
        reader.add("source", "meta", tag[1], tag[1], tag[0])


def _add_doc_no(reader: _Reader, of_records: Sequence[str]) -> None:
    head = doc_no_at_head(reader.flow, reader.body, reader.title.last, reader.facts)
    if head:
        reader.add("doc_no", "head", head, head, "正文")
    in_title = DOC_NO_IN_TITLE.search(reader.title.value or "")
    if in_title:
        reader.add("doc_no", "title", in_title["no"], in_title["no"], "标题")
    if len(of_records) == 1:
        reader.add("doc_no", "record", of_records[0], of_records[0], "决定书文号")


# --- choosing ---------------------------------------------------------------------------------------


def _published_order(hint: Hint) -> tuple[str, ...]:
    """`PUBLISHED`, with `issued` behind `list` where the list tells a date."""
    if hint.listed_on is None:
        return PUBLISHED
    order = [label for label in PUBLISHED if label != "issued"]
    order.insert(order.index("list") + 1, "issued")
    return tuple(order)


def _candidates(reader: _Reader, fact: str, order: Sequence[str]) -> list[Candidate]:
    mine = [c for c in reader.candidates if c.fact == fact and c.value is not None and c.label in order]
    return sorted(mine, key=lambda candidate: order.index(candidate.label))  # stable: first on the page first


def _best(reader: _Reader, fact: str, order: Sequence[str]) -> str | None:
    return next((candidate.value for candidate in _candidates(reader, fact, order)), None)


def _best_date(reader: _Reader, fact: str, order: Sequence[str]) -> DateFact | None:
    for candidate in _candidates(reader, fact, order):
        if candidate.value:
            return DateFact(date.fromisoformat(candidate.value), candidate.label, candidate.raw)
    return None


def _fields(reader: _Reader) -> dict[str, str]:
    fields: dict[str, str] = {}
    for number in sorted(reader.block):
        pair = reader.pairs[number]
        fields.setdefault(pair.label, pair.value)
    return fields


def _base(page: Page) -> str:
    bases = page.tree.xpath("//base/@href")
    href = bases[0] if isinstance(bases, list) and bases else ""
    return f"{href}" if isinstance(href, str) and href.startswith(("http://", "https://")) else page.url


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
