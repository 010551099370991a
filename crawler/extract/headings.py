"""Headings of a page, and where a text stands as a heading or a line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from lxml.html import HtmlElement

from crawler.extract.body import is_prose
from crawler.extract.flow import HEADINGS, Flow, Line, compact
from crawler.extract.labels import fact_of

_TITLE_NAME = re.compile(
    r"(?:^|[-_])(?:title|tit|bt|biaoti|arttitle|titlebox)(?:$|[-_\d])|title$|^title|ttbg|conert_tt", re.I
)
_NO_TITLE_NAME = re.compile(r"sub|small|side|nav|menu|list|more|logo|column|lm|site|tab|share|fu", re.I)
_MOST_PLACES = 50  # of the same text on a page
_REACH = 15  # a heading further above the date line belongs to something else
SUBTITLE_NAME = re.compile(r"sub_?title|fu_?bt|fu_?biaoti|title2|f_title", re.I)
CRUMB = re.compile(r"(?:当前|现在|所在|您的?|你的?)(?:的)?\S{0,4}位置|位置\s*[：:]|^首页\s*[>＞»/]|^首页\s[-–—·|]\s")


class Locator:
    """Finds texts that fill whole lines, over line breaks too."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._starts: list[int] = []
        total = 0
        for line in lines:
            self._starts.append(total)
            total += len(line.compact)
        self._all = "".join(line.compact for line in lines)
        self._total = total

    def find(self, text: str) -> tuple[int, int] | None:
        """The lines (first, last) that say exactly this and are no links.

        A heading before any other place, one line before several, and the first on the
        page before later ones.
        """
        key = compact(text)
        if not key:
            return None
        best: tuple[int, int] | None = None
        place = self._all.find(key)
        for _ in range(_MOST_PLACES):
            if place < 0:
                break
            found = self._whole_lines(place, place + len(key))
            if found and (best is None or self._rank(found) < self._rank(best)):
                best = found
            place = self._all.find(key, place + 1)
        return best

    def _rank(self, found: tuple[int, int]) -> tuple[bool, bool]:
        element = self._lines[found[0]].element
        heading = _heading_place(element) or (element is self._lines[found[1]].element and _is_centred(element))
        return not heading, found[0] != found[1]

    def _whole_lines(self, start: int, end: int) -> tuple[int, int] | None:
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        if self._starts[first] != start or last - first > 4:
            return None
        line_end = self._starts[last + 1] if last + 1 < len(self._starts) else self._total
        if line_end != end or any(line.mostly_link for line in self._lines[first : last + 1]):
            return None
        return first, last


def headings_of(flow: Flow, date_line: int | None) -> list[tuple[str, str]]:
    """Headings, nearest before the date line first, then those right behind it; the lines of a box are one."""
    count = len(flow.lines)
    prose = first_prose(flow)
    if date_line is not None and date_line > prose:
        found = headings_of(flow, None)  # a date under the text
        if found:
            return found
    limit = prose if date_line is None else date_line
    nearest = 0 if date_line is None else max(0, date_line - _REACH)
    found = _headings_between(flow, range(limit - 1, nearest - 1, -1))
    if date_line is not None:
        text = next((n for n in range(date_line + 1, count) if is_prose(flow.lines[n])), count)
        found.extend(_headings_between(flow, range(date_line + 1, min(date_line + 10, text))))
    return found


def first_prose(flow: Flow) -> int:
    """The number of the first line of running text; long headings and breadcrumbs are none."""
    for number, line in enumerate(flow.lines):
        if is_prose(line) and not (
            CRUMB.search(line.plain) or _heading_place(line.element) or _is_centred(line.element)
        ):
            return number
    return len(flow.lines)


def centred_lines(flow: Flow, before: int, most: int = 3) -> list[str]:
    """Lines set in the middle above a line, nearest first: what stood for headings around 2005."""
    found: list[str] = []
    for number in range(before - 1, -1, -1):
        line = flow.lines[number]
        if line.mostly_link or CRUMB.search(line.plain) or not _is_centred(line.element):
            continue
        if number + 1 < before and flow.lines[number + 1].element is line.element:
            continue  # taken with its last line
        first = number
        while first > 0 and flow.lines[first - 1].element is line.element:
            first -= 1
        if number - first < 4:
            found.append(join_lines(flow.lines[first : number + 1]))
        if len(found) == most:
            break
    return found


def _is_centred(element: HtmlElement) -> bool:
    if element.tag == "center" or (element.get("align") or "").lower() == "center":
        return True
    return "text-align:center" in (element.get("style") or "").replace(" ", "").lower()


def _headings_between(flow: Flow, numbers: range) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    seen: HtmlElement | None = None
    for number in numbers:
        line = flow.lines[number]
        if line.element is seen or line.element.tag == "li" or line.mostly_link or len(line.compact) > 150:
            continue
        place = _heading_place(line.element)
        if not place:
            continue
        seen = line.element
        first, last = number, number
        while first > 0 and flow.lines[first - 1].element is seen:
            first -= 1
        while last + 1 < len(flow.lines) and flow.lines[last + 1].element is seen:
            last += 1
        text = join_lines(flow.lines[first : last + 1]) if last - first < 5 else ""
        if 4 <= len(text) <= 200 and not CRUMB.search(text) and fact_of(text) is None:
            found.append((text, place))
        if len(found) == 6:
            break
    return found


def _heading_place(element: HtmlElement) -> str:
    for candidate in (element, element.getparent()):
        if candidate is None:
            break
        names = names_of(candidate)
        if names and SUBTITLE_NAME.search(names):
            break
        if candidate.tag in HEADINGS:
            return str(candidate.tag)
        if names and _TITLE_NAME.search(names) and not _NO_TITLE_NAME.search(names):
            return names
    for child in element.iterchildren("span", "font", "strong", "b", "p"):
        names = names_of(child)
        if names and _TITLE_NAME.search(names) and not _NO_TITLE_NAME.search(names):
            return names
    return ""


def names_of(element: HtmlElement) -> str:
    """The id and class names of an element, as written."""
    return f"{element.get('id') or ''} {element.get('class') or ''}".strip()


def join_lines(lines: Sequence[Line]) -> str:
    """Lines as one title: a blank only between two words in Latin letters."""
    text = lines[0].plain
    for line in lines[1:]:
        glue = " " if text[-1].isalpha() and line.plain[0].isalpha() and (text[-1] + line.plain[0]).isascii() else ""
        text = f"{text}{glue}{line.plain}"
    return text
