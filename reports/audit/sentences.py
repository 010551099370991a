"""Sentences and clauses of a folded paragraph; what stands in brackets is a clause of its own, inside another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_ENDS = "。!?！？…"
_OPENING = dict(zip("(（[【〔{", ")）]】〕}", strict=True))
_CLOSING = frozenset(_OPENING.values())
_QUOTES = dict(zip("“‘「『《", "”’」』》", strict=True))
_BREAKS = ",;:、"
_LONGEST_BRACKET = 400
_LONGEST = 1200  # signs of one sentence


@dataclass(frozen=True, slots=True)
class Clause:
    """Part of a sentence between commas, without what stands in brackets inside it.

    Character i of `text` stands at `at[i]` of the folded paragraph. `outer` is the number of the clause whose
    brackets hold this one, `opens` is True for the first clause behind a full stop or semicolon.
    """

    text: str
    at: tuple[int, ...]
    outer: int | None = None
    opens: bool = False

    @property
    def start(self) -> int:
        """Where the clause begins in the folded paragraph."""
        return self.at[0]


@dataclass(slots=True)
class _Open:
    signs: list[str] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    outer: int | None = None
    opens: bool = True
    number: int = -1


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a folded paragraph begin and end. A full stop inside brackets or quotes ends nothing."""
    found: list[tuple[int, int]] = []
    start, place = 0, 0
    while place < len(text):
        sign = text[place]
        closing = _OPENING.get(sign) or _QUOTES.get(sign)
        if closing and (end := text.find(closing, place, place + _LONGEST_BRACKET)) > 0:
            # a quoted sentence that ends with its own full stop also ends the sentence around it
            place = end
            if sign in _QUOTES and text[end - 1] in _ENDS and text[end + 1 : end + 2] not in _BREAKS:
                found.append((start, end + 1))
                start = end + 1
        elif sign in _ENDS or _stop_of_another_alphabet(text, place):
            found.append((start, place + 1))
            start = place + 1
        place += 1
    if start < len(text):
        found.append((start, len(text)))
    return [span for first, last in found for span in _cut(text, first, last) if text[span[0] : span[1]].strip(_ENDS)]


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence that nobody would write (a list without end, a file of one line) in pieces, cut at its commas."""
    found = []
    while end - start > _LONGEST:
        cut = max((text.rfind(sign, start + 1, start + _LONGEST) for sign in ",;、"), default=-1)
        if cut <= start:
            cut = start + _LONGEST - 1
            while cut > start + _LONGEST // 2 and text[cut].isdigit():
                cut -= 1
        found.append((start, cut + 1))
        start = cut + 1
    return [*found, (start, end)]


def _stop_of_another_alphabet(text: str, place: int) -> bool:
    if text[place] != "." or not place:
        return False
    after = text[place + 1 : place + 2]
    return not text[place - 1].isascii() and not (after.isascii() and after.isalnum())


def clauses(text: str, start: int, end: int, whole: Sequence[tuple[int, int]]) -> list[Clause]:
    """The clauses of a sentence in the order of their beginnings; `whole` are places that nothing may cut (numbers).

    A colon between a label and its number cuts nothing (申请数:4件); an enumeration comma cuts nothing either, it is
    the reader of phrases who knows what it lists.
    """
    inside = {place for first, last in whole for place in range(first + 1, last)}
    begins = {first for first, _ in whole}
    found: list[Clause | None] = [None]
    stack = [_Open(number=0)]

    def close(opens: bool) -> None:
        top = stack[-1]
        if top.signs:
            found[top.number] = Clause("".join(top.signs), tuple(top.at), top.outer, top.opens)
            found.append(None)
            stack[-1] = _Open(outer=top.outer, opens=opens, number=len(found) - 1)
        else:
            top.opens = top.opens or opens

    quoted = ""
    for place in range(start, end):
        sign = text[place]
        if quoted:
            quoted = "" if sign == quoted else quoted
        elif sign in _QUOTES and text.find(_QUOTES[sign], place, end) > 0:
            quoted = _QUOTES[sign]
        if quoted or place in inside:
            stack[-1].signs.append(sign)
            stack[-1].at.append(place)
        elif sign in _OPENING and text.find(_OPENING[sign], place, end) > 0:
            found.append(None)
            stack.append(_Open(outer=stack[-1].number, number=len(found) - 1))
        elif sign in _CLOSING and len(stack) > 1:
            close(opens=False)
            stack.pop()
        elif sign in ",;" or sign in _ENDS or (sign == ":" and not _labels(text, place, begins)):
            close(opens=sign != "," and sign != ":")
        else:
            stack[-1].signs.append(sign)
            stack[-1].at.append(place)
    while stack:
        close(opens=False)
        stack.pop()
    order = sorted((number for number, clause in enumerate(found) if clause), key=lambda n: found[n].start)  # type: ignore[union-attr]
    new = {old: number for number, old in enumerate(order)}
    return [_renumbered(found[old], new) for old in order]  # type: ignore[arg-type]


def _labels(text: str, place: int, begins: set[int]) -> bool:
    """True for the colon of "申请数:4件" and "总数:共4件"."""
    shift = re.compile(r"(?:共计?|约|合计|总计)?").match(text, place + 1)
    return place + 1 in begins or (shift is not None and shift.end() in begins)


def _renumbered(clause: Clause, new: dict[int, int]) -> Clause:
    outer = new.get(clause.outer) if clause.outer is not None else None
    return Clause(clause.text, clause.at, outer, clause.opens)
