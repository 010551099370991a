"""What one number of a sentence means: its words, its year, and whether it counts the year at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.audit import years
from reports.audit.changes import is_change
from reports.audit.meanings import Meaning, best, both, meanings, several
from reports.audit.numerals import Numeral
from reports.audit.phrases import NUMBER, Phrase
from reports.audit.sentences import Clause
from reports.audit.set_aside import set_aside
from reports.audit.told import Told
from reports.audit.words import Reader

_EACH = re.compile(r"(?:各|均|都|皆)(?:收到|受理|发生|召开|举办|开展|有)?(?:为|是)?$")
_VALUE_BEFORE = re.compile(r"(?:[数量为是达:共计约超近逾]|突破|超过|合计|总计|分别|各|均)$")
_DENIES = re.compile("[未没无]")  # 没有专职的，街道就按17人上报: what is denied lends no words
_ARTICLES = frozenset("个项种条次批件份套支本类篇张块")
_WORD = re.compile(r"[\u4e00-\u9fff:]")
_NEAR = 3  # signs


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number stands: its clause, the words without number in front, what is spoken of, its year."""

    clause: Clause
    before: str
    subjects: dict[str, float]
    year: int | None
    part: frozenset[str]


@dataclass(frozen=True, slots=True)
class Read:
    """The outcome: the indicators that a number means (none: "other"), and the words that it was read with."""

    found: tuple[Meaning, ...]
    text: str
    runners: tuple[Meaning, ...] = ()  # the other indicators that fit, best first


def read_number(reader: Reader, phrase: Phrase, place: Place, told: Told) -> Read:
    """What a number means; nothing where no indicator fits, or where it counts an increase, a month, a plan."""
    numeral = phrase.numeral
    if not numeral.unit and not _WORD.search(phrase.before[-1:] + phrase.behind[:1]):
        return Read((), phrase.text)
    text, subjects = _context(reader, phrase, phrase.cut, place)
    if _EACH.search(phrase.before) or numeral.value == 0:
        all_of_them = several(reader, text, subjects)
        if all_of_them:
            return Read(tuple(all_of_them), text)
    ranked, text = _ranked(reader, phrase, place, told, text, subjects)
    if not numeral.unit and not _stands_alone(phrase, ranked):
        ranked = []
    found = _chosen(reader, phrase, ranked, told, text)
    if not found or found[0].indicator.name == "other" or _not_the_year(reader, found[0], phrase, place):
        return Read((), text)
    if set_aside(reader, found[0], phrase):
        return Read((), text)
    if is_article(phrase, place.clause) and _loose(found[0], text):
        return Read((), text)
    runners = tuple(meaning for meaning in ranked if meaning not in found)
    return Read(tuple(_of_government(reader, meaning) for meaning in found), text, runners)


def _chosen(reader: Reader, phrase: Phrase, ranked: Sequence[Meaning], told: Told, text: str) -> list[Meaning]:
    adds_up = any(phrase.before.endswith(word) for word in reader.vocabulary.lists["sums"])
    if adds_up and not reader.means(phrase.text):
        whole = told.sum_of(reader.vocabulary, phrase.numeral.value)
        if whole is not None and phrase.numeral.unit in whole.units:
            return [Meaning(whole, whole.senses[0], 0.0, ())]
    meaning = best(ranked, text)
    return both(ranked, text) or ([meaning] if meaning is not None else [])


def _ranked(
    reader: Reader, phrase: Phrase, place: Place, told: Told, text: str, subjects: dict[str, float]
) -> tuple[list[Meaning], str]:
    """The meanings of a number, with its own words or else with those that it may lean on."""

    def ranked(words: str, spoken: dict[str, float]) -> list[Meaning]:
        unit = phrase.numeral.unit
        return meanings(reader, words, spoken, unit=unit, part=place.part, said=told.names)

    found = ranked(text, subjects)
    if not found and phrase.cut != phrase.text:
        text, subjects = _context(reader, phrase, phrase.text, place)
        found = ranked(text, subjects)
    if found:
        return found, text
    for other in _leaning(reader, phrase, place, told, text):
        found = ranked(other, {**subjects, **dict.fromkeys(reader.subjects(other), 0.0)})
        if found:
            return found, other
    return [], text


