"""One article page: labelled candidates for every fact, and the declared precedence that chooses.

Pure: a `Page` and a `Hint` in, an `Article` out. Every candidate is kept, whether it won or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crawler.extract.attachments import read_attachments
from crawler.extract.block import Pair, read_pairs
from crawler.extract.body import Body, find_body, text_of_body
from crawler.extract.evidence import Evidence, add_dates, add_doc_no, add_names
from crawler.extract.flow import Flow, read_flow
from crawler.extract.hidden import hidden_flow
from crawler.extract.letter import letter_of, text_of_letter
from crawler.extract.metadata import Head, read_head
from crawler.extract.records import read_records
from crawler.extract.titles import Title, read_subtitle, read_title
from crawler.extract.viewers import read_viewed_files
from crawler.extract.zones import block_of, first_date_line, info_of, is_head, lines_of, title_lines, zone_of
from crawler.model import Article, Attachment, Candidate, DateFact, Letter
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint

PUBLISHED = ("line", "block", "display", "updated", "issued", "script", "meta", "list", "reply", "url")
"""Labels of publishing dates, most sure first.

`line`: a labelled date near the title (发布日期：…). `block`: 发布日期 or 公开日期 in the 索引号 block. `display`: a
date without a label in the line under the title. `updated`: 更新时间 in that line. `issued`: 发文日期 or 生成日期 in
the block, which some sites mean as publishing and others as making: it is visible, so it goes before the meta
tag, but behind the list's date where the list tells one. `script`: a variable named after the publishing day, or a
day that script writes behind its label. `meta`: PubDate, which may be a migration's day.
`list`: the list's date. `reply`: a letter's reply. `url`: a day in the address, never a month.
"""
PUBLISHED_LETTER = ("line", "block", "meta", "reply")
"""A letter is put up with its answer. Mailboxes list and number letters by the day of sending, which is not that day;
the date under an answer is not the day on which the letter was written either.
"""
_OF_RECORDS = ("许可", "处罚", "决定书", "相对人")  # no 双公示 table without one of them
_HARDLY_A_TEXT = 60  # characters; below, the text may be where only script finds it
WRITTEN = ("block", "issued", "signature")
"""成文日期 in the block; 发文日期 or 生成日期 in it; a date that stands alone under the text."""
SOURCE = ("line", "block", "meta")
DOC_NO = ("block", "head", "title")
"""文号 of the block; a line of its own on top of the text; in brackets behind the title.

