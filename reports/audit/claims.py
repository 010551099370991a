"""The claims of a published report: every number of its running text with what it counts and the sentence it stands in."""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.audit.claim import Claim
from reports.audit.facts import facts_of
from reports.audit.folding import Folded, fold
from reports.audit.numerals import numerals_in
from reports.audit.paper import Line, Paper
from reports.audit.reading import SentenceReading
from reports.audit.reported import reported_lines
from reports.audit.sentences import sentences
from reports.audit.told import Said
from reports.audit.topics import Topics
from reports.audit.vocabulary import Vocabulary, vocabulary
from reports.audit.words import Reader

_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)年度?")
_GOVERNMENT = re.compile(r"([省市县区镇乡])(?:人民)?政府(?:办公[室厅])?$")
_LABEL = 48  # signs: a line without a full stop that is no longer than this labels what follows


def claims_of(paper: Paper, year: int | None, *, words: Vocabulary | None = None) -> list[Claim]:
    """All claims of a paper's running text, in their order. Table cells are not read here.

    `year` is the report's year; where it is None the title's year is taken. A claim's `year` is None for the
    report's own year.
    """
    own = year if year is not None else _year_of_title(paper)
    reader = Reader(words or vocabulary(), own, _government(paper))
    topics = Topics(reader)
    return [claim for line in reported_lines(paper) for claim in _claims_of_line(line, reader, topics)]


def _year_of_title(paper: Paper) -> int | None:
    for text in [paper.title, *(line.text for line in list(paper.lines())[:3])]:
        if match := _TITLE_YEAR.search(fold(text).text):
            return int(match[1])
    return None


def _government(paper: Paper) -> str:
    """The level of the government whose report this is; empty where it is a department's."""
    organ = next((fact.value for fact in facts_of(paper) if fact.name == "title.organ"), "")
    match = _GOVERNMENT.search(organ)
    return match[1] if match else ""


def _claims_of_line(line: Line, reader: Reader, topics: Topics) -> Iterator[Claim]:
    folded = fold(line.text)
    if not folded.text or _furniture(folded.text, reader):
        return
    spans = sentences(folded.text)
    numerals = [numerals_in(folded.text[start:end], start) for start, end in spans]
    topics.line(folded.text, line.level, any(numerals))
    for number, (start, end) in enumerate(spans):
        reading = SentenceReading(reader, topics, folded.text, start, end, numerals[number], number)
        for said in sorted(reading.said(), key=lambda said: said.start):
            yield _claim(said, folded, start, end, line, reader)


def _furniture(text: str, reader: Reader) -> bool:
    """True for a line of the page around the report: its path, its counters, its foot."""
    return len(text) <= 120 and "。" not in text and any(word in text for word in reader.vocabulary.lists["furniture"])


def _claim(said: Said, folded: Folded, start: int, end: int, line: Line, reader: Reader) -> Claim:
    year = said.year if said.year != reader.year else None
    return Claim(
        indicator=said.indicator,
        value=said.value,
        unit=said.unit,
        raw=folded.raw(said.start, said.end).strip(),
        sentence=folded.raw(start, end).strip(),
        place=line.place,
        bound=said.bound,
        year=year,
        doubts=said.doubts,
    )
