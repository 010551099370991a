"""A saved government page: the article's headings, paragraphs and tables, without what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from lxml.html import HtmlElement

from crawler.errors import ConfigError
from crawler.extract.article import Located, locate, read_article
from crawler.extract.body import is_end, is_prose
from crawler.extract.flatten import hidden_parts
from crawler.extract.flow import Line
from crawler.page import Page, TooDeepError
from reports.audit.paper import Paper
from reports.audit.readers.building import Builder, is_title
from reports.audit.readers.spans import Cell, lay_out
from reports.audit.readers.wrapping import join_wrapped
from reports.audit.wording import compact, heading_level

_PUBLISHED_VIA = ("line", "block", "display", "issued", "meta")
_FEW = 200  # characters; a shorter body was not found rightly
_SMALL = 60  # pixels; a smaller picture is an icon
_NUMBER = re.compile(r"^\s*\d[\d,，.]*\s*$")
_H = re.compile(r"^h([1-6])$")
_SENTENCE = re.compile("。|，.*，")
_TOO_LONG = 400  # characters; a cell with more than that is layout


def read_html(body: bytes, source: str, *, content_type: str = "") -> Paper:
    """An HTML page. `source` is its address or file. Raises ConfigError where no parser should have to bear it."""
    page = Page(url=source if source.startswith(("http://", "https://")) else "", body=body, content_type=content_type)
    try:
        return _read(page, source)
    except TooDeepError as error:
        raise ConfigError(str(error), where=source, fix="save the report as plain text and audit that") from error


def _read(page: Page, source: str) -> Paper:
    where = locate(page)
    tables = _data_tables(page.tree)
    builder = Builder()
    lines = where.flow.lines
    start, end = _region(where, tables)
    chosen = [line for number, line in enumerate(lines[start:end], start) if not _is_fact(where, number)]
    if sum(len(line.compact) for line in chosen) < _FEW:
        chosen = [line for line in lines if not line.mostly_link]
    _tell(builder, chosen, tables, hidden_parts(page.tree))
    _unread(builder, page, where, chosen)
    title = where.title.value or ""
    if not is_title(title):
        title = next((line.plain for line in lines if line.element.tag in ("h1", "h2") and is_title(line.plain)), "")
    return builder.paper(source, "html", title=title, published=_published(page))


def _published(page: Page) -> date | None:
    """The day that stands under the title, in the block of facts or in the head; never one out of a sentence."""
    told = read_article(page).published
    if told is None or told.via not in _PUBLISHED_VIA:
        return None
    sentences = (line.plain for line in locate(page).flow.lines if _SENTENCE.search(line.plain))
    of_text = any(told.raw in sentence for sentence in sentences)
    return told.value if told.via == "meta" or not of_text else None


# --- which lines ------------------------------------------------------------------------------------


def _region(where: Located, tables: dict[HtmlElement, HtmlElement]) -> tuple[int, int]:
    """The body that the crawler finds, and what else around it is text or a table with numbers.

    A table's 微信 or 打印 looks like the buttons under an article, and a report's tables may stand outside the
    container of its text.
    """
    lines = where.flow.lines
    start, end = where.body.start, where.body.end
    counted = _counted(lines, tables)
    for number in range(end, len(lines)):
        line = lines[number]
        if is_end(line) and tables.get(line.element) is None:
            break
        if _belongs(line, tables, counted):
            end = number + 1
    title = where.title.last if where.title.last is not None else -1
    for number in range(start - 1, title, -1):
        line = lines[number]
        spoken = title >= 0 and not line.mostly_link and ("。" in line.plain or heading_level(line.plain) is not None)
        if not _is_fact(where, number) and (spoken or _belongs(line, tables, counted)):
            start = number
    return start, end


def _is_fact(where: Located, number: int) -> bool:
    """A line of labels and values, which is no text; a sentence with 统计期限：2016年1月1日 in it is one."""
    return number in where.facts and not _SENTENCE.search(where.flow.lines[number].plain)


def _belongs(line: Line, tables: dict[HtmlElement, HtmlElement], counted: dict[HtmlElement, int]) -> bool:
    table = tables.get(line.element)
    return counted.get(table, 0) >= 3 if table is not None else is_prose(line)


def _counted(lines: Sequence[Line], tables: dict[HtmlElement, HtmlElement]) -> dict[HtmlElement, int]:
    """How many lines of each table are nothing but a number."""
    counted: dict[HtmlElement, int] = {}
    for line in lines:
        table = tables.get(line.element)
        if table is not None:
            counted[table] = counted.get(table, 0) + bool(_NUMBER.match(line.plain))
    return counted


# --- tables -----------------------------------------------------------------------------------------


def _data_tables(tree: HtmlElement) -> dict[HtmlElement, HtmlElement]:
    """For every element inside a table of data, that table; tables that only lay out a page are left out."""
    inside: dict[HtmlElement, HtmlElement] = {}
    for table in tree.iter("table"):
        if not _is_data(table):
            continue
        for element in table.iter():
            inside.setdefault(element, table)
    return inside


def _is_data(table: HtmlElement) -> bool:
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [cells for cells in (list(_cells(row)) for row in table.iter("tr")) if cells]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    return all(len(compact(cell.text_content())) <= _TOO_LONG for row in rows for cell in row)


def _cells(row: HtmlElement) -> Iterator[HtmlElement]:
    return (child for child in row if child.tag in ("td", "th"))


def _rows(table: HtmlElement, hidden: frozenset[HtmlElement]) -> list[list[Cell]]:
    return [
        [Cell(_text(cell, hidden), _span(cell, "rowspan"), _span(cell, "colspan") or 1) for cell in _cells(row)]
        for row in table.iter("tr")
        if row not in hidden
    ]


def _text(cell: HtmlElement, hidden: frozenset[HtmlElement]) -> str:
    """A cell's text; its paragraphs and line breaks are blanks."""
    parts: list[str] = []
    _gather(cell, hidden, parts)
    return "".join(parts)


