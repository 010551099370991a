"""A page as a reader's eye runs over it: one pass over the tree, giving lines of text in order.

A line is the text of one block (or of one part between `<br>`s). Inline borders are kept as marks, because
`<span>索引号</span>007` tells label from value only by them. Scripts and what is hidden are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from crawler.extract.flatten import (
    BREAK,
    CLOSE_BOX,
    CLOSE_LINK,
    INLINE,
    MARKED,
    OPEN_BLOCK,
    OPEN_BOX,
    OPEN_LINK,
    PASSED,
    flatten,
    hidden_parts,
)

MARK = "\x1f"  # an inline border; control characters never survive parsing, so it cannot occur in text

_TWO_MARKS = 2 * MARK
_MARKS = re.compile(f"{MARK}{{2,}}")
_ASCII_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff\xad]")

HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


@dataclass(slots=True)
class Line:
    """One line of text as three views; `linked` counts its characters inside links."""

    raw: str
    element: HtmlElement
    linked: int
    plain: str  # for people
    compact: str  # for comparison

    @property
    def text(self) -> str:
        """With inline marks, and with wide gaps (U+00A0, U+3000) kept: both tell where a value ends."""
        text = self.raw
        if "  " in text or "\n" in text or "\t" in text or "\r" in text:
            text = _ASCII_BLANKS.sub(" ", text)
        return _MARKS.sub(MARK, text) if _TWO_MARKS in text else text

    @property
    def mostly_link(self) -> bool:
        """True where more than half of the characters are links: navigation, lists, related news."""
        return self.linked * 2 > len(self.compact)


@dataclass(slots=True)
class Anchor:
    """A link with the line it stands in (or, for a picture, would stand in)."""

    element: HtmlElement
    line: int


@dataclass(slots=True)
class Flow:
    """All lines and links of a page, and which lines lie in which container."""

    lines: list[Line] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    spans: dict[HtmlElement, tuple[int, int]] = field(default_factory=dict)


def plain(text: str) -> str:
    """Text for people: marks and zero-width characters out, runs of white space made one blank."""
    return " ".join(_words(text))


def compact(text: str) -> str:
    """Text for comparison: no marks and no white space of any kind (ASCII, U+00A0, U+3000, zero-width)."""
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    bare = text.replace(MARK, "") if MARK in text else text
    return (_ZERO_WIDTH.sub("", bare) if _has_zero_width(bare) else bare).split()


def _has_zero_width(text: str) -> bool:
    """Spelled out, since it is asked for every piece of text: a pattern takes five times as long."""
    return not text.isascii() and (
        "\u200b" in text
        or "\ufeff" in text
        or "\u200d" in text
        or "\u200c" in text
        or "\u2060" in text
        or "\xad" in text
    )


def text_of(element: HtmlElement) -> str:
    """The visible text below an element, as `plain` text; line breaks are blanks."""
    flow = read_flow(element)
    return " ".join(line.plain for line in flow.lines)


def read_flow(root: HtmlElement) -> Flow:
    """Read a tree once. Where nearly everything is hidden (scripts will show it), hidden parts are read too."""
    hidden = hidden_parts(root)
    flow = _flow_of(root, *flatten(root, hidden))
    if hidden and sum(len(line.compact) for line in flow.lines) < _HARDLY_ANY:
        flow = _flow_of(root, *flatten(root))
    return flow


def _flow_of(root: HtmlElement, text: str, elements: Sequence[HtmlElement]) -> Flow:
    """Lines, links and boxes from the pieces between the marks. A hot loop, hence its length."""
    flow = Flow()
    lines = _Lines(flow.lines, root, _has_zero_width(text))
    buffer = lines.buffer
    outer: list[tuple[HtmlElement, int]] = []
    start = in_link = number = 0
    pieces = text.replace(INLINE, MARK).split(MARKED)
    if pieces[0]:
        buffer.append(pieces[0])
    for marked in pieces[1:]:
        mark, piece = marked[0], marked[1:]
        if mark == OPEN_LINK:
            flow.anchors.append(Anchor(elements[number], len(flow.lines)))
            number += 1
            in_link += 1
            buffer.append(MARK)
        elif mark == CLOSE_LINK:
            in_link -= 1
            buffer.append(MARK)
        elif mark == PASSED:
            number += 1
        else:
            if buffer:
                lines.end()
            if mark in _OPENING:
                outer.append((lines.block, start))
                lines.block, start = elements[number], len(flow.lines)
                number += 1
            elif mark != BREAK:
                if mark == CLOSE_BOX:
                    flow.spans[lines.block] = (start, len(flow.lines))
                lines.block, start = outer.pop()
        if piece and (buffer or not piece.isspace()):
            buffer.append(piece)
            if in_link:
                lines.linked += len("".join(piece.split()))
    lines.end()
    return flow


_HARDLY_ANY = 40  # characters
_OPENING = (OPEN_BLOCK, OPEN_BOX)


class _Lines:
    """The line that is being read, and those that are done."""

    __slots__ = ("_done", "_zero_width", "block", "buffer", "linked")

    def __init__(self, done: list[Line], block: HtmlElement, zero_width: bool) -> None:
        self._done = done
        self._zero_width = zero_width
        self.block = block
        self.buffer: list[str] = []
        self.linked = 0

    def end(self) -> None:
        """End the line; one without text is none."""
        raw = "".join(self.buffer)
        self.buffer.clear()
        linked, self.linked = self.linked, 0
        bare = raw.replace(MARK, "") if MARK in raw else raw
        if self._zero_width and _has_zero_width(bare):
            bare = _ZERO_WIDTH.sub("", bare)
        words = bare.split()
        if words:
            compacted = words[0] if len(words) == 1 else "".join(words)
            shown = compacted if len(words) == 1 else " ".join(words)
            self._done.append(Line(raw, self.block, linked, shown, compacted))


def joined(lines: Iterable[Line]) -> str:
    """Several lines as one text, a line break between them."""
    return "\n".join(line.plain for line in lines)
