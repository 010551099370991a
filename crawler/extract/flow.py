"""A page as a reader's eye runs over it: one pass over the tree, giving lines of text in order.

A line is the text of one block (or of one part between `<br>`s). Inline borders are kept as marks, because
`<span>索引号</span>007` tells label from value only by them. Scripts and what is hidden are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

MARK = "\x1f"  # an inline border; control characters never survive parsing, so it cannot occur in text

_SKIPPED = frozenset({"script", "style", "noscript", "head", "select", "textarea", "template", "xml", "iframe", "svg"})
_BLOCK_NAMES = (
    "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header"
    " hr html legend li main nav ol p pre section table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SPANNED = frozenset({"article", "body", "div", "main", "section", "table", "td", "form", "dd"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_HIDDEN_CLASS = frozenset({"hide", "hidden", "ng-hide", "d-none", "layui-hide"})
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
        return _MARKS.sub(MARK, _ASCII_BLANKS.sub(" ", self.raw))

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


def read_flow(root: HtmlElement, source: str | None = None) -> Flow:
    """Read a tree once. Where nearly everything is hidden (scripts will show it), hidden parts are read too.

    `source` is the page's text where the caller has it: one look at it saves a look at every element.
    """
    zero_width = source is None or any(sign in source for sign in _HAS_ZERO_WIDTH)
    hiding = source is None or any(sign in source for sign in _HIDES)
    reader = _Reader(respect_hidden=hiding, zero_width=zero_width)
    reader.walk(root)
    reader.flush()
    if reader.hidden and sum(len(line.compact) for line in reader.flow.lines) < 40:
        reader = _Reader(respect_hidden=False, zero_width=zero_width)
        reader.walk(root)
        reader.flush()
    return reader.flow


_HIDES = ("none", "hid", "NONE", "HID", "None", "Hid")
_HAS_ZERO_WIDTH = (
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\xad",
    "&#82",
    "&#65",
    "&#x",
    "&#X",
    "&#17",
    "&zw",
    "&shy",
)


class _Reader:
    """The state of one pass. This is the hottest loop of all: it is written for speed."""

    __slots__ = ("_block", "_buffer", "_in_link", "_linked", "_zero_width", "flow", "hidden", "respect_hidden")

    def __init__(self, *, respect_hidden: bool, zero_width: bool) -> None:
        self.flow = Flow()
        self.respect_hidden = respect_hidden
        self.hidden = False
        self._zero_width = zero_width
        self._buffer: list[str] = []
        self._linked = 0
        self._in_link = 0
        self._block: HtmlElement | None = None

    def walk(self, element: HtmlElement) -> None:
        """Read an element and everything below it; one frame a level, and libxml2 bounds the levels."""
        kind = _KINDS.get(element.tag, _INLINE if isinstance(element.tag, str) else _SKIP)
        if kind == _SKIP:
            return
        if self.respect_hidden and _is_hidden(element):
            self.hidden = True
            return
        buffer = self._buffer
        if kind >= _BLOCK:
            self._walk_block(element, kind)
            return
        if kind == _BREAK:
            if buffer:
                self.flush()
            return
        outer = self._block
        if outer is None:
            self._block = element
        buffer.append(MARK)
        if kind == _LINK:
            self.flow.anchors.append(Anchor(element, len(self.flow.lines)))
            self._in_link += 1
        self._walk_inside(element)
        buffer.append(MARK)
        if kind == _LINK:
            self._in_link -= 1

    def _walk_block(self, element: HtmlElement, kind: int) -> None:
        outer = self._block
        if self._buffer:
            self.flush()
        self._block = element
        start = len(self.flow.lines)
        self._walk_inside(element)
        if self._buffer:
            self.flush()
        self._block = outer
        if kind == _CONTAINER:
            self.flow.spans[element] = (start, len(self.flow.lines))

    def _walk_inside(self, element: HtmlElement) -> None:
        text = element.text
        if text:
            self._buffer.append(text)
            if self._in_link:
                self._linked += len("".join(text.split()))
        for child in element:
            self.walk(child)
            text = child.tail
            if text:
                self._buffer.append(text)
                if self._in_link:
                    self._linked += len("".join(text.split()))

    def flush(self) -> None:
        """End the line."""
        raw = "".join(self._buffer)
        self._buffer.clear()
        linked, self._linked = self._linked, 0
        if self._block is None or not raw or raw.isspace():
            return
        bare = raw.replace(MARK, "") if MARK in raw else raw
        if self._zero_width and _has_zero_width(bare):
            bare = _ZERO_WIDTH.sub("", bare)
        words = bare.split()
        if words:
            compacted = words[0] if len(words) == 1 else "".join(words)
            shown = compacted if len(words) == 1 else " ".join(words)
            self.flow.lines.append(Line(raw, self._block, linked, shown, compacted))


_INLINE, _LINK, _SKIP, _BREAK, _BLOCK, _CONTAINER = range(6)
_KINDS: dict[object, int] = {
    **dict.fromkeys(_BLOCKS, _BLOCK),
    **dict.fromkeys(_SPANNED, _CONTAINER),
    **dict.fromkeys(_SKIPPED, _SKIP),
    "br": _BREAK,
    "a": _LINK,
}


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    if style and _HIDDEN_STYLE.search(style):
        return True
    names = element.get("class")
    return bool(names) and not _HIDDEN_CLASS.isdisjoint(names.split())


def joined(lines: Iterable[Line]) -> str:
    """Several lines as one text, a line break between them."""
    return "\n".join(line.plain for line in lines)
