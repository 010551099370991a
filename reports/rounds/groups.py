"""Which kind of problem a finding of a round is: the grouping of the problem section, and what people found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from checks.model import Finding
from reports.problems.groups import fault_of_rule, groups

_BY_PERSON = "confirmed"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One numbered paragraph of a bulletin."""

    name: str
    heading: str  # 信息更新不够及时


@cache
def problem_kinds() -> tuple[ProblemKind, ...]:
    """All kinds in the order of a bulletin; the last one is what no program sees and a person has confirmed."""
    return (
        *(ProblemKind(group.name, group.heading) for group in groups()),
        ProblemKind(_BY_PERSON, "人工认定的其他问题"),
    )


def kind_of(found: Finding) -> ProblemKind:
    """The kind of problem that a finding is."""
    known = fault_of_rule().get(found.clause.rule or "")
    name = known[0].name if known else _BY_PERSON
    return next(kind for kind in problem_kinds() if kind.name == name)


def remedies(findings: Iterable[Finding], most: int) -> list[str]:
    """What mends these findings, each measure once, those for most findings first; at most so many."""
    numbers: dict[str, int] = {}
    for found in findings:
        known = fault_of_rule().get(found.clause.rule or "")
        remedy = known[1].remedy if known else found.clause.advice.rstrip("。")
        if remedy:
            numbers[remedy] = numbers.get(remedy, 0) + 1
    return sorted(numbers, key=lambda remedy: -numbers[remedy])[:most]