def _leaning(reader: Reader, phrase: Phrase, place: Place, told: Told, text: str) -> Iterator[str]:
    """Words before that may be a number's own: the thing of one of another year or of a sum, the verb of a list."""
    if reader.means(phrase.text):
        if told.verbs:
            yield told.verbs + text
    elif told.last:
        of_another_year = place.year not in (None, reader.year)
        sums = any(phrase.before.endswith(word) for word in reader.vocabulary.lists["sums"])
        bare = reader.plain_only(phrase.text) and len(phrase.before) > 1 and not (sums and told.meant)
        if of_another_year or bare:
            yield told.last


def _context(reader: Reader, phrase: Phrase, text: str, place: Place) -> tuple[str, dict[str, float]]:
    """The words of a number, with those in front of it where it has none of its own, and what is spoken of."""
    subjects = dict(place.subjects)
    for subject in reader.subjects(place.clause.text.replace(phrase.before, "", 1)):
        subjects[subject] = min(subjects.get(subject, 9.0), 0.3)
    text = phrase.shared + text
    if not reader.means(text) and place.before and not _DENIES.search(reader.without_words(place.before)):
        text = place.before + text
    subjects.update(dict.fromkeys(reader.subjects(text), 0.0))
    return text, subjects


def _stands_alone(phrase: Phrase, ranked: Sequence[Meaning]) -> bool:
    """True if a number without a unit is said to be a value (数为4, 总数:4), or stands right before its noun."""
    if _VALUE_BEFORE.search(phrase.before):
        return True
    near = [word for meaning in ranked[:1] for word, _ in meaning.words]
    return any(phrase.behind.startswith(word) or phrase.before.endswith(word) for word in near)


def _not_the_year(reader: Reader, meaning: Meaning, phrase: Phrase, place: Place) -> bool:
    """True if a number that an indicator fits is an increase, counts a month, or is planned."""
    clause, stock = place.clause, meaning.indicator.stock
    head = clause.text[: place_in(clause, phrase.numeral)]
    if is_change(head[-30:], clause.text, reader.vocabulary.lists["changes"], stock=stock):
        return True
    if years.planned(place.before + head):
        return True
    return not stock and (years.part_of_year(clause, place.before) or years.since_long(place.before + clause.text))


def place_in(clause: Clause, numeral: Numeral) -> int:
    """Where a number begins in its clause's text."""
    return sum(at < numeral.start for at in clause.at)


def is_article(phrase: Phrase, clause: Clause) -> bool:
    """True for 一项重要工作: the sign is an article rather than a number."""
    numeral = phrase.numeral
    return (
        numeral.value == 1 and numeral.unit in _ARTICLES and clause.text[place_in(clause, numeral) :].startswith("一")
    )


def _loose(meaning: Meaning, text: str) -> bool:
    """True if no word of a meaning stands at its number."""
    number = text.find(NUMBER)
    return not any(0 <= number - at - len(word) <= _NEAR or 0 <= at - number <= _NEAR + 2 for word, at in meaning.words)


def _of_government(reader: Reader, meaning: Meaning) -> Meaning:
    """A government's own portal is its own site: 县政府门户网站 in the report of a county's government."""
    level = reader.government
    if not level or meaning.indicator.name != "published.municipal":
        return meaning
    if not any(word.startswith((level, "政府信息公开")) for word, _ in meaning.words):
        return meaning
    own = reader.vocabulary.indicators["published.own_site"]
    return Meaning(own, own.senses[0], meaning.score, meaning.words)
