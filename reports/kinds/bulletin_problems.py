"""The second part of a bulletin: each kind of problem with the units that have it and a concrete example of each."""

from __future__ import annotations

from collections.abc import Sequence

from checks.model import Finding, SubjectKind
from reports.document import Block, Heading, Paragraph, Words, words
from reports.figures import Notes
from reports.rounds.counts import mark_of
from reports.rounds.groups import ProblemKind, kind_of, problem_kinds, remedies
from reports.rounds.round import Inspected, Round
from reports.typography import chinese_dates, chinese_marks, printable
from reports.words import numeral

_UNITS = 8  # that a paragraph names with an example; the list behind the figure has all of them
_REMEDIES = 6  # that the demands name
_LONGEST = 60  # characters of an observation


def main_problems(made: Round, notes: Notes) -> tuple[list[Block], list[str]]:
    """(the numbered paragraphs, the remedies that fit them)."""
    found = [(kind, _hits(made, kind)) for kind in problem_kinds()]
    found = [(kind, hits) for kind, hits in found if hits]
    if not made.checked:
        return [Paragraph(words("本次没有检查任何网站，没有据以通报的问题。"))], []
    if not found:
        return [Paragraph(words("检查的网站未发现程序能够检查的问题；须人工查看的项目另行核实。"))], []
    blocks: list[Block] = []
    for number, (kind, hits) in enumerate(found, start=1):
        blocks += [Heading(2, f"（{numeral(number)}）{kind.heading}"), Paragraph(_paragraph(notes, kind, hits))]
    return blocks, remedies((each for entry in made.checked for each in entry.findings), _REMEDIES)


def _hits(made: Round, kind: ProblemKind) -> list[tuple[Inspected, list[Finding]]]:
    """The sites with this kind of problem, those with most findings first."""
    hits = [(entry, [found for found in entry.worst if kind_of(found) is kind]) for entry in made.checked]
    return sorted((hit for hit in hits if hit[1]), key=lambda hit: (-len(hit[1]), hit[0].listed.name))


def _paragraph(notes: Notes, kind: ProblemKind, hits: Sequence[tuple[Inspected, list[Finding]]]) -> Words:
    units, places = f"round.units.{kind.name}", f"round.problems.{kind.name}"
    if len(hits) == 1:
        entry, findings = hits[0]
        name = printable(entry.listed.name)
        tail = words(f"处，如{example(entry, findings)}。")
        return (*words(f"“{name}”存在此类问题"), notes.figure(places), *tail)
    said = notes.say(f"共{{{units}}}个网站存在此类问题，涉及{{{places}}}处。")
    for number, (entry, findings) in enumerate(hits[:_UNITS]):
        said += words("；" if number else "", f"“{printable(entry.listed.name)}”")
        said += (notes.figure(places, entry.listed.name), *words(f"处，如{example(entry, findings)}"))
    more = len(hits) - _UNITS
    return said + words(f"；其余{more}个网站的问题见附件4。" if more > 0 else "。")


def example(entry: Inspected, findings: Sequence[Finding]) -> str:
    """The most telling of some findings in a few words: what it is about, and what was seen.

    A column or an item tells more than a verdict on the whole site, which only sums others up.
    """
    found = next((each for each in findings if each.subject.kind is not SubjectKind.SITE), findings[0])
    subject, mark = found.subject, mark_of(entry, found)
    name = printable(subject.label).strip()
    short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    if subject.kind is SubjectKind.COLUMN_ID:
        return f"未见“{short}”栏目{mark}"
    observed = chinese_marks(chinese_dates(printable(found.judgement.observed))).strip("。 ")
    if subject.kind is not SubjectKind.SITE and observed and len(observed) <= _LONGEST:
        return f"“{short}”（{observed.replace('（', '，').replace('）', '')}）{mark}"
    said = chinese_marks(chinese_dates(printable(found.message))).partition("。")[0].strip()
    brief = subject.kind is not SubjectKind.SITE and said and len(said) <= _LONGEST
    return f"{said if brief else found.clause.title}{mark}"  # of the whole site the sentence has named it already
