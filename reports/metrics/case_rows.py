"""What the metrics of reviews and suits share: which cases count, and how they stood at the end of the period."""

from __future__ import annotations

from reports.metrics.base import Counted, NotKnown
from reports.metrics.register_rows import noted
from reports.registers.forms import Case, Suit
from reports.registers.vocabulary import CaseResult, SuitKind
from reports.scope import Scope


def cases(scope: Scope, name: str) -> list[Counted]:
    """Reviews or suits received in the period, by how they stood at its end."""
    return [
        noted(entry, form.title or form.no, form.received_on, form.proof, part=outcome(scope, form))
        for entry, form in scope.registers.cases(name)
        if scope.inside(form.received_on)
    ]


def of_result(scope: Scope, name: str, result: CaseResult) -> list[Counted]:
    """Those of `cases` with one outcome."""
    return [row for row in cases(scope, name) if row.part == result]


def suits_of(scope: Scope, kind: SuitKind) -> list[Counted]:
    """Suits of one kind received in the period. Raises NotKnown where the kind of one that counts is not filled in."""
    counted = [(entry, form) for entry, form in scope.registers.rows("suits", Suit) if scope.inside(form.received_on)]
    unknown = [form.no for _, form in counted if form.kind is None]
    if unknown:
        raise NotKnown(f"行政诉讼台账中{'、'.join(unknown)}未填写诉讼类型")
    return [
        noted(entry, form.title or form.no, form.received_on, form.proof, part=outcome(scope, form))
        for entry, form in counted
        if form.kind == kind
    ]


def in_three(rows: list[Counted]) -> list[Counted]:
    """Rows as the appendix of 2014-2018 tells them apart: what is not decided yet stands with the other results."""
    from dataclasses import replace

    return [replace(row, part=CaseResult.OTHER) if row.part == CaseResult.PENDING else row for row in rows]


def outcome(scope: Scope, form: Case) -> str:
    """The result, or 尚未审结 where there was none by the end of the period."""
    decided_later = form.closed_on is not None and form.closed_on > scope.until
    return CaseResult.PENDING if form.result is None or decided_later else form.result
