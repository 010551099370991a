"""Headings and sections of a plain text: 一、总体情况 … 二、主动公开政府信息情况 …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NUMBERED = re.compile(
    r"^[\s　]*(?:[（(]?(?P<number>[一二三四五六七八九十]+)[）)]?[、.．，,\s　]|第[一二三四五六七八九十]+部分)"
)
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading, the line it stands in, and the text up to the next heading of its kind."""

    heading: str
    line: int
    body: str


def sections(text: str) -> list[Section]:
    """The sections under headings numbered 一、二、三 (or 第一部分), in order; 《（一）》 stays in its body."""
    lines = text.splitlines()
    heads = [number for number, line in enumerate(lines) if _is_heading(line)]
    found = []
    for place, number in enumerate(heads):
        end = heads[place + 1] if place + 1 < len(heads) else len(lines)
        found.append(Section(lines[number].strip(), number, "\n".join(lines[number + 1 : end]).strip()))
    return found


def _is_heading(line: str) -> bool:
    if len(line.strip()) > _LONGEST_HEADING or line.strip().startswith(("（", "(")):
        return False
    return _NUMBERED.match(line) is not None


def holds(text: str, words: Sequence[str]) -> bool:
    """True if a text holds one of the words (regular expressions), white space apart."""
    plain = re.sub(r"[ \t　]+", "", text)
    return any(re.search(word, plain) for word in words)
