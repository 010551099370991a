"""Findings as a report writer groups them: 更新不及时, 栏目设置, …, with counts and the worst examples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks.model import Finding, Verdict
from reports.count import Count
from reports.metrics.base import Counted, Metric, Source
from reports.metrics.published import proof_of
from reports.problems.groups import Fault, Group, fault_of, groups
from reports.scope import Scope
from reports.typography import chinese_marks

GROUPS: tuple[Group, ...] = groups()
"""The groups in the order of a report; every rule stands in one of them."""


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of fault with what was found of it, worst first. `doubts` are for a person to look at."""

    fault: Fault
    found: tuple[Finding, ...]
    doubts: tuple[Finding, ...]

    @property
    def veto(self) -> bool:
        """True where a clause that fails the site on its own is broken."""
        return any(each.clause.veto for each in self.found)


@dataclass(frozen=True, slots=True)
class Problem:
    """One group with what was found in it. The parts of `count` are the names of its faults."""

    group: Group
    cases: tuple[Case, ...]
    count: Count
    doubtful: Count

    @property
    def veto(self) -> bool:
        """True where one of its faults fails the site on its own."""
        return any(case.veto for case in self.cases)


def problems(scope: Scope, findings: Iterable[Finding]) -> list[Problem]:
    """The groups in which something was flagged: those with a veto first, else in the order of a report.

    Sites beside the bureau's are left out, and so are doubts in groups where nothing was flagged.
    """
    judged: dict[str, dict[str, list[Finding]]] = {}
    for found in findings:
        if found.site == scope.bureau.id and found.clause.rule is not None:
            group, fault = fault_of(found.clause.rule)
            judged.setdefault(group.name, {}).setdefault(fault.name, []).append(found)
    made = []
    for group in GROUPS:
        cases = [_case(fault, judged.get(group.name, {}).get(fault.name, ())) for fault in group.faults]
        if any(case.found for case in cases):
            made.append(_problem(scope, group, [case for case in cases if case.found or case.doubts]))
    return sorted(made, key=lambda problem: not problem.veto)


def doubts(scope: Scope, findings: Iterable[Finding]) -> int:
    """How many findings a person must still decide on, of all groups."""
    return sum(
        1
        for found in findings
        if found.site == scope.bureau.id and found.verdict is Verdict.UNSURE and found.judgement.candidate
    )


def _case(fault: Fault, judged: Sequence[Finding]) -> Case:
    flagged = [found for found in judged if found.verdict is Verdict.FLAGGED]
    doubtful = [found for found in judged if found.verdict is Verdict.UNSURE and found.judgement.candidate]
    return Case(fault, _distinct(fault, flagged), _distinct(fault, doubtful) if fault.unsure else ())


def _distinct(fault: Fault, judged: Sequence[Finding]) -> tuple[Finding, ...]:
    """One finding for each thing that counts (a subject, or a clause broken by one), worst first."""
    first: dict[tuple[str, str], Finding] = {}
    for found in sorted(judged, key=_badness):
        clause = found.clause.id if fault.each == "clause" else ""
        first.setdefault((clause, found.subject.key), found)
    return tuple(first.values())


def _badness(found: Finding) -> tuple[bool, bool, str, str, str]:
    since = found.judgement.since
    return (
        not found.clause.veto,
        found.unverified,
        since.isoformat() if since else "9999",
        found.subject.key,
        found.clause.id,
    )


def _problem(scope: Scope, group: Group, cases: Sequence[Case]) -> Problem:
    ordered = tuple(sorted(cases, key=lambda case: not case.veto))
    return Problem(
        group,
        tuple(case for case in ordered if case.found),
        _count(scope, group, [(case.fault, case.found) for case in ordered if case.found]),
        _count(scope, group, [(case.fault, case.doubts) for case in ordered if case.doubts], doubtful=True),
    )


def _count(
    scope: Scope, group: Group, cases: Sequence[tuple[Fault, Sequence[Finding]]], *, doubtful: bool = False
) -> Count:
    rows = tuple(_row(scope, fault, found) for fault, judged in cases for found in judged)
    clauses = sorted({f"{found.clause.title}（{found.clause.id}）" for _, judged in cases for found in judged})
    what = "须由人工核实的疑点" if doubtful else "检查发现的问题，同一对象同类问题只计1次"
    metric = Metric(
        name=f"findings.{group.name}.doubtful" if doubtful else f"findings.{group.name}",
        title=f"{'待核实' if doubtful else '问题'}：{group.heading}",
        unit="处",
        definition=f"以{scope.as_of.isoformat()}为监测时间点，按下列条款{what}：{'、'.join(clauses)}。",
        source=Source.CHECK,
        rows=lambda _: list(rows),
        sites=("bureau",),
    )
    complete, why = scope.coverage(("bureau",))
    return Count(metric, int(sum((row.amount for row in rows), Decimal(0))), rows, complete, "；".join(why))


def _row(scope: Scope, fault: Fault, found: Finding) -> Counted:
    mark = "（条款未核实）" if found.unverified else ""
    capture = found.judgement.evidence[0] if found.judgement.evidence else None
    return Counted(
        title=found.subject.label,
        on=found.judgement.since,
        part=fault.name,
        site=found.site,
        url=found.subject.url,
        proof=proof_of(scope, capture),
        evidence=f"{found.clause.title}{mark}：{chinese_marks(found.message)}",
    )
