"""Findings and doubts over the API: the facts of `gongkai findings list|show --json`."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from checks.ledger import DoubtState, State, doubt_history, show
from checks.ledger.asking import Order, Wanted, count_doubts, count_findings, page_of_doubts, page_of_findings
from gongkai.console.access import doubt_or_404, finding_or_404
from gongkai.console.here import catalogue, today
from gongkai.console.rooms.api.declaring import Asked, Said, operation
from gongkai.console.rooms.api.paging import offset, sites_of
from gongkai.console.rooms.api.values import Day, Flag, Name, Page, Size, Words, truth
from gongkai.findings.facts import doubt_facts, finding_facts, row_facts, whole_doubt_facts


class FindingsAsked(Asked):
    """Which findings. Without a state: all that stand against a site."""

    site: tuple[Name, ...] = Field((), description="Only of these sites.")
    state: tuple[State, ...] = Field((), description="Only in these states; without: all that stand against a site.")
    clause: Name | None = None
    pack: Name | None = None
    rule: Name | None = None
    column: Name | None = Field(None, description="Path of a column: it, what is below it, and what stands in them.")
    veto: Flag | None = None
    overdue: Flag | None = Field(None, description="true: only those whose deadline has passed.")
    since: Day | None = Field(None, description="Seen first on this day or later.")
    q: Words = Field("", description="Words in titles, paths, addresses and clauses.")
    order: Order = Order.SEVERITY
    falling: Flag = "false"
    page: Page = 1
    size: Size = 50


class WaiverSaid(Said):
    """A reasoned, attributed, expiring decision not to count."""

    number: str
    scope: str
    site: str
    clause: str
    column: str | None
    finding: str | None
    reason: str
    approver: str
    document: str | None
    from_: str = Field(alias="from")
    until: str | None
    revoked_at: str | None
    revoked_by: str | None


class _Common(Said):
    number: str
    fingerprint: str
    site: str
    clause: str
    title: str
    pack: str
    rule: str | None
    veto: bool
    points: float | None
    source: str
    subject: str
    label: str
    url: str | None
    message: str
    observed: str
    threshold: str
    evidence: list[int] = Field(description="Numbers of captures.")


class FindingSaid(_Common):
    """A finding as the ledger has it now. Moments are UTC, days are days in Asia/Shanghai."""

    state: State
    origin: str
    unverified: bool
    confidence: str
    since: str | None
    advice: str
    deadline: str | None
    overdue: bool | None
    first_flagged: str
    last_flagged: str
    first_as_of: str
    last_as_of: str
    claimed_at: str | None
    claimed_by: str | None
    claims_refused: int
    fixed_at: str | None
    reopened: int
    waiver: WaiverSaid | None


class CaptureSaid(Said):
    """Where a piece of evidence lies: `file:offset` in the archive folder."""

    url: str
    at: str
    sha256: str
    capture: str


class EventSaid(Said):
    """An entry of a history."""

    at: str
    kind: str
    who: str
    note: str


class WholeFindingSaid(FindingSaid):
    """A finding with its evidence and its history."""

    captures: list[CaptureSaid]
    history: list[EventSaid]
    seen_as_of: list[str]


class FindingsSaid(Said):
    """One page of findings and the number of all."""

    total: int
    page: int
    size: int
    findings: list[FindingSaid]


@operation("/findings", summary="Findings, page by page", asked=FindingsAsked, said=FindingsSaid)
def findings(asked: FindingsAsked) -> dict[str, Any]:
    """One page of findings."""
    wanted = Wanted(
        sites=sites_of(asked.site),
        states=tuple(state.value for state in asked.state or [each for each in State if each.counts]),
        clause=asked.clause,
        pack=asked.pack,
        rule=asked.rule,
        column=asked.column,
        text=asked.q,
        veto=truth(asked.veto),
        overdue=today() if asked.overdue == "true" else None,
        since=asked.since,
    )
    rows = page_of_findings(
        catalogue(),
        wanted,
        order=asked.order,
        falling=asked.falling == "true",
        limit=asked.size,
        offset=offset(asked.page, asked.size),
    )
    return {
        "total": count_findings(catalogue(), wanted),
        "page": asked.page,
        "size": asked.size,
        "findings": [row_facts(row, today()) for row in rows],
    }


@operation(
    "/findings/{number}",
    summary="One finding with its evidence and history",
    said=WholeFindingSaid,
    places=(("number", r"^F-[0-9]{1,9}$", "Number of the finding: F-000012"),),
)
def finding(_: Asked, number: str) -> dict[str, Any]:
    """One finding."""
    row = finding_or_404(number)
    return finding_facts(catalogue(), show(catalogue(), row.id), today())


class DoubtsAsked(Asked):
    """Which doubts: what no program could decide."""

    site: tuple[Name, ...] = Field((), description="Only of these sites.")
    state: tuple[DoubtState, ...] = Field((), description="Only in these states; without: those that are open.")
    clause: Name | None = None
    pack: Name | None = None
    rule: Name | None = None
    q: Words = Field("", description="Words in titles, paths, addresses and clauses.")
    page: Page = 1
    size: Size = 50


class DoubtSaid(_Common):
    """Something that waits for a person."""

    state: DoubtState
    look: str
    first_seen: str
    last_seen: str


class WholeDoubtSaid(DoubtSaid):
    """A doubt with its evidence and its history."""

    captures: list[CaptureSaid]
    history: list[EventSaid]


class DoubtsSaid(Said):
    """One page of doubts and the number of all."""

    total: int
    page: int
    size: int
    doubts: list[DoubtSaid]


@operation("/doubts", summary="What waits for a person, page by page", asked=DoubtsAsked, said=DoubtsSaid)
def doubts(asked: DoubtsAsked) -> dict[str, Any]:
    """One page of doubts."""
    wanted = Wanted(
        sites=sites_of(asked.site),
        states=tuple(state.value for state in asked.state or (DoubtState.OPEN,)),
        clause=asked.clause,
        pack=asked.pack,
        rule=asked.rule,
        text=asked.q,
    )
    rows = page_of_doubts(catalogue(), wanted, limit=asked.size, offset=offset(asked.page, asked.size))
    return {
        "total": count_doubts(catalogue(), wanted),
        "page": asked.page,
        "size": asked.size,
        "doubts": [doubt_facts(row) for row in rows],
    }


@operation(
    "/doubts/{number}",
    summary="One doubt with its evidence and history",
    said=WholeDoubtSaid,
    places=(("number", r"^D-[0-9]{1,9}$", "Number of the doubt: D-000003"),),
)
def doubt(_: Asked, number: str) -> dict[str, Any]:
    """One doubt."""
    row = doubt_or_404(number)
    return whole_doubt_facts(catalogue(), row, doubt_history(catalogue(), row))
