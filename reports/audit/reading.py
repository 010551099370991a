"""Reading one sentence: its numbers, what it denies, what it says of all, each with its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reports.audit import doubts, years
from reports.audit.derived import Base, derived
from reports.audit.lists import respective
from reports.audit.meanings import Meaning
from reports.audit.none_said import denied
from reports.audit.number_reading import Place, is_article, place_in, read_number
from reports.audit.numerals import Numeral
from reports.audit.phrases import NUMBER, Phrase, phrases
from reports.audit.sentences import Clause, clauses
from reports.audit.set_aside import denied_of_number, not_one
from reports.audit.told import Said, Told, back
from reports.audit.topics import Topics
from reports.audit.words import Reader

_PART = re.compile(r"其中|包括|包含|涵盖|其他的")
_LONGEST_FRONT = 60
_CHANNEL = 1.0
_FARTHEST_CLAUSE = 12
_LARGE = re.compile("[万亿]$")


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
        self.by_channel = reader.several_channels(text[start:end])
        self.told = Told()
        self.part = False
        self.of_number = [False] * len(self.clauses)  # clauses that deny something of their number

    def said(self) -> list[Said]:
        """Everything that the sentence says; the topics are carried on to the next one."""
        found: list[Said] = []
        names: dict[str, int] = {}
        for index, clause in enumerate(self.clauses):
            self.part = bool(_PART.search(clause.text)) or (self.part and not clause.opens)
            here = list(self._clause(index))
            found += here
            self.told.add(here, index)
            names.update(self.reader.subjects(clause.text))
        self.topics.claimed = set(self.told.names)
        names.update(dict.fromkeys(self.told.subjects & self.reader.vocabulary.subjects.keys(), 0))
        if names:
            self.topics.sentence(names)
        return found

    def _clause(self, index: int) -> Iterator[Said]:
        subjects = self._subjects(index)
        numbers = list(self._numbers(index, subjects)) if self.numerals[index] else []
        yield from numbers
        if any(said.indicator != "other" for said in numbers):
            yield from self._all(index)
            return
        if self.of_number[index]:
            return
        none = list(self._none(index, subjects))
        yield from none or self._all(index)

    def _subjects(self, index: int) -> dict[str, float]:
        """The subjects spoken of before a clause, with how far back."""
        found = dict(self.topics.carried())
        for commas, clause in enumerate(reversed(self.clauses[max(0, index - _FARTHEST_CLAUSE) : index]), start=1):
            for subject in self.reader.subjects(clause.text):
                found[subject] = min(found.get(subject, 9.0), back(commas))
        for subject, far in self.told.spoken_of(index).items():
            found[subject] = min(found.get(subject, 9.0), far)
        if self.by_channel:
            found["published"] = min(found.get("published", 9.0), _CHANNEL)
        return found

    def _numbers(self, index: int, subjects: dict[str, float]) -> Iterator[Said]:
        clause, numerals = self.clauses[index], self.numerals[index]
        before = self._front(index)
        listed = respective(clause.text, before, len(numerals))
        for at, phrase in enumerate(phrases(clause, index, numerals, self.reader)):
            if listed:
                phrase = Phrase(phrase.numeral, index, listed[at] + NUMBER)
            self.of_number[index] |= denied_of_number(self.reader, phrase)
            yield from self._number(phrase, index, before, subjects)

    def _number(self, phrase: Phrase, index: int, before: str, subjects: dict[str, float]) -> Iterator[Said]:
        clause, numeral = self.clauses[index], phrase.numeral
        if not_one(phrase):
            return
        year = years.year_of(numeral.start, clause, self.clauses, self.named, self.first)
        if years.since_long(clause.text + before):
            year = None
        if numeral.kind == "percent":
            yield _other(numeral, year)
            return
        part = frozenset(self.topics.claimed | self.told.names) if self.part else frozenset()
        read = read_number(self.reader, phrase, Place(clause, before, subjects, year, part), self.told)
        self.told.number(self.reader, read.text, meant=bool(read.found))
        if read.found:
            for meaning in read.found:
                yield self._claim(meaning, numeral, year, self._doubts(meaning, read.runners, phrase, index))
        elif not is_article(phrase, clause):
            if "proposals" in self.reader.subjects(phrase.text) and numeral.unit in ("件", "份"):
                self.topics.bases.append(Base("proposals", numeral.value, self.number, year))
            if numeral.unit or numeral.bound or self._large(numeral, clause):
                yield _other(numeral, year)

    @staticmethod
    def _large(numeral: Numeral, clause: Clause) -> bool:
        """True for 1.1万 without a unit: no postcode, no page."""
        written = "".join(
            sign for at, sign in zip(clause.at, clause.text, strict=True) if numeral.start <= at < numeral.end
        )
        return bool(_LARGE.search(written))

    def _doubts(self, meaning: Meaning, runners: Sequence[Meaning], phrase: Phrase, index: int) -> tuple[str, ...]:
        clause = self.clauses[index]
        after = next((other.text for other in self.clauses[index + 1 :] if other.outer == clause.outer), "")
        behind = "" if self.numerals[index][-1] is not phrase.numeral else after
        sentence = "、".join(other.text for other in self.clauses)
        at = place_in(clause, phrase.numeral)
        found = doubts.doubts_of_number(self.reader, meaning, runners, clause.text, behind, sentence, at)
        if is_article(phrase, clause):
            found.append(doubts.ARTICLE)
        return tuple(found)

    def _claim(self, meaning: Meaning, numeral: Numeral, year: int | None, why: tuple[str, ...]) -> Said:
        indicator = meaning.indicator
        said = Said(indicator.name, numeral.value, indicator.unit, numeral.start, numeral.end, numeral.bound, year, why)
        if indicator.name.endswith((".received", ".answered")):
            self.topics.bases.append(Base(said.family, numeral.value, self.number, year))
        return said

    def _front(self, index: int) -> str:
        """The words without number in front of a clause, in the same part of the sentence or around its brackets."""
        clause = self.clauses[index]
        words = ""
        for place in range(index - 1, -1, -1):
            other = self.clauses[place]
            if other.outer is not None and other.outer != clause.outer:
                continue
            if clause.outer is not None and place == clause.outer:
                past = max((one.past for one in self.numerals[place] if one.start < clause.start), default=0)
                return "".join(sign for at, sign in zip(other.at, other.text, strict=True) if past <= at < clause.start)
            if self.numerals[place] or (self.clauses[place + 1].opens and other.outer == clause.outer):
                break
            words = other.text + "、" + words
            if len(words) > _LONGEST_FRONT:
                break
        return words

    def _none(self, index: int, subjects: dict[str, float]) -> Iterator[Said]:
        clause = self.clauses[index]
        before = self._front(index) or (self.topics.heading if index == 0 else "")
        spoken = {**subjects, **dict.fromkeys(self.reader.subjects(clause.text), 0.0)}
        year = years.year_of(clause.at[-1], clause, self.clauses, self.named, self.first)
        for item in denied(self.reader, clause.text, before, spoken):
            indicator = item.meaning.indicator
            if any(said.indicator == indicator.name and not said.value for said in self.told.given):
                continue  # said in two ways in one sentence: 免费提供，未收取任何费用
            start, end = clause.at[item.start], clause.at[item.end - 1] + 1
            why = tuple(doubts.doubts_of_none(self.reader, item.meaning, clause.text))
            yield Said(indicator.name, Decimal(0), indicator.unit, start, end, year=year, doubts=why)

    def _all(self, index: int) -> Iterator[Said]:
        clause = self.clauses[index]
        last = max((numeral.past for numeral in self.numerals[index]), default=clause.start)
        begin = sum(at < last for at in clause.at)
        for item in derived(self.reader, clause.text[begin:], self.topics.bases, self.number):
            start, end = clause.at[begin + item.start], clause.at[begin + item.end - 1] + 1
            unit, year = item.indicator.unit, item.base.year
            yield Said(item.indicator.name, item.base.value, unit, start, end, year=year, doubts=(doubts.CONCLUDED,))


def _other(numeral: Numeral, year: int | None) -> Said:
    return Said("other", numeral.value, numeral.unit, numeral.start, numeral.end, numeral.bound, year)
