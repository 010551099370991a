"""What the ledger hands out: findings, doubts, waivers and checks as they now stand. Values only.

Moments are UTC stamps, days are days in Asia/Shanghai.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checks.model import Subject, SubjectKind


class State(StrEnum):
    """Where a finding stands."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    WAIVED = "waived"
    CLAIMED = "claimed"  # the webmaster says that it is mended; nobody has looked again yet
    FIXED = "fixed"
    REOPENED = "reopened"
    FALSE_ALARM = "false_alarm"  # a dispute that an inspector accepted

    @property
    def counts(self) -> bool:
        """True where the finding stands against the site: neither waived nor fixed nor a false alarm."""
        return self not in (State.WAIVED, State.FIXED, State.FALSE_ALARM)

    @property
    def chinese(self) -> str:
        """As ledgers （整改台账） write it."""
        return _CHINESE[self]


_CHINESE = {
    State.OPEN: "待核实",
    State.CONFIRMED: "已确认",
    State.DISPUTED: "有异议",
    State.WAIVED: "已豁免",
    State.CLAIMED: "已报整改待复核",
    State.FIXED: "已整改",
    State.REOPENED: "回潮",
    State.FALSE_ALARM: "误报",
}


def refused_state(before: str | None) -> State:
    """Where a finding goes whose mending was claimed and not seen: confirmed if a person had confirmed it."""
    return State.CONFIRMED if before == State.CONFIRMED else State.OPEN


class Scope(StrEnum):
    """What a waiver covers."""

    FINDING = "finding"
    COLUMN = "column"  # one clause on a column and its sub-columns
    SITE = "site"  # one clause on a whole site


@dataclass(frozen=True, slots=True)
class Waiver:
    """A reasoned, attributed, expiring decision not to count findings."""

    id: int
    scope: Scope
    site: str
    clause: str
    reason: str
    approver: str
    document: str | None
    valid_from: date
    until: date | None  # the last day on which it holds
    made_at: str
    column: str | None = None  # path, for the scope of a column
    finding_id: int | None = None  # for the scope of a finding
    revoked_at: str | None = None
    revoked_by: str | None = None
    revoked_reason: str | None = None

    @property
    def number(self) -> str:
        """The short name for people: W-000003."""
        return f"W-{self.id:06d}"

    def holds(self, day: date) -> bool:
        """True on the days from its first to its last, unless it was revoked."""
        return self.revoked_at is None and self.valid_from <= day and (self.until is None or day <= self.until)

    @property
    def covers(self) -> str:
        """Its scope in words."""
        if self.scope is Scope.FINDING:
            return f"问题 F-{self.finding_id or 0:06d}"
        return f"栏目“{self.column}”及其子栏目" if self.scope is Scope.COLUMN else "全站"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as the ledger now has it."""

    id: int
    fingerprint: str
    site: str
    rule: str | None
    clause: str
    pack: str
    clause_title: str
    source: str
    confidence: str
    veto: bool
    unverified: bool
    points: float | None
    advice: str
    subject_kind: str
    subject_key: str
    subject_label: str
    subject_url: str | None
    state: State
    observed: str
    threshold: str
    message: str
    since: date | None
    evidence: tuple[int, ...]
    first_flagged: str
    last_flagged: str
    first_as_of: date
    last_as_of: date
    deadline: date | None
    fixed_at: str | None
    reopened: int  # how often it came back (回潮)
    waiver: Waiver | None
    unneeded_since: date | None  # waived, but no longer seen: the waiver can go
    origin: str = "check"  # check | person: a person confirmed what no program could decide
    within: str = ""  # how long mending may take, as the pack words it: 10 working days
    grounds: str = ""
    claimed_at: str | None = None
    claimed_by: str | None = None
    refused: int = 0  # how often mending was claimed and the fault was still there

    @property
    def number(self) -> str:
        """The short name for people: F-000123."""
        return f"F-{self.id:06d}"

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return Subject(SubjectKind(self.subject_kind), self.subject_key, self.subject_label, self.subject_url)

    def overdue(self, today: date) -> bool:
        """True if it still counts and its deadline has passed."""
        return self.state.counts and self.deadline is not None and self.deadline < today


@dataclass(frozen=True, slots=True)
class EventRow:
    """One entry of a history."""

    at: str
    kind: str  # see gongkai.words.EVENTS
    who: str
    note: str
    check_id: int | None
    id: int = 0  # its place in the ledger: newer entries have higher ones


@dataclass(frozen=True, slots=True)
class FindingDetail:
    """A finding with its whole history and the days on which checks saw it."""

    finding: FindingRow
    events: tuple[EventRow, ...]
    seen_as_of: tuple[date, ...]

    @property
    def newest_event(self) -> int:
        """The entry of the history that a decision on what is shown here rests on: see `checks.ledger.seen`."""
        return max((event.id for event in self.events), default=0)


class DoubtState(StrEnum):
    """Where a doubt stands."""

    OPEN = "open"  # a person must look
    CONFIRMED = "confirmed"  # a person looked: it is a finding now
    DISMISSED = "dismissed"  # a person looked: it is none
    SETTLED = "settled"  # a later check could see it

    @property
    def chinese(self) -> str:
        """As lists show it."""
        return {"open": "待人工判断", "confirmed": "已认定", "dismissed": "已排除", "settled": "已查清"}[self.value]


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """Something that no program could decide: what a person must look at, and what became of it."""

    id: int
    fingerprint: str
    site: str
    rule: str | None
    clause: str
    pack: str
    clause_title: str
    source: str
    confidence: str
    veto: bool
    unverified: bool
    points: float | None
    advice: str
    look: str
    within: str
    subject_kind: str
    subject_key: str
    subject_label: str
    subject_url: str | None
    state: DoubtState
    observed: str
    threshold: str
    message: str
    evidence: tuple[int, ...]
    grounds: str
    first_seen: str
    last_seen: str
    first_as_of: date
    last_as_of: date

    @property
    def number(self) -> str:
        """The short name for people: D-000123."""
        return f"D-{self.id:06d}"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One recorded check."""

    id: int
    site: str
    as_of: date
    run_id: int | None
    checked_at: str
    packs: tuple[str, ...]
    flagged: int
    clear: int
    unsure: int
    not_applicable: int
    verdict: str | None
    points: float | None
    complete: bool
    retrospective: bool


@dataclass(frozen=True, slots=True)
class WaiverStanding:
    """A waiver as it stands on a day, and whether it needs a look."""

    waiver: Waiver
    kind: str  # active | expiring | expired | unneeded | unmatched | revoked | pending
    text: str
    findings: tuple[FindingRow, ...]  # those that it covers now

    @property
    def needs_a_look(self) -> bool:
        """False for one that holds, covers something, and does not end soon; and for one that was revoked."""
        return self.kind not in ("active", "revoked", "pending")
