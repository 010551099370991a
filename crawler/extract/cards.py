"""The title in a link that holds more than its title: the date, or a whole card with a summary below a heading."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.html import HtmlElement

from crawler.extract.links import squeeze

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})
_BLOCKS = _HEADINGS | {"div", "p", "dl", "dd", "ul", "li", "table", "tr", "td", "section", "article", "br"}
_NAMED = re.compile(r"(?<![a-z])(?:title|tit|bt|biaoti|subject|name)(?![a-z])", re.IGNORECASE)
_LABEL = re.compile(r"^[\[【(（]?(?:(?:发布|公开|发文|更新)?(?:日期|时间)|日\s期)\s?[:：]?[\]】)）]?$")
_PROSE = re.compile(r"[。；;]|，.*，")
_LONG = 60  # characters; a line as long as that below a shorter one is a summary


_DEEPEST = 200  # levels inside one link; broken pages have a thousand, and Python calls no deeper


class _Lines:
    """The lines of a link as a browser shows them: parts of one line joined, blocks apart, dates left out."""

    def __init__(self, is_date: Callable[[str], bool]) -> None:
        self.is_date = is_date
        self.found: list[tuple[str, bool]] = []  # text, and whether its box is a heading or named as the title
        self.parts: list[str] = []

    def read(self, element: HtmlElement, named: bool, depth: int = 0) -> None:
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            return
        if depth > _DEEPEST:
            self.add(element.text_content())
            return
        block = element.tag in _BLOCKS
        inside = named or element.tag in _HEADINGS or _NAMED.search(element.get("class") or "") is not None
        if block or inside != named:
            self.end(named)
        self.add(element.text)
        for child in element:
            self.read(child, inside, depth + 1)
            self.add(child.tail)
        if block or inside != named:
            self.end(inside)

    def add(self, text: str | None) -> None:
        if text and not self.is_date(squeeze(text)):
            self.parts.append(text)

    def end(self, named: bool) -> None:
        line = squeeze("".join(self.parts))
        self.parts.clear()
        if line and not _LABEL.match(line) and not self.is_date(line):
            self.found.append((line, named))


def title_in(link: HtmlElement, is_date: Callable[[str], bool]) -> str:
    """The title in a link: without dates, and without the summary where the link is a card.

    The line that stands in a heading or in a box named as the title; else the first where a summary follows; else all
    lines, joined by a blank.
    """
    lines = _Lines(is_date)
    lines.read(link, named=False)
    lines.end(named=False)
    named = [line for line, told in lines.found if told]
    if len(named) == 1:
        return named[0]
    texts = [line for line, _ in lines.found]
    if len(texts) > 1 and any(_PROSE.search(line) or len(line) >= _LONG for line in texts[1:] if len(line) > 20):
        return texts[0]
    return " ".join(texts)