def _gather(element: HtmlElement, hidden: frozenset[HtmlElement], parts: list[str]) -> None:
    if element in hidden or element.tag in ("script", "style") or not isinstance(element.tag, str):
        return
    parts.append(element.text or "")
    for child in element:
        breaks = child.tag in ("br", "p", "div", "li")
        parts.append(" " if breaks else "")
        _gather(child, hidden, parts)
        parts.append((" " if breaks else "") + (child.tail or ""))


def _span(cell: HtmlElement, name: str) -> int:
    found = re.match(r"\s*(\d{1,5})", cell.get(name) or "")
    return int(found[1]) if found else 1


# --- telling ----------------------------------------------------------------------------------------


def _tell(
    builder: Builder,
    lines: Sequence[Line],
    tables: dict[HtmlElement, HtmlElement],
    hidden: Sequence[HtmlElement],
) -> None:
    unseen = frozenset(hidden)
    told: set[HtmlElement] = set()
    waiting: list[Line] = []
    for line in lines:
        table = tables.get(line.element)
        if waiting and (table is not None or line.element is not waiting[-1].element):
            _paragraphs(builder, waiting)
        if table is None:
            waiting.append(line)
        elif table not in told:
            told.add(table)
            laid = lay_out(_rows(table, unseen))
            builder.grid(laid.rows, laid.merged)
    _paragraphs(builder, waiting)


def _paragraphs(builder: Builder, lines: list[Line]) -> None:
    """The lines of one block: `<br>` ends a paragraph, except in mid-sentence."""
    if not lines:
        return
    level = next((int(found[1]) for element in _upward(lines[0].element) if (found := _H.match(element.tag))), None)
    for text in join_wrapped([line.plain for line in lines]):
        builder.text(text, level=level)
    lines.clear()


def _upward(element: HtmlElement) -> Iterator[HtmlElement]:
    current: HtmlElement | None = element
    for _ in range(3):
        if current is None or not isinstance(current.tag, str):
            return
        yield current
        current = current.getparent()


# --- what was not read ------------------------------------------------------------------------------


def _unread(builder: Builder, page: Page, where: Located, chosen: Sequence[Line]) -> None:
    for file in read_article(page).attachments:
        builder.unread(f"附件“{file.name or file.url}”（{file.url}），请下载后另行核对")
    inside = _container(where, chosen)
    if inside is None:
        return
    pictures = [image for image in inside.iter("img") if _is_picture(image)]
    for number, image in enumerate(pictures, start=1):
        name = image.get("alt") or (image.get("src") or "").rpartition("/")[2][:60]
        builder.unread(f"第{number}张图片（{name or '未命名'}）中的文字")
    for frame in inside.iter("iframe", "object", "embed"):
        address = frame.get("src") or frame.get("data") or ""
        builder.unread(f"嵌入的内容（{address[:80] or frame.tag}）")


def _is_picture(image: HtmlElement) -> bool:
    for name in ("width", "height"):
        found = re.match(r"\s*(\d+)", image.get(name) or "")
        if found and int(found[1]) < _SMALL:
            return False
    source = (image.get("src") or "").lower()
    return bool(source) and not re.search(r"icon|logo|share|weixin|qrcode|blank|spacer|print", source)


def _container(where: Located, chosen: Sequence[Line]) -> HtmlElement | None:
    if where.body.container is not None:
        return where.body.container
    return chosen[0].element.getroottree().getroot() if chosen else None
