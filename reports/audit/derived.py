"""What 全部 and 均 say of a number given before: 收到4宗，全部按要求答复 says that 4 were answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.audit.meanings import Meaning, meanings
from reports.audit.phrases import NUMBER
from reports.audit.vocabulary import Indicator
from reports.audit.words import Reader

_ALL = re.compile(
    r"全部|全都|悉数|全数|一律|(?<![自])已(?=[按在经于依及予]|全部|规定|办结|答复|回复|办理完毕)|(?<![平人月日年户])均(?!衡|等|匀|值|可|能|应|须|要)|都(?!可|能|应|须|要|市|会)"
)
_DENIED = re.compile(r"未|没有|无|不(?!予|宜|同意|存在)")
_OF_WHOLE = ("requests", "reviews", "suits", "letters", "proposals", "complaints")


@dataclass(frozen=True, slots=True)
class Base:
    """A whole that was given: its subject, its value, and where (the number of the sentence in the paragraph)."""

    subject: str
    value: Decimal
    sentence: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """An indicator whose value follows from a whole; `start` and `end` are the place of 全部 in the clause's text."""

    indicator: Indicator
    base: Base
    start: int
    end: int


def derived(reader: Reader, text: str, bases: Sequence[Base], sentence: int) -> Iterator[Derived]:
    """What a clause says of all of a whole that was given before."""
    match = _ALL.search(text)
    bases = [base for base in bases if base.year is None] or list(bases)
    if match is None or not bases:
        return
    tail = text[match.end() :]
    if _DENIED.search(tail.replace("无法提供", "").replace("不予", "")) or not reader.means(tail):
        return
    here = [base for base in bases if base.sentence == sentence] or [bases[-1]]
    named = reader.subjects(text)
    chosen = [base for base in here if base.subject in named] or _latest(here)
    for base in chosen:
        if base.subject not in _OF_WHOLE or not base.value:
            continue
        found = [
            meaning
            for meaning in meanings(reader, NUMBER + tail, {base.subject: 0.0}, unit=None)
            if meaning.sense.subject == base.subject and meaning.indicator.name.partition(".")[0] == base.subject
        ]
        for indicator in _said(found):
            yield Derived(indicator, base, match.start(), match.end())


def _said(found: Sequence[Meaning]) -> Iterator[Indicator]:
    """The best meaning of each dimension (均为自然人通过网络提交); what was answered in time was answered."""
    best: dict[str, Indicator] = {}
    for meaning in found:
        best.setdefault(meaning.indicator.dimension, meaning.indicator)
    yield from best.values()
    if any(indicator.name == "requests.on_time" for indicator in best.values()):
        yield from (meaning.indicator for meaning in found if meaning.indicator.name == "requests.answered")


def _latest(bases: Sequence[Base]) -> list[Base]:
    """The last whole; reviews and suits that were given together both (复议7件，诉讼9件，均获维持)."""
    cases = [base for base in bases if base.subject in ("reviews", "suits")]
    if bases[-1].subject in ("reviews", "suits"):
        newest: dict[str, Base] = {base.subject: base for base in cases}
        return list(newest.values())
    return [bases[-1]]
