"""What a check is made of: verdicts, clauses, packs, and what a rule and the engine yield. Values only.

A *rule* sees one fault; a *clause* is a sentence of a standard with its threshold, points and how sure we are
of it; a *pack* is the clauses of one standard. A rule yields *judgements*; the engine makes *findings* of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from checks.window import Window


class Verdict(StrEnum):
    """The four things one may say of a subject. What could not be seen is unsure, never flagged."""

    FLAGGED = "flagged"
    CLEAR = "clear"
    UNSURE = "unsure"
    NOT_APPLICABLE = "not_applicable"


class Confidence(StrEnum):
    """How sure we are of a clause or of its points (the codes of the rule base)."""

    A = "A"  # several independent sources, or the full official text
    B_PLUS = "B+"  # one source about this document and an independent one about its predecessor
    B = "B"  # one source
    C = "C"  # memory only
    D = "D"  # memory only, the number may be wrong

    @property
    def verified(self) -> bool:
        """False for C and D: shown as unverified, and never alone the reason for 不合格."""
        return self not in (Confidence.C, Confidence.D)


class SubjectKind(StrEnum):
    """What a judgement is about."""

    SITE = "site"
    COLUMN = "column"
    COLUMN_ID = "column_id"  # a column that ought to be there, by its id in the column sheet
    ITEM = "item"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a judgement is about. `key` is its identity (column path, column id, canonical key of an address)."""

    kind: SubjectKind
    key: str
    label: str  # what a person calls it: column path, title
    url: str | None = None

    @property
    def shown(self) -> str:
        """The subject as lists and other programs name it: path, column id, or address."""
        return self.url or self.key if self.kind in (SubjectKind.ITEM, SubjectKind.LINK) else self.key


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a rule says of one subject."""

    verdict: Verdict
    subject: Subject
    message: str  # Chinese, for the person who must act
    observed: str = ""  # what was seen, beside `threshold`
    threshold: str = ""
    since: date | None = None  # the day from which the fault counts, where that can be said
    evidence: tuple[int, ...] = ()  # capture ids
    amount: float = 1  # how often the clause's points count: 3 where a clause deducts for each percent and it is 3 %
    candidate: bool = False  # unsure because a person decides what the rule itself would flag


@dataclass(frozen=True, slots=True)
class Batch:
    """Many subjects of one kind with the same verdict, told as one: those that are clear, or not concerned.

    A rule that looks at every item says singly what is flagged or unsure and the rest so. `keys` may be shared
    between batches (all items of the site); `but` takes away those that were told singly.
    """

    verdict: Verdict  # CLEAR or NOT_APPLICABLE: what is flagged or unsure has a message of its own
    kind: SubjectKind
    keys: Collection[str]
    but: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.verdict not in (Verdict.CLEAR, Verdict.NOT_APPLICABLE):
            raise ValueError(f"a batch cannot be {self.verdict}: each such subject needs its own message")

    def __len__(self) -> int:
        return len(self.keys) - sum(key in self.keys for key in self.but)

    def __contains__(self, subject: Subject) -> bool:
        return subject.kind is self.kind and subject.key in self.keys and subject.key not in self.but


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of a standard, as data."""

    id: str  # slug of the rule base: c15.d.basic_news
    title: str
    rule: str | None  # None: no program can see it, a person must
    subject: SubjectKind
    source: str  # the document
    clause: str  # where in the document
    text: str  # what it demands, in one sentence of our own
    confidence: Confidence
    basis: str = "rule"  # rule | practice (our own reading; never an official demand)
    options: Mapping[str, object] = field(default_factory=dict)
    window: Window | None = None
    veto: bool = False
    points: float | None = None  # deducted per finding; None where the number is not known
    points_confidence: Confidence | None = None
    automatable: str = "yes"  # yes | partly | no
    needs: str = "crawl"  # crawl | probe (a week of visits) | person
    advice: str = ""
    law: str = ""
    look: str = ""  # what a person must look at, where no program can see it
    group: str = ""  # the standard's group of indicators: 办事服务
    indicator: str = ""  # the indicator that the clause belongs to; deductions under one never exceed its `cap`
    cap: float | None = None
    once: bool = False  # the points count once, however many subjects were found
    residual: bool = False  # an "other columns" clause: what another clause already deducted for is not counted again
    part: str = "网站"  # what the verdict is on; other parts (政务新媒体) know vetoes only and do not touch the site
    replaces: tuple[str, ...] = ()  # ids of the clauses of an earlier edition that this one stands for
    by_person: bool = False  # the rule finds candidates, a person decides: what it flags is told as unsure
    bonus: bool = False  # the points are added where the clause is met; not meeting it is no fault
    valid_from: date | None = None  # where the clause came into force later than its pack
    valid_to: date | None = None  # the last day on which it was in force, where it ended before its pack

    @property
    def reference(self) -> str:
        """The document and the place in it, as findings cite them."""
        return f"{self.source}，{self.clause}" if self.clause else self.source

    @property
    def unverified(self) -> bool:
        """True where wording or threshold rest on memory or on our own practice only."""
        return not self.confidence.verified

    def in_force(self, day: date) -> bool:
        """True if the clause is in force on that day, both ends included (the pack has its own days besides)."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class NoService:
    """Sites whose organ has no service function: a group is not checked and the rest is scaled up to the base."""

    group: str
    sites: tuple[str, ...]  # ids; only a person can say which organ that is


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """The arithmetic of a standard that gives a verdict on the whole site."""

    base: float
    fail_below: float
    floor: float
    min_coverage: float  # share of columns that must have been read for a verdict other than a veto
    source: str
    confidence: Confidence
    groups: Mapping[str, float] = field(default_factory=dict)  # the most that a group of indicators may cost
    bonus_above: float | None = None  # the bonus counts only where the score lies above (not at) this
    bonus_max: float = 0
    no_service: NoService | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """The clauses of one standard and the days on which it is in force."""

    id: str
    title: str
    issuer: str
    document: str
    number: str
    valid_from: date
    valid_to: date | None
    clauses: tuple[Clause, ...]
    file: str
    score: ScoreRule | None = None
    deadline_veto: Window = field(default_factory=lambda: Window(5, "working days"))
    deadline_other: Window = field(default_factory=lambda: Window(10, "working days"))
    note: str = ""
    region: str = ""  # where it holds; empty: the whole country

    def in_force(self, day: date) -> bool:
        """True if the standard is in force on that day, both ends included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def asked_of(self, site: str) -> tuple[Clause, ...]:
        """The clauses that are put to a site (by id): an organ without a service function is not asked for services."""
        left_out = self.score.no_service if self.score is not None else None
        if left_out is None or site not in left_out.sites:
            return self.clauses
        return tuple(clause for clause in self.clauses if clause.group != left_out.group)


@dataclass(frozen=True, slots=True)
class Finding:
    """A judgement under a clause on a site: the unit that lists show and the ledger keeps."""

    fingerprint: str
    site: str
    pack: str
    clause: Clause
    judgement: Judgement
    deadline: date | None  # None unless flagged
    deadline_exact: bool = True  # False: outside the years of the holiday calendar, calendar days were counted

    @property
    def verdict(self) -> Verdict:
        return self.judgement.verdict

    @property
    def subject(self) -> Subject:
        return self.judgement.subject

    @property
    def message(self) -> str:
        return self.judgement.message

    @property
    def unverified(self) -> bool:
        """True where the clause rests on memory or our own practice: printed so, never decides 不合格 alone."""
        return self.clause.unverified


def fingerprint(rule: str | None, clause: str, site: str, subject: Subject) -> str:
    """The lasting name of a finding: 32 hex digits over rule, clause, site and the subject's identity.

    Titles, labels and addresses as text play no part, so a renamed article keeps its finding.
    """
    parts = "\n".join((rule or "", clause, site, subject.kind, subject.key))
    return hashlib.sha256(parts.encode()).hexdigest()[:32]
