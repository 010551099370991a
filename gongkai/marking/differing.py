"""What differs between two captures of a page: lines of text that came and went."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from gongkai.marking.page_text import INLINE

MOST_LINES = 4000  # of a page that are compared


@dataclass(frozen=True, slots=True)
class Change:
    """A line that is on one of two pages only. `line` is its number there."""

    added: bool
    line: int
    text: str


def visible_lines(tree: HtmlElement) -> list[str]:
    """The text of a page, a line for each block, without empty ones."""
    pieces: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        whole = isinstance(element.tag, str)
        if whole and element.tag not in INLINE:
            pieces.append("\n")
        if event == "start":
            pieces.append(" ".join((element.text or "").split("\n")))
        elif element is not tree:
            pieces.append(" ".join((element.tail or "").split("\n")))
    return [line for each in "".join(pieces).split("\n") if (line := " ".join(each.split()))]


def changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """The lines that went and came, in the order of the pages."""
    before, after = list(old[:MOST_LINES]), list(new[:MOST_LINES])
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=len(before) + len(after) > 1000)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind != "equal":
            yield from (Change(False, number + 1, before[number]) for number in range(old_from, old_to))
            yield from (Change(True, number + 1, after[number]) for number in range(new_from, new_to))
