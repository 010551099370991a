"""Label and value pairs, wherever a page keeps them: the 索引号 block and the line under the title.

Layouts read: label cell and value cell (one to four pairs a row); label in `<b>` with the value behind it;
`<li><span>label</span>value</li>`; `<dl>`; lines `label：value`, several to a line; a header row with one value row;
and boxes, `<div>label</div><div>value</div>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.dates import parse_day
from crawler.extract.flow import MARK, Flow, Line, compact, plain, text_of
from crawler.extract.labels import FACTS, WEAK, Fact, fact_of, fact_of_word, mentions

_LONGEST_LINE = 400  # a line of facts is short; longer ones are running text
_LONGEST_VALUE = 300
_LONGEST_NAME = 40
_LONG_VALUES = frozenset(
    {"内容概述", "内容摘要", "概述", "摘要", "备注", "信息内容", "公开依据", "主题词", "关键词", "公开程序"}
)
_CELLS = frozenset({"td", "th"})
_EMPTY = frozenset({"", "无", "-", "--", "—", "/", "暂无", "空", "null", "None", "（无）"})
_CODE = re.compile(r"[0-9A-Za-z][\w.\-－—/（）()〔〕\[\]:：]*", re.A)
_DOC_NO = re.compile(r"\d\s*号|[〔﹝\[（(【]\s*\d{4}\s*[〕﹞\]）)】]|\d{4}年\S*第?\s*\d+\s*号")
_DATED = (Fact.WRITTEN, Fact.ISSUED, Fact.PUBLISHED, Fact.UPDATED, Fact.SENT, Fact.REPLIED)


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with its value. `line` is where the label stands, `last` where the value ends.

    `layout` is `cell`, `box` or `line`.
    """

    label: str
    fact: Fact
    value: str  # empty where the page shows none
    line: int
    last: int
    layout: str


def read_pairs(flow: Flow) -> tuple[Pair, ...]:
    """All label and value pairs of a page, in order of appearance."""
    found: list[Pair] = []
    seen_cells: set[HtmlElement] = set()
    for number, line in enumerate(flow.lines):
        if len(line.raw) > 4 * _LONGEST_LINE or len(line.compact) > _LONGEST_LINE:
            continue
        alone = fact_of_word(line.compact) if len(line.compact) < 16 else None
        if alone:
            pair = _pair_of_label(flow, number, alone, seen_cells)
            if pair:
                found.append(pair)
        elif _may_hold_label(line):
            found.extend(_pairs_in_line(line, number))
    return tuple(found)


def is_empty(value: str) -> bool:
    """True for the ways in which pages write that a fact is missing: blank, 无, -, /."""
    return compact(value) in _EMPTY


def fits(fact: Fact, value: str) -> bool:
    """True where a value can be what its label says: a day for a date, a code for an 索引号, a name for a source."""
    if is_empty(value):
        return True
    if fact in _DATED:
        return len(value) < 60 and parse_day(value) is not None
    if fact is Fact.INDEX_NO:
        return len(value) < 60 and _CODE.fullmatch(compact(value)) is not None
    if fact is Fact.DOC_NO:
        return len(value) < 80 and _DOC_NO.search(value) is not None
    if fact in (Fact.SOURCE, Fact.PUBLISHER):
        return len(value) <= 60 and "。" not in value and parse_day(value) is None
    return len(value) <= _LONGEST_VALUE


def _may_hold_label(line: Line) -> bool:
    """A quick look: links without a colon (menus) never hold a label, and they are half of a page."""
    raw = line.raw
    if "：" in raw or ":" in raw or "∶" in raw or "﹕" in raw:
        return True
    return not line.mostly_link and (MARK in raw or "】" in raw or "]" in raw)


def _pairs_in_line(line: Line, number: int) -> Iterator[Pair]:
    """Values follow one another: the end of one is the label of the next, be it free-standing or not."""
    text = line.text
    labels = mentions(text)
    started = False
    for place, label in enumerate(labels):
        started = started or label.free
        if not started:
            continue
        end = labels[place + 1].start if place + 1 < len(labels) else len(text)
        if end < label.end:
            continue
        fact = FACTS[label.word]
        yield Pair(label.word, fact, _value(fact, text[label.end : end]), number, number, "line")


def _value(fact: Fact, raw: str) -> str:
    """The value proper: names end at an inline border, a wide gap, a bracket or a date; the rest is kept whole."""
    if fact not in (Fact.SOURCE, Fact.PUBLISHER):
        return plain(raw.lstrip(MARK + " ：:"))
    body = raw.strip(MARK + " \xa0\u3000\u2002\u2003：:")
    name = plain(_NAME_END.split(body, maxsplit=1)[0]).strip("|｜-— 　")
    if name[:1].isdigit() and parse_day(name[:12]) is not None:
        return ""  # 来源： with nobody behind it, and then the date
    name = name.rstrip("】］]")  # 【信息来源：某市】
    return name if "（" in name or "(" in name else name.rstrip("）)")


_NAME_END = re.compile(
    rf"{MARK}|[\xa0\u3000\u2002\u2003]\s*[\xa0\u3000\u2002\u2003 ]|[【\[［|｜]|\s(?=\d{{4}}[-年/.])"
    r"|\s+(?=打印|关闭|字体|字号|大\s*中\s*小|点击|浏览|阅读|分享|收藏|作者|编辑|责任编辑|发布)|[（(]?\s*点击"
)


# --- a label alone ----------------------------------------------------------------------------------


