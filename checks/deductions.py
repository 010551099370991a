"""What the flagged subjects cost: points by clause, caps by indicator and by group, and no defect counted twice.

All sums are exact (fractions): a hundred links of a tenth of a point are ten points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from checks.model import Clause, Finding, ScoreRule, Subject, SubjectKind, Verdict


@dataclass(frozen=True, slots=True)
class Deduction:
    """What one clause costs. `points` is None where the standard's number is not known; caps are already applied."""

    clause: Clause
    count: int  # subjects that were flagged, those that another clause already counted left out
    amount: Fraction  # how often the points count
    points: Fraction | None
    doubled: int = 0  # subjects left out because another clause already deducted for them
    capped_by: str = ""  # the indicator or group whose limit was reached, in words

    @property
    def unverified(self) -> bool:
        """True where wording or points rest on memory."""
        return self.clause.unverified or memory_points(self.clause)


def memory_points(clause: Clause) -> bool:
    """True where the points of a clause are known from memory only."""
    return clause.points_confidence is not None and not clause.points_confidence.verified


def deductions(rule: ScoreRule, clauses: Sequence[Clause], flagged: Iterable[Finding]) -> list[Deduction]:
    """The deductions of these clauses, in their order, verified ones filling a cap before those from memory."""
    by_clause: Mapping[str, list[Finding]] = _by_clause(flagged)
    counted = _counted(clauses, by_clause)
    found = []
    for clause in clauses:
        mine = by_clause.get(clause.id, [])
        if not mine:
            continue
        kept = [finding for finding in mine if not (clause.residual and _covered(finding.subject, counted))]
        amount = sum((exact(finding.judgement.amount) for finding in kept), Fraction())
        if clause.once:
            amount = Fraction(1 if kept else 0)
        points = None if clause.points is None else amount * exact(clause.points)
        found.append(Deduction(clause, len(kept), amount, points, len(mine) - len(kept)))
    return _capped(rule, found)


def exact(number: float) -> Fraction:
    """A number of a pack as the decimal that stands there: 0.1 is a tenth."""
    return Fraction(str(number))


def _by_clause(flagged: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in flagged:
        if finding.verdict is Verdict.FLAGGED:
            found[finding.clause.id].append(finding)
    return found


def _counted(clauses: Sequence[Clause], by_clause: Mapping[str, list[Finding]]) -> set[tuple[SubjectKind, str]]:
    """The subjects for which clauses of indicators of their own deduct."""
    return {
        (finding.subject.kind, finding.subject.key)
        for clause in clauses
        if not clause.residual
        for finding in by_clause.get(clause.id, [])
    }


def _covered(subject: Subject, counted: set[tuple[SubjectKind, str]]) -> bool:
    """True if the subject, or a column above it (which it would have refreshed), was already deducted for."""
    key = subject.key
    while key:
        if (subject.kind, key) in counted:
            return True
        key = key.rpartition("/")[0] if subject.kind is SubjectKind.COLUMN else ""
    return False


def _capped(rule: ScoreRule, found: list[Deduction]) -> list[Deduction]:
    left: dict[str, Fraction] = {}
    for name, most in rule.groups.items():
        left[f"group {name}"] = exact(most)
    order = sorted(range(len(found)), key=lambda place: found[place].unverified)
    for place in order:
        entry = found[place]
        if entry.points is None:
            continue
        clause, points, why = entry.clause, entry.points, ""
        if clause.cap is not None:
            room = left.setdefault(f"indicator {clause.indicator or clause.id}", exact(clause.cap))
            if points > room:
                points, why = room, f"“{clause.indicator or clause.title}”最多扣{shown(exact(clause.cap))}分"
        room = left.get(f"group {clause.group}", points)
        if points > room:
            points, why = room, f"“{clause.group}”最多扣{shown(exact(rule.groups[clause.group]))}分"
        for name in (f"indicator {clause.indicator or clause.id}", f"group {clause.group}"):
            if name in left:
                left[name] -= points
        found[place] = replace(entry, points=points, capped_by=why)
    return found


def shown(number: Fraction) -> str:
    """A number of points as people write it: 5, 0.1, 89; at most four decimals."""
    return f"{round(float(number), 4):g}"
