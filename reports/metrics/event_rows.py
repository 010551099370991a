"""What the metrics of talks, surveys, trainings and proposals share."""

from __future__ import annotations

from decimal import Decimal

from reports.metrics.base import Counted, NotKnown
from reports.metrics.register_rows import noted
from reports.registers.forms import TITLES, Interview, PressConference, Proposal, Survey, Training
from reports.registers.vocabulary import YesNo
from reports.scope import Scope


def interviews(scope: Scope, number: str = "") -> list[Counted]:
    """Talks held in the period; with `number` ("messages", "answers") that number of each, NotKnown where missing."""
    held = [(e, form) for e, form in scope.registers.rows("interviews", Interview) if scope.inside(form.held_on)]
    amounts = [getattr(form, number) if number else 1 for _, form in held]
    if None in amounts:
        missing = "、".join(form.title for (_, form), amount in zip(held, amounts, strict=True) if amount is None)
        raise NotKnown(f"在线访谈台账中{missing}未填写{Interview.labels[number][0]}")
    return [
        noted(entry, form.title, form.held_on, form.proof, amount=Decimal(amount))
        for (entry, form), amount in zip(held, amounts, strict=True)
    ]


def by_head(scope: Scope, name: str, form_of: type[Interview] | type[PressConference]) -> list[Counted]:
    """Meetings or talks of the period that the head took part in. Raises NotKnown where it is not filled in."""
    held = [(entry, form) for entry, form in scope.registers.rows(name, form_of) if scope.inside(form.held_on)]
    unknown = [form.title for _, form in held if form.by_head is None]
    if unknown:
        raise NotKnown(f"{TITLES[name]}中{'、'.join(unknown)}未填写主要负责同志是否参加")
    return [noted(entry, form.title, form.held_on, form.proof) for entry, form in held if form.by_head == YesNo.YES]


def surveys(scope: Scope, *, opinions: bool = False) -> list[Counted]:
    """Surveys begun in the period; with `opinions` how many each brought in, NotKnown where that is missing."""
    begun = [(entry, form) for entry, form in scope.registers.rows("surveys", Survey) if scope.inside(form.started_on)]
    unknown = [form.title for _, form in begun if form.opinions is None]
    if opinions and unknown:
        raise NotKnown(f"征集调查台账中{'、'.join(unknown)}未填写收到意见数")
    return [
        noted(entry, form.title, form.started_on, form.proof, amount=Decimal((form.opinions or 0) if opinions else 1))
        for entry, form in begun
    ]


def survey_results(scope: Scope) -> list[Counted]:
    """Surveys whose outcome was published in the period, whenever they began."""
    return [
        noted(entry, form.title, form.published_on, form.proof)
        for entry, form in scope.registers.rows("surveys", Survey)
        if scope.inside(form.published_on)
    ]


def trainings(scope: Scope, *, people: bool = False) -> list[Counted]:
    """Courses held in the period; with `people` the number who took part."""
    return [
        noted(entry, form.title, form.held_on, form.proof, amount=Decimal(form.people if people else 1))
        for entry, form in scope.registers.rows("trainings", Training)
        if scope.inside(form.held_on)
    ]


def proposals(scope: Scope) -> list[Counted]:
    """Proposals answered in the period, by whose they are."""
    return [
        noted(entry, form.title or form.no, form.answered_on, form.proof, part=form.kind or "")
        for entry, form in scope.registers.rows("proposals", Proposal)
        if scope.inside(form.answered_on)
    ]
