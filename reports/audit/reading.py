"""Reading one sentence: its numbers, what it denies, what it says of all, each with its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.audit import years
from reports.audit.changes import is_change
from reports.audit.derived import Base, derived
from reports.audit.lists import respective
from reports.audit.meanings import Meaning, best, both, family, joined, meanings
from reports.audit.none_said import denied
from reports.audit.numerals import Numeral
from reports.audit.phrases import NUMBER, Phrase, phrases
from reports.audit.sentences import Clause, clauses
from reports.audit.topics import Topics
from reports.audit.words import Reader

_PART = re.compile(r"其中|包括|包含|其他的")
_EACH = re.compile(r"(?:各|均|都|皆)(?:收到|受理|发生|召开|举办|开展|有)?(?:为|是)?$")
_VALUE_BEFORE = re.compile(r"(?:[数量为是达:共计约超近逾]|突破|超过|合计|总计|分别|各|均)$")
_COMMA = 0.4


@dataclass(frozen=True, slots=True)
class Said:
    """A claim with its place in the folded paragraph."""

    indicator: str
    value: Decimal
    unit: str
    start: int
    end: int
    bound: str = ""
    year: int | None = None


class SentenceReading:
    """One sentence of a folded paragraph, between `start` and `end`, with the numbers in it."""

    def __init__(
        self,
        reader: Reader,
        topics: Topics,
        text: str,
        start: int,
        end: int,
        numerals: Sequence[Numeral],
        number: int,
    ) -> None:
        self.reader, self.topics, self.number = reader, topics, number
        self.clauses = clauses(text, start, end, [(numeral.start, numeral.past) for numeral in numerals])
        self.named = years.mentions(text, start, end, reader.year)
        self.first = min((numeral.start for numeral in numerals), default=end)
        self.numerals = {
            index: [numeral for numeral in numerals if numeral.start in clause.at]
            for index, clause in enumerate(self.clauses)
        }
        self.claimed = set(topics.claimed)
        self.part = False
        self.last = ""  # the words of the number before, for one of another year beside it

    def said(self) -> list[Said]:
        """Everything that the sentence says, and the topics carried on."""
        found: list[Said] = []
        names: dict[str, int] = {}
        own: set[str] = set()
        for index, clause in enumerate(self.clauses):
            if clause.opens:
                self.part = False
            if _PART.search(clause.text):
                self.part = True
            carried = self._carried(index)
            here = list(self._numbers(index, carried)) if self.numerals[index] else list(self._without(index, carried))
            found += here
            own |= {said.indicator for said in here}
            self.claimed |= {said.indicator for said in here}
            names.update(self.reader.subjects(clause.text))
        self.topics.claimed = own
        if names:
            self.topics.sentence(names)
        return found

    def _carried(self, index: int) -> dict[str, float]:
        """The subjects spoken of before a clause, with how far back."""
        found = dict(self.topics.carried())
        for back, clause in enumerate(reversed(self.clauses[:index]), start=1):
            for subject in self.reader.subjects(clause.text):
                found[subject] = min(found.get(subject, 9.0), _COMMA * back)
        return found

    # numbers

    def _numbers(self, index: int, carried: dict[str, float]) -> Iterator[Said]:
        clause, numerals = self.clauses[index], self.numerals[index]
        before = self._front(index)
        listed = respective(clause.text, before, len(numerals))
        for place, phrase in enumerate(phrases(clause, index, numerals, self.reader)):
            if listed:
                phrase = Phrase(phrase.numeral, index, listed[place] + NUMBER)
            yield from self._number(phrase, clause, before, carried)
        yield from self._all(index)

    def _number(self, phrase: Phrase, clause: Clause, before: str, carried: dict[str, float]) -> Iterator[Said]:
        numeral = phrase.numeral
        year = years.year_of(numeral.start, clause, self.clauses, self.named, self.first)
        if years.since_long(clause.text + before):
            year = None
        if numeral.kind == "percent":
            yield self._other(numeral, year)
            return
        text, subjects = self._context(phrase, phrase.cut, clause, before, carried)
        if self._each(phrase, numeral, text):
            several = self._several(text, subjects)
            if several:
                yield from (self._claim(meaning, numeral, year) for meaning in several)
                return
        ranked = self._ranked(text, subjects, numeral)
        if not ranked and phrase.cut != phrase.text:
            text, subjects = self._context(phrase, phrase.text, clause, before, carried)
            ranked = self._ranked(text, subjects, numeral)
        if not ranked and self.last and year not in (None, self.reader.year):
            text = self.last
            ranked = self._ranked(text, {**subjects, **dict.fromkeys(self.reader.subjects(text), 0.0)}, numeral)
        if not numeral.unit and not self._stands_alone(phrase, ranked, text):
            ranked = []
        told = both(ranked, text)
        meaning = told[0] if told else best(ranked, text)
        if meaning is None or meaning.indicator.name == "other" or self._not_the_year(meaning, phrase, clause, before):
            self._remember(phrase, numeral, year)
            if (numeral.unit or numeral.bound) and not self._article(phrase, clause):
                yield self._other(numeral, year)
            return
        self.last = text
        if meaning.indicator.name.endswith((".received", ".answered")):
            self.topics.bases.append(Base(family(meaning), numeral.value, self.number, year))
        yield from (self._claim(each, numeral, year) for each in told or [meaning])

    def _ranked(self, text: str, subjects: dict[str, float], numeral: Numeral) -> list[Meaning]:
        part = frozenset(self.claimed) if self.part else frozenset()
        return meanings(self.reader, text, subjects, unit=numeral.unit, part=part)

    def _context(
        self, phrase: Phrase, text: str, clause: Clause, before: str, carried: dict[str, float]
    ) -> tuple[str, dict[str, float]]:
        """The words of a number, with those in front of it where it has none of its own, and what is spoken of."""
        rest = clause.text.replace(phrase.before, "", 1)
        subjects = dict(carried)
        for subject in self.reader.subjects(rest):
            subjects[subject] = min(subjects.get(subject, 9.0), 0.3)
        if phrase.shared:
            text = phrase.shared + text
        if not self.reader.means(text) and before:
            text = before + text
        for subject in self.reader.subjects(text):
            subjects[subject] = 0.0
        return text, subjects

    def _front(self, index: int) -> str:
        """The words without number in front of a clause, in the same part of the sentence or around its brackets."""
        clause = self.clauses[index]
        words = ""
        for place in range(index - 1, -1, -1):
            other = self.clauses[place]
            if other.outer is not None and other.outer != clause.outer:
                continue
            if clause.outer is not None and place == clause.outer:
                inner = [at for at in other.at if at < clause.start]
                return other.text[: len(inner)] if not self._number_in(place, clause.start) else words
            if self.numerals[place] or (self.clauses[place + 1].opens and other.outer == clause.outer):
                break
            words = other.text + words
            if len(words) > 60:
                break
        return words

    def _number_in(self, index: int, before: int) -> bool:
        return any(numeral.start < before for numeral in self.numerals[index])

    def _each(self, phrase: Phrase, numeral: Numeral, text: str) -> bool:
        """True if a number is said of several things at once: 各2场, 均为0, or a 0 behind a list."""
        return bool(_EACH.search(phrase.before)) or numeral.value == 0

    def _several(self, text: str, subjects: dict[str, float]) -> list[Meaning]:
        """The things that one number is said of; empty where it is said of one."""
        ranked = [
            meaning for meaning in meanings(self.reader, text, subjects, unit=None) if meaning.indicator.name != "other"
        ]
        chosen: list[Meaning] = ranked[:1]
        grown = True
        while grown:
            grown = False
            for meaning in ranked:
                if meaning in chosen or not any(joined(meaning, other, text) for other in chosen):
                    continue
                if any(family(meaning) == family(other) and not joined(meaning, other, text) for other in chosen):
                    continue
                chosen.append(meaning)
                grown = True
        return chosen if len(chosen) > 1 else []

    @staticmethod
    def _stands_alone(phrase: Phrase, ranked: Sequence[Meaning], text: str) -> bool:
        """True if a number without a unit is said to be a value (数为4, 总数:4), or stands right before its noun."""
        if _VALUE_BEFORE.search(phrase.before):
            return True
        near = [word for meaning in ranked[:1] for word, _ in meaning.words]
        return any(phrase.behind.startswith(word) or phrase.before.endswith(word) for word in near)

    def _not_the_year(self, meaning: Meaning, phrase: Phrase, clause: Clause, before: str) -> bool:
        """True if a number that an indicator fits is an increase, counts a month, or is planned."""
        changes = self.reader.vocabulary.lists["changes"]
        head = clause.text[: self._head(clause, phrase.numeral)]
        stock = meaning.indicator.stock
        if is_change(head[-30:], clause.text, changes, stock=stock) or years.planned(before + head):
            return True
        return not stock and (years.part_of_year(clause, before) or years.since_long(before + clause.text))

    @staticmethod
    def _head(clause: Clause, numeral: Numeral) -> int:
        return sum(at < numeral.start for at in clause.at)

    def _remember(self, phrase: Phrase, numeral: Numeral, year: int | None) -> None:
        """Keep a whole that is no indicator itself: 收到提案12件，全部办结."""
        if "proposals" in self.reader.subjects(phrase.text) and numeral.unit in ("件", "份"):
            self.topics.bases.append(Base("proposals", numeral.value, self.number, year))

    def _claim(self, meaning: Meaning, numeral: Numeral, year: int | None) -> Said:
        indicator = meaning.indicator
        return Said(indicator.name, numeral.value, indicator.unit, numeral.start, numeral.end, numeral.bound, year)

    @staticmethod
    def _other(numeral: Numeral, year: int | None) -> Said:
        return Said("other", numeral.value, numeral.unit, numeral.start, numeral.end, numeral.bound, year)

    @staticmethod
    def _article(phrase: Phrase, clause: Clause) -> bool:
        """True for 一项重要工作: the sign is an article, no number."""
        numeral = phrase.numeral
        return numeral.value == 1 and clause.text[SentenceReading._head(clause, numeral) :].startswith("一")

    # words

    def _without(self, index: int, carried: dict[str, float]) -> Iterator[Said]:
        clause = self.clauses[index]
        before = self._front(index) or (self.topics.heading if index == 0 else "")
        subjects = {**carried, **dict.fromkeys(self.reader.subjects(clause.text), 0.0)}
        year = years.year_of(clause.at[-1], clause, self.clauses, self.named, self.first)
        none = list(denied(self.reader, clause.text, before, subjects))
        for item in none:
            yield Said(
                item.meaning.indicator.name,
                Decimal(0),
                item.meaning.indicator.unit,
                clause.at[item.start],
                clause.at[item.end - 1] + 1,
                year=year,
            )
        if not none:
            yield from self._all(index)

    def _all(self, index: int) -> Iterator[Said]:
        clause = self.clauses[index]
        last = max((numeral.past for numeral in self.numerals[index]), default=clause.start)
        begin = sum(at < last for at in clause.at)
        for item in derived(self.reader, clause.text[begin:], self.topics.bases, self.number):
            yield Said(
                item.indicator.name,
                item.base.value,
                item.indicator.unit,
                clause.at[begin + item.start],
                clause.at[begin + item.end - 1] + 1,
                year=item.base.year,
            )
