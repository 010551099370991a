"""The text of a tree in one string that is easy to search, with the way back to each letter's place in the tree."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

from crawler.archive.harmless import HERE

BREAK = "\n"
"""Between blocks: nothing that is looked for goes on across it."""
# fmt: off
INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
        "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
        "u", "var", "wbr",
    }
)
# fmt: on
_QUOTES = str.maketrans("“”‘’「」『』＂＇", '""\'\'"""""\'')
LINK = "链接："  # how a harmless page says where a link led


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link: where it led, and the letters of its text in the page's text."""

    href: str
    start: int
    end: int


Span = tuple[int, int]
_Spot = tuple[int, int]  # number of the node, letter in it


class PageText:
    """The text of a page: blanks as one blank, letters in one case and width, quotes of one kind."""

    def __init__(self, tree: HtmlElement) -> None:
        self._nodes: list[tuple[HtmlElement, bool]] = []  # element; True: its text, False: its tail
        self._letters: list[str] = []
        self._spots: list[_Spot] = []
        self.anchors: list[Anchor] = []
        self._read(tree)
        self.text = "".join(self._letters)

    def _read(self, tree: HtmlElement) -> None:
        begun: dict[HtmlElement, int] = {}
        for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
            if event in ("comment", "pi"):
                self._add(element, element.tail, own=False)
                continue
            if element.tag not in INLINE:
                self._break()
            if event == "start":
                begun[element] = len(self._letters)
                self._add(element, element.text, own=True)
                continue
            href = element.get("title") or ""
            if element.tag == "a" and href.startswith(LINK):
                self.anchors.append(Anchor(href.removeprefix(LINK), begun[element], len(self._letters)))
            if element is not tree:
                self._add(element, element.tail, own=False)

    def _break(self) -> None:
        if self._letters and self._letters[-1] != BREAK:
            self._letters.append(BREAK)
            self._spots.append((-1, 0))

    def _add(self, element: HtmlElement, words: str | None, *, own: bool) -> None:
        if not words:
            return
        number = len(self._nodes)
        self._nodes.append((element, own))
        for place, letter in enumerate(words):
            shown = _plain(letter)
            if shown == " " and (not self._letters or self._letters[-1] in (" ", BREAK)):
                continue
            self._letters.append(shown)
            self._spots.append((number, place))

    def block(self, at: int) -> Span:
        """The text between the breaks around a letter."""
        start = self.text.rfind(BREAK, 0, at) + 1
        end = self.text.find(BREAK, at)
        return start, len(self.text) if end < 0 else end

    def wrap(self, spans: Iterable[Span]) -> int:
        """Put `<mark>` around these parts of the text, the first with the id `HERE`; the number of marked parts."""
        pieces: dict[int, list[Span]] = defaultdict(list)
        merged = _merged(spans)
        count = 0
        for start, end in merged:
            held = False
            for number in range(start, end):
                node, place = self._spots[number]
                if node < 0:
                    continue
                held = held or self._letters[number] != " "
                row = pieces[node]
                if row and row[-1][1] == place and number > start:
                    row[-1] = (row[-1][0], place + 1)
                else:
                    row.append((place, place + 1))
            count += held
        first = min(pieces, default=-1)
        for node, parts in pieces.items():
            _wrap(*self._nodes[node], parts, here=node == first)
        return count


def _wrap(element: HtmlElement, own: bool, parts: list[Span], *, here: bool) -> None:
    words = (element.text if own else element.tail) or ""
    parent = element if own else element.getparent()
    if parent is None:
        return
    index = 0 if own else parent.index(element) + 1
    begin = words[: parts[0][0]]
    if own:
        element.text = begin
    else:
        element.tail = begin
    for number, (start, end) in enumerate(parts):
        made = parent.makeelement("mark", {"id": HERE} if here and number == 0 else {})
        made.text = words[start:end]
        made.tail = words[end : parts[number + 1][0] if number + 1 < len(parts) else len(words)]
        parent.insert(index + number, made)


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif end > start:
            found.append((start, end))
    return found


def plain(words: str) -> str:
    """Words as they stand in a `PageText`."""
    return " ".join("".join(_plain(letter) for letter in words).split())


@lru_cache(maxsize=8192)
def _plain(letter: str) -> str:
    if letter.isspace():
        return " "
    shown = unicodedata.normalize("NFKC", letter.translate(_QUOTES)).lower()
    return shown if len(shown) == 1 and not shown.isspace() else letter