def _pair_of_label(flow: Flow, number: int, alone: tuple[str, Fact], seen: set[HtmlElement]) -> Pair | None:
    word, fact = alone
    line = flow.lines[number]
    cell = _cell_of(line.element, word)
    if cell is None:
        value = _value_behind(flow, number, fact)
        if value is None:
            return None
        return Pair(word, fact, _value(fact, value), number, number + 1 if value else number, "box")
    if cell in seen:
        return None
    holder = _value_cell(cell)
    if holder is None:
        return None
    if holder is cell:
        return Pair(word, fact, "", number, number, "cell")
    seen.add(holder)
    return Pair(word, fact, _value(fact, _text_of_cell(flow, holder)), number, _last_line(flow, number, holder), "cell")


def _text_of_cell(flow: Flow, cell: HtmlElement) -> str:
    """A cell's text: its lines, where the page shows any; a short one whose text is hidden is read all the same."""
    start, end = flow.spans.get(cell, (0, 0))
    return " ".join(line.plain for line in flow.lines[start:end]) if start < end else text_of(cell)


def _last_line(flow: Flow, number: int, holder: HtmlElement) -> int:
    """The last line of a value cell that follows its label's line."""
    last = number
    while last + 1 < len(flow.lines) and last - number < 6:
        element: HtmlElement | None = flow.lines[last + 1].element
        while element is not None and element is not holder and element.tag not in (*_CELLS, "dd"):
            element = element.getparent()
        if element is not holder:
            break
        last += 1
    return last


def _cell_of(element: HtmlElement, word: str) -> HtmlElement | None:
    """The table cell or `<dt>` that holds this label and nothing else."""
    for _ in range(4):
        if element.tag in _CELLS or element.tag == "dt":
            if len(element) >= 6 or len(compact("".join(element.itertext()))) > len(word) + 3:
                return None
            return element
        parent = element.getparent()
        if parent is None:
            return None
        element = parent
    return None


def _value_cell(cell: HtmlElement) -> HtmlElement | None:
    """The cell that holds the value of a label cell; the label cell itself where the value is empty."""
    if cell.tag == "dt":
        value = _next_element(cell)
        return value if value is not None and value.tag == "dd" else None
    row = cell.getparent()
    cells = _cells(row) if row is not None else ()
    if row is not None and len(cells) > 1 and all(map(_is_label_cell, cells)):
        below = _row_below(row)
        if below is not None and len(below) == len(cells):
            return below[cells.index(cell)]
    value = _next_element(cell)
    if value is None or value.tag not in _CELLS:
        return None
    return cell if _is_label_cell(value) or _is_labelled_cell(value) else value


def _row_below(row: HtmlElement) -> Sequence[HtmlElement] | None:
    """The one row of values under a header row; None where there are more rows, which makes it a data table."""
    below = _next_element(row)
    if below is None or below.tag != "tr":
        return None
    cells = _cells(below)
    if all(map(_is_label_cell, cells)):
        return None
    further = _next_element(below)
    return None if further is not None and len(_cells(further)) == len(cells) else cells


def _cells(row: HtmlElement) -> tuple[HtmlElement, ...]:
    return tuple(child for child in row if child.tag in _CELLS)


def _is_label_cell(cell: HtmlElement) -> bool:
    return fact_of("".join(cell.itertext())[:60]) is not None


def _is_labelled_cell(cell: HtmlElement) -> bool:
    """True for a cell that holds label and value both (`<td><b>label</b>value</td>`)."""
    text = "".join(cell.itertext())[:60]
    first = next(iter(mentions(text)), None)
    return first is not None and not compact(text[: first.start]) and bool(compact(text[first.end :]))


def _next_element(element: HtmlElement) -> HtmlElement | None:
    following = element.getnext()
    while following is not None and not isinstance(following.tag, str):
        following = following.getnext()
    return following


def _value_behind(flow: Flow, number: int, fact: Fact) -> str | None:
    """The value in the next box: it must be near in the tree and look like what the label says."""
    if number + 1 >= len(flow.lines):
        return None
    line, following = flow.lines[number], flow.lines[number + 1]
    if fact_of(following.plain) or _starts_with_label(following) or not _near(line.element, following.element):
        return ""
    has_colon = line.compact[-1] in "：:∶】]"
    if not has_colon and fact in (Fact.OTHER, Fact.TITLE, Fact.STATUS, Fact.LETTER):
        return None
    if line.compact.strip("：:") in WEAK and not has_colon:
        return None
    prose = len(following.compact) > _LONGEST_NAME or "。" in following.compact
    if fact is Fact.OTHER and prose and line.compact.strip("：:") not in _LONG_VALUES:
        return ""  # 作者： with nobody behind it, and then the text
    return following.text if fits(fact, following.plain) and len(following.plain) <= _LONGEST_VALUE else ""


def _starts_with_label(line: Line) -> bool:
    first = next(iter(mentions(line.text)), None)
    return first is not None and not compact(line.text[: first.start])


def _near(label: HtmlElement, value: HtmlElement) -> bool:
    """True where the value stands in the label's box, in the next box, or in the next box of the label's parent."""
    if label is value or label in (value.getparent(), _grandparent(value)):
        return True
    sibling = _next_element(label)
    if sibling is not None and (sibling is value or sibling is value.getparent()):
        return label.tag not in ("p", "h1", "h2", "h3")
    return False


def _grandparent(element: HtmlElement) -> HtmlElement | None:
    parent = element.getparent()
    return parent.getparent() if parent is not None else None
