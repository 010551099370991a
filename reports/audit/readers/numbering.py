"""Automatic numbering of a Word document: 一、 and （一） are often in no text, but counted by the program."""

from __future__ import annotations

import re
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from reports.words import numeral

_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "ideographTraditional", "taiwaneseCounting", "japaneseCounting"}
)
_PLACE = re.compile(r"%(\d)")
_LEVELS = 9


class Numbering:
    """The counters of a document's lists; ask for the paragraphs in their order."""

    def __init__(self, document: Document) -> None:
        self._formats: dict[str, dict[int, tuple[str, str, int]]] = {}  # list → level → (format, pattern, start)
        self._counted: dict[str, list[int]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        try:
            root: Any = document.part.numbering_part.element
        except (NotImplementedError, KeyError):  # the document has no lists
            return
        kinds = {one.get(qn("w:abstractNumId")): one for one in root.iter(qn("w:abstractNum"))}
        for entry in root.iter(qn("w:num")):
            reference = entry.find(qn("w:abstractNumId"))
            kind = kinds.get(reference.get(qn("w:val"))) if reference is not None else None
            if kind is not None:
                self._formats[entry.get(qn("w:numId"))] = dict(_level(level) for level in kind.iter(qn("w:lvl")))
        for style in document.styles:
            if found := _list_of(style.element.find(qn("w:pPr"))):
                self._styles[style.style_id] = found

    def mark_of(self, paragraph: Any) -> str:
        """What the program prints in front of this paragraph, and count it; "" where it numbers nothing."""
        properties = paragraph.find(qn("w:pPr"))
        found = _list_of(properties)
        if found is None and properties is not None:
            style = properties.find(qn("w:pStyle"))
            found = self._styles.get(style.get(qn("w:val"))) if style is not None else None
        if found is None or found[0] not in self._formats or found[1] not in self._formats[found[0]]:
            return ""
        number, level = found
        levels = self._formats[number]
        counted = self._counted.setdefault(number, [0] * _LEVELS)
        counted[level] = counted[level] + 1 if counted[level] else levels[level][2]
        counted[level + 1 :] = [0] * (_LEVELS - level - 1)
        form, pattern, _ = levels[level]
        if form in ("bullet", "none"):
            return ""
        return _PLACE.sub(lambda place: self._written(levels, counted, int(place[1]) - 1), pattern)

    def _written(self, levels: dict[int, tuple[str, str, int]], counted: list[int], level: int) -> str:
        form, _, start = levels.get(level, ("decimal", "", 1))
        value = counted[level] or start
        return numeral(value) if form in _CHINESE and value < 100 else str(value)


def _level(level: Any) -> tuple[int, tuple[str, str, int]]:
    def value(name: str, default: str) -> str:
        found = level.find(qn(name))
        return default if found is None else found.get(qn("w:val")) or default

    start = value("w:start", "1")
    number = int(level.get(qn("w:ilvl")) or 0)
    pattern = value("w:lvlText", "")
    return number, (value("w:numFmt", "decimal"), pattern, int(start) if start.isdigit() else 1)


def _list_of(properties: Any) -> tuple[str, int] | None:
    entry = properties.find(qn("w:numPr")) if properties is not None else None
    number = entry.find(qn("w:numId")) if entry is not None else None
    if entry is None or number is None or number.get(qn("w:val")) == "0":
        return None
    level = entry.find(qn("w:ilvl"))
    deep = int(level.get(qn("w:val")) or 0) if level is not None else 0
    return number.get(qn("w:val")), min(max(deep, 0), _LEVELS - 1)
