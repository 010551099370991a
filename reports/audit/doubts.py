"""Whether a claim was read surely: what stands between a number and its meaning that a person should look at first.

A claim without any doubt may be held against a table; one with a doubt is only shown beside it. The rules look at the
words around the number, never at its value, so that the same words are judged alike in every report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reports.audit.meanings import Meaning
from reports.audit.words import Reader

CONCLUDED = "由“全部”“均”等推得，不是所写的数"
SUMMED = "由前面几个数相加认定"
FAR = "本分句没有写明所数的是什么"
CARRIED = "所数的是什么，要看前一句或标题"
DENIED = "同一分句或其后有否定的话"
WISHED = "同一分句有计划、要求或假设的话"
PART = "同一分句说到其中一部分"
COMPARED = "同一分句与别的年份或别的数比较"
SECOND = "也可能另有所指"
ARTICLE = "“一”可能不是数目"
LONG_NONE = "“无”“未”出自较长的句子"

_NEAR = 10  # signs that may stand between a number and its word
_LABEL = 4  # signs of a row's name, at least
_SHORT = 8  # signs of a denial that are neither its words nor words that narrow nothing
_CLOSE = 0.3  # of the score: a second meaning no further behind is a second reading

_NO = re.compile(r"[未没无非勿]|(?<![论得])不(?!同|断|含|重复|仅|但|只|服|少于)|免|从来|缺|漏")
_WISH = re.compile(
    r"计划|(?<!虚)拟|预计|力争|争取|确保|目标|要求(?!公开)|应当|应[设有该]|必须|需要|如果|若|倘|一旦|是否|希望|打算|准备"
)
_SOME = re.compile(r"之一|部分|其余|剩余|当中|之中|[中里]有|多数|少数|个别|除[^,]{1,8}外|不含|不包括")
_MORE = re.compile(r"[比较][上去前同]|[比较](?:19|20)\d\d年")
_THAN = re.compile(r"[相对]比|同比|环比|高于|低于|多于|少于|多出|少了|上年|去年|前年|往年|[增减]")


def doubts_of_number(
    reader: Reader, meaning: Meaning, runners: Sequence[Meaning], clause: str, behind: str, sentence: str, at: int
) -> list[str]:
    """The doubts about a number's meaning.

    `clause` is the number's own clause with the number at `at`, `behind` the clause after it, `sentence` the whole.
    `runners` are the other indicators that fit, best first.
    """
    found = []
    words = [word for word, _ in meaning.words if word in clause]
    if not meaning.words:
        found.append(SUMMED)
    elif not words or not _beside(words, clause, at):
        found.append(FAR)
    if not _named(reader, meaning, sentence):
        found.append(CARRIED)
    rest = reader.without_words(clause)
    if _NO.search(rest) or (behind and _begins_with_no(reader, behind)):
        found.append(DENIED)
    if _WISH.search(rest):
        found.append(WISHED)
    if _SOME.search(rest):
        found.append(PART)
    if _MORE.search(clause) or _THAN.search(rest):
        found.append(COMPARED)
    if any(_rivals(meaning, other) for other in runners):
        found.append(SECOND)
    return found


def doubts_of_none(reader: Reader, meaning: Meaning, clause: str) -> list[str]:
    """The doubts about a denial: its words must stand in the denying clause, and little else."""
    found = []
    words = [word for word, _ in meaning.words]
    if words and not any(word in clause for word in words):
        found.append(FAR)
    rest = reader.without_words(clause)
    for word in sorted(reader.vocabulary.lists["plain"], key=lambda word: (-len(word), word)):
        rest = rest.replace(word, "")
    if len(rest.replace("＿", "")) > _SHORT:
        found.append(LONG_NONE)
    if _WISH.search(clause):
        found.append(WISHED)
    return found


def _named(reader: Reader, meaning: Meaning, sentence: str) -> bool:
    """True if a meaning needs no word of another sentence: its subject is in this one, or its words are a row's own.

    予以公开 and 不予处理 are what a row of the forms is called, and are said of requests only.
    """
    subject = meaning.sense.subject
    if subject is None or subject in reader.subjects(sentence):
        return True
    if subject == "published" and reader.several_channels(sentence):
        return True
    family = meaning.indicator.name.partition(".")[0]
    return any(
        len(word) >= _LABEL and word in meaning.indicator.title and reader.families_of(word) == {family}
        for word, _ in meaning.words
    )


def _beside(words: Sequence[str], clause: str, at: int) -> bool:
    """True if a word stands within a few signs of the number, on either side."""
    for word in words:
        start = clause.find(word)
        while start >= 0:
            if (start <= at and at - start - len(word) <= _NEAR) or (start > at and start - at <= _NEAR):
                return True
            start = clause.find(word, start + 1)
    return False


def _begins_with_no(reader: Reader, text: str) -> bool:
    """True if a clause begins by denying: …17人，没有专职的."""
    return bool(re.match(r"[^＿\d]{0,2}(?:没有?|并?非|不是|不含|不包括|除外)", reader.without_words(text)))


def _rivals(one: Meaning, other: Meaning) -> bool:
    """True if another indicator fits about as well, with a word of its own."""
    if other.indicator.name in (one.indicator.name, "other") or one.score - other.score > _CLOSE:
        return False
    return {word for word, _ in one.words} != {word for word, _ in other.words}