The number of a decision in a 双公示 table is the record's; it is kept as a candidate (`record`) and never wins.
"""


def read_article(page: Page, hint: Hint = NO_HINT) -> Article:
    """Read an article page. Absent facts are None; a page without a date has no date.

    Dates are never taken from header, footer, a clock, other articles' links, table cells of the text, or the
    day a letter was sent.
    """
    where = locate(page, hint)
    flow, pairs, tags, title, body, head = where.flow, where.pairs, where.tags, where.title, where.body, where.head
    block, info, facts, meta = where.block, where.info, where.facts, where.tags.meta
    evidence = Evidence(page, hint, flow, pairs, title, body, block, info, facts, list(title.candidates))
    letter = letter_of(pairs)
    records = read_records(page.tree) if _speaks_of_records(flow) else ()
    add_dates(evidence, meta, letter)
    add_names(evidence, meta)
    add_doc_no(evidence, [record.doc_no for record in records if record.doc_no])
    return Article(
        title=title.value,
        published=_best_date(evidence, "published", PUBLISHED_LETTER if letter else _published_order(hint)),
        written=_best_date(evidence, "written", WRITTEN if letter is None else ("block",)),
        subtitle=read_subtitle(flow, title, body.start + 3),
        source=_best(evidence, "source", SOURCE),
        publisher=_best(evidence, "publisher", ("block",)),
        index_no=_best(evidence, "index_no", ("block",)),
        doc_no=_best(evidence, "doc_no", DOC_NO),
        column_path=hint.column_path,
        attachments=_attachments(page, tags.base, flow, max(head, 0), _end_of_attachments(flow, body)),
        text=_text(page, flow, pairs, body, facts | title_lines(title), letter),
        letter=letter,
        records=records,
        fields=_fields(evidence),
        candidates=tuple(evidence.candidates),
    )


@dataclass(frozen=True, slots=True)
class Located:
    """Where on a page its article stands, before anything is chosen: for readers that want tables and headings too."""

    flow: Flow
    pairs: tuple[Pair, ...]
    tags: Head
    title: Title
    body: Body
    head: int  # the last line of title and facts, -1 without any
    block: frozenset[int]  # pairs of the 索引号 block
    info: frozenset[int]  # pairs of the lines under the title
    facts: frozenset[int]  # lines of labels and values, which are no text


def locate(page: Page, hint: Hint = NO_HINT) -> Located:
    """Find title, lines of facts and body of an article page."""
    flow = read_flow(page.tree)
    pairs = read_pairs(flow)
    tags = read_head(page.tree)
    date_line = first_date_line(flow, pairs)
    title = read_title(flow, tags.meta, tags.title, pairs, hint.listed_title, date_line)
    zone = zone_of(flow, title, pairs)
    block = block_of(pairs, title)
    info = info_of(flow, pairs, zone) - block
    head = max([title.last if title.last is not None else -1, *(pairs[n].line for n in info if is_head(pairs[n]))])
    facts = frozenset(n for k in block | info for n in lines_of(pairs[k]))
    body = find_body(flow, head if head >= 0 else None, facts)
    return Located(flow, pairs, tags, title, body, head, block, info, facts)


def _speaks_of_records(flow: Flow) -> bool:
    return any(word in line.compact for word in _OF_RECORDS for line in flow.lines)


def _text(
    page: Page, flow: Flow, pairs: Sequence[Pair], body: Body, leave_out: frozenset[int], letter: Letter | None
) -> str:
    found = (text_of_letter(pairs) if letter else "") or text_of_body(flow, body, leave_out)
    if len(found) >= _HARDLY_A_TEXT:
        return found
    hidden = hidden_flow(page)
    return "\n".join(line.plain for line in hidden.lines) if hidden is not None else found


def _attachments(page: Page, told: str | None, flow: Flow, start: int, end: int) -> tuple[Attachment, ...]:
    """What the text links to, then what it shows in a viewer; a file that is linked and shown counts once."""
    base = told if told and told.startswith(("http://", "https://")) else page.url
    linked = read_attachments(flow, base, start, end)
    known = {file.url for file in linked}
    return (*linked, *(file for file in read_viewed_files(page, base) if file.url not in known))


def _end_of_attachments(flow: Flow, body: Body) -> int:
    """Attachments may follow the text in a box of their own, up to the footer."""
    return min(len(flow.lines), body.end + 12)


# --- choosing ---------------------------------------------------------------------------------------


def _published_order(hint: Hint) -> tuple[str, ...]:
    """`PUBLISHED`, with `issued` behind `list` where the list tells a date."""
    if hint.listed_on is None:
        return PUBLISHED
    order = [label for label in PUBLISHED if label != "issued"]
    order.insert(order.index("list") + 1, "issued")
    return tuple(order)


def _candidates(evidence: Evidence, fact: str, order: Sequence[str]) -> list[Candidate]:
    mine = [c for c in evidence.candidates if c.fact == fact and c.value is not None and c.label in order]
    return sorted(mine, key=lambda candidate: order.index(candidate.label))  # stable: first on the page first


def _best(evidence: Evidence, fact: str, order: Sequence[str]) -> str | None:
    return next((candidate.value for candidate in _candidates(evidence, fact, order)), None)


def _best_date(evidence: Evidence, fact: str, order: Sequence[str]) -> DateFact | None:
    for candidate in _candidates(evidence, fact, order):
        if candidate.value:
            return DateFact(date.fromisoformat(candidate.value), candidate.label, candidate.raw)
    return None


def _fields(evidence: Evidence) -> dict[str, str]:
    fields: dict[str, str] = {}
    for number in sorted(evidence.block):
        pair = evidence.pairs[number]
        fields.setdefault(pair.label, pair.value)
    return fields
