"""Numbers of documents (文号): word, year, serial. 东安监〔2016〕5号 → 东安监, 2016, 5.

A number is understood whatever its brackets, with or without 第 and 号; a word may hold brackets of its own, as in
（东）安监罚〔2016〕12号. What is not understood is not a broken number: it may be a code of another kind.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_OPEN, _CLOSE = r"[〔\[(【{<〈﹝]", r"[〕\])】}>〉﹞]"
_USUAL = re.compile(r"([\u4e00-\u9fff]+)〔(\d{4})〕([1-9]\d{0,7})号")
_BRACKETED = re.compile(
    rf"^(?P<word>.*?){_OPEN}(?P<year>\d{{2,6}})年?{_CLOSE}(?:年|字|第)*(?P<no>\d{{1,8}})?(?P<sub>[-—–之]\d{{1,4}})?(?P<end>号?)(?P<tail>.*)$"
)
_PLAIN = re.compile(
    r"^(?P<word>\D+?)(?P<year>(?:19|20)\d{2})年?(?:字|第)+(?P<no>\d{1,8})(?P<sub>[-—–之]\d{1,4})?号?(?P<tail>)$"
)
_IN_TEXT = re.compile(
    rf"(?:\([\u4e00-\u9fff]{{1,4}}\))?[\u4e00-\u9fff]{{1,16}}{_OPEN}\d{{4}}年?{_CLOSE}(?:字|第)*\d{{1,6}}(?:[-—–之]\d{{1,4}})?号"
)
_WORD_MARKS = re.compile(r"[\s()\[\]【】〔〕{}<>]+|字$|字第$|第$")
# Kinds of papers that organs write behind their own short name: 东安监罚, 东安监函, 东安监强措.
_KINDS = re.compile(
    r"(?:行政)?(?:罚决?|处罚|许可?|准许?|审批?|批|告|函|通|令|决|听|复|执|强措?|停|封|扣|责改?|改|现决?|立|撤|规|公告?|危化?|烟|培|证|职卫?|管|经|使"
    r"|监?管罚|催|延|缓|先|保|鉴|询|简罚?|单罚?)+$"
)


@dataclass(frozen=True, slots=True)
class DocNumber:
    """A document's number, taken apart."""

    word: str  # 东安监罚, without brackets
    year: int
    year_text: str
    serial: int | None  # None: the number lacks it, as in 东安监〔2016〕号
    sub: str = ""  # 12-1号: the part behind the serial

    @property
    def series(self) -> str:
        """What numbers that follow each other share."""
        return f"{self.word}〔{self.year}〕"

    @property
    def shown(self) -> str:
        """As messages write it."""
        return f"{self.series}{self.serial if self.serial is not None else ''}{self.sub}号"


@lru_cache(maxsize=65536)
def read_number(text: str | None) -> DocNumber | None:
    """Take a number apart; None where it does not have the shape of one."""
    if not text or len(text) > 80:
        return None
    usual = _USUAL.fullmatch(text)
    if usual is not None:
        return DocNumber(_WORD_MARKS.sub("", usual[1]), int(usual[2]), usual[2], int(usual[3]))
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    match = _BRACKETED.match(plain) or _PLAIN.match(plain)
    if match is None or match["tail"]:
        return None
    word = _WORD_MARKS.sub("", match["word"])
    serial = int(match["no"]) if match["no"] else None
    if not word or (serial is None and "号" not in plain):
        return None
    return DocNumber(word, int(match["year"]), match["year"], serial, match["sub"] or "")


def numbers_in(text: str) -> Iterator[DocNumber]:
    """All complete numbers in a running text, in order."""
    for match in _IN_TEXT.finditer(unicodedata.normalize("NFKC", text)):
        number = read_number(match[0])
        if number is not None:
            yield number


@lru_cache(maxsize=4096)
def is_own_word(word: str, organ: str) -> bool:
    """True if the characters of a number's word, its kind left out, stand in this order in the organ's name.

    东安监罚 is a word of 东莞市安全生产监督管理局; 粤安监 and 东府 are not: they are of other organs.
    """
    stem = _KINDS.sub("", word) or word
    return len(stem) >= 2 and stands_in(stem, organ)


def stands_in(short: str, name: str) -> bool:
    """True if the characters of a short name stand in this order in a full one, as those of 市安监局 do."""
    letters = iter(name)
    return all(letter in letters for letter in short)
