"""Small things about Chinese text that the readers of all formats share: blanks, numbering of headings, titles."""

from __future__ import annotations

import re
import unicodedata

_ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff\xad]")
_THOUSANDS = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_BLANKS = re.compile(r"\s+")
_WIDE = "\u2e80-\u303f\u3200-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6“”‘’…—·"
_BLANK_BETWEEN = re.compile(rf"(?<=[{_WIDE}]) (?=[{_WIDE}])")
_NUMERALS = "一二三四五六七八九十百零〇"
_MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"^第[{_NUMERALS}\d]{{1,3}}(?:部分|章)")),
    (1, re.compile(rf"^[{_NUMERALS}]{{1,3}}\s*[、.．，,:：]")),
    (2, re.compile(rf"^[（(【〔]\s*[{_NUMERALS}]{{1,3}}\s*[）)】〕]")),
    (3, re.compile(r"^\d{1,2}\s*[、.．](?!\d)")),
    (4, re.compile(r"^[（(]\s*\d{1,2}\s*[）)]")),
)
_LONGEST_HEADING = 45
_SENTENCE_SIGN = re.compile("[。；！？;!?]")
_FILLED = re.compile(r"[：:]\s*\S")


def tidy(text: str) -> str:
    """One line of text for people: blanks of all kinds made one, none between Chinese characters or in a number."""
    bare = _BLANKS.sub(" ", _THOUSANDS.sub("", _ZERO_WIDTH.sub("", text))).strip()
    return _BLANK_BETWEEN.sub("", bare)


def compact(text: str) -> str:
    """Text for comparison: half-width where there is a half-width form, and no blanks at all."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", _ZERO_WIDTH.sub("", text)))


def mark_level(text: str) -> int | None:
    """The level that the numbering in front of a text stands for: 一、 1, （一） 2, 1. 3, （1） 4; None without one."""
    return next((level for level, mark in _MARKS if mark.match(text)), None)


def without_mark(text: str) -> str:
    """A heading without the numbering in front of it."""
    for _, mark in _MARKS:
        if found := mark.match(text):
            return text[found.end() :].strip()
    return text


def heading_level(text: str) -> int | None:
    """The level of a numbered heading; None for running text, also for text that begins with a number."""
    level = mark_level(text)
    if level is None or len(text) > _LONGEST_HEADING:
        return None
    bare = text.rstrip("。.：:")
    if _SENTENCE_SIGN.search(bare) or _FILLED.search(without_mark(bare)):
        return None
    if level > 2 and ("，" in bare or any(char.isdigit() for char in without_mark(bare))):
        return None  # 1.收到申请4件，… is a list in a text
    return level


def joint(left: str, right: str) -> str:
    """What stands between two parts of a line that was broken: a blank between Latin words, else nothing."""
    return " " if left and right and left[-1].isascii() and right[0].isascii() and _wordy(left[-1], right[0]) else ""


def _wordy(left: str, right: str) -> bool:
    return left.isalpha() and right.isalpha()
