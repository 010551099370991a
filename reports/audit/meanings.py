"""What a phrase means: the sense of the vocabulary that its words, its unit and its subject fit best."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from reports.audit.phrases import NUMBER
from reports.audit.vocabulary import Indicator, Sense, Words, vocabulary
from reports.audit.words import Reader

Subjects = Mapping[str, float]
"""What is spoken of, and how far back that was said: 0 in the phrase itself, more with each comma, sentence, heading."""  # noqa: E501

_ITEMS = re.compile("[、,和及与或]|以及")
_UNKNOWN = 2  # signs that may be left over where nothing unknown should stand
_ONLY_JOINED = re.compile(
    r"(?:[数量]?[和及与或]|[数量]?、[\u4e00-\u9fff]{0,4}|[和及与或跟并]|以及|或者|和各类|并[已均]?)"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A sense that fits, how well, and the words that it was found by with their places in the phrase."""

    indicator: Indicator
    sense: Sense
    score: float
    words: tuple[tuple[str, int], ...]


def meanings(
    reader: Reader,
    text: str,
    subjects: Subjects,
    *,
    unit: str | None,
    part: frozenset[str] = frozenset(),
    said: frozenset[str] = frozenset(),
) -> list[Meaning]:
    """All senses that fit a phrase, the best of each indicator, best first.

    `unit` None asks for no unit (of a "none" or a 0 said of several things). `part` names what was
    given before 其中: no whole of its kind can follow, `said` all that the sentence has given.
    """
    number = text.find(NUMBER)
    wholes = {name.partition(".")[0] for name in part}
    found: list[Meaning] = []
    for indicator in reader.vocabulary.indicators.values():
        if unit is not None and unit not in indicator.units and "*" not in indicator.units:
            continue
        fits = [
            meaning
            for sense in indicator.senses
            if not (sense.base and indicator.name.partition(".")[0] in wholes)
            and not (sense.once and indicator.name in said)
            and (unit is None or not sense.units or unit in sense.units)
            and (meaning := _fit(reader, indicator, sense, text, number, subjects)) is not None
        ]
        if fits:
            found.append(max(fits, key=lambda meaning: meaning.score))
    return sorted(found, key=lambda meaning: -meaning.score)


def _fit(
    reader: Reader, indicator: Indicator, sense: Sense, text: str, number: int, subjects: Subjects
) -> Meaning | None:
    score, words = sense.weight, []
    for group in sense.near:
        place = reader.place(text, group, number, indicator.name)
        if place is None:
            return None
        words.append((place[0], place[1]))
        score += 1 + 0.4 * min(len(place[0]), 6) - 0.03 * min(place[2], 30)
    if sense.subject is not None:
        back = subjects.get(sense.subject)
        if back is None or back > sense.within:
            return None
        score -= back * 0.5
    if sense.head and reader.unknown(text[_end_of(words) : number], sense) > _UNKNOWN:
        return None
    if sense.without and reader.place(text, sense.without, number, indicator.name, all_words=True):
        return None
    if any(word in text for word in sense.without if word not in reader.vocabulary.lexicon):
        return None
    if sense.whole and reader.narrowed(text, sense):
        return None
    if (sense.pure or sense.bare) and reader.unknown(text, sense) > _UNKNOWN:
        return None
    return Meaning(indicator, sense, score, tuple(words))


def _end_of(words: list[tuple[str, int]]) -> int:
    return max(start + len(word) for word, start in words)


def best(found: Iterable[Meaning], text: str) -> Meaning | None:
    """The meaning of a number, None where none fits or where it counts two things together (微博、微信300条)."""
    ranked = list(found)
    if not ranked:
        return None
    first = ranked[0]
    for other in ranked[1:]:
        if family(other) != family(first) and (joined(first, other, text) or twins(first, other, text)):
            return None
    siblings = [other for other in ranked[1:] if family(other) == family(first) and joined(first, other, text)]
    if siblings and first.sense.subject:
        beside = {meaning.indicator.name for meaning in siblings} | {first.indicator.name}
        whole = [meaning for meaning in ranked if meaning.indicator.name not in beside and meaning.sense.base]
        return whole[0] if whole else None
    return first


@cache
def _twins() -> Words:
    return vocabulary().lists["twins"]


def twins(one: Meaning, other: Meaning, text: str) -> bool:
    """True if the words of two meanings stand side by side and are counted together: 微博微信."""
    pairs = [(a, b) for a, _ in one.words for b, _ in other.words]
    return any(
        text.find(first + second) >= 0 and first + second in _twins()
        for a, b in pairs
        for first, second in ((a, b), (b, a))
    )


def both(ranked: Iterable[Meaning], text: str) -> list[Meaning]:
    """Received and answered where one number is said of both: 收到并答复申请7件."""
    found = list(ranked)
    for one in found[:1]:
        for other in found[1:]:
            ends = {meaning.indicator.name.partition(".")[2] for meaning in (one, other)}
            if family(one) == family(other) and ends == {"received", "answered"} and joined(one, other, text):
                return sorted((one, other), key=lambda meaning: meaning.indicator.name, reverse=True)
    return []


def several(reader: Reader, text: str, subjects: Subjects) -> list[Meaning]:
    """The things that one number is said of (听证会、论坛各2场, 复议、诉讼均为零); empty where it is said of one."""
    listed = _each_item(reader, text, subjects)
    ranked = [meaning for meaning in meanings(reader, text, subjects, unit=None) if meaning.indicator.name != "other"]
    chosen = ranked[:1]
    grown = True
    while grown:
        grown = False
        for meaning in ranked:
            if meaning not in chosen and any(joined(meaning, other, text) for other in chosen):
                if any(_same_place(meaning, other) for other in chosen if family(other) == family(meaning)):
                    continue
                chosen.append(meaning)
                grown = True
    return max((chosen, listed), key=len) if len(chosen) > 1 or len(listed) > 1 else []


def _each_item(reader: Reader, text: str, subjects: Subjects) -> list[Meaning]:
    """The meanings of a list's items one by one: in 申请数、办结数均为零 neither speaks for the other."""
    found: dict[str, Meaning] = {}
    for item in _ITEMS.split(text.partition(NUMBER)[0]):
        ranked = meanings(reader, item + NUMBER, subjects, unit=None) if item else []
        if ranked and ranked[0].indicator.name != "other":
            found.setdefault(ranked[0].indicator.name, ranked[0])
    return list(found.values())


def _same_place(one: Meaning, other: Meaning) -> bool:
    """True if two meanings rest on the same first word."""
    return bool(one.words and other.words and one.words[0][1] == other.words[0][1])


def family(meaning: Meaning) -> str:
    """The first half of an indicator's name: requests, reviews, …"""
    return meaning.indicator.name.partition(".")[0]


def joined(one: Meaning, other: Meaning, text: str) -> bool:
    """True if the words of two meanings stand in one list: nothing but 、和及 between them."""
    for word, start in one.words:
        for second, begin in other.words:
            if word == second or start < 0 or begin < 0:
                continue
            first_end, next_start = (start + len(word), begin) if start < begin else (begin + len(second), start)
            if next_start < first_end:
                continue
            between = text[first_end:next_start]
            if between and NUMBER not in between and _ONLY_JOINED.fullmatch(between):
                return True
    return False
