"""Reading the ledger: lists of findings, one finding with its history, checks, and waivers that need a look."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from checks.model import Subject, SubjectKind
from crawler.errors import ConfigError


class State(StrEnum):
    """Where a finding stands."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    WAIVED = "waived"
    FIXED = "fixed"
    REOPENED = "reopened"

    @property
    def counts(self) -> bool:
        """True where the finding stands against the site: neither waived nor fixed."""
        return self not in (State.WAIVED, State.FIXED)

    @property
    def chinese(self) -> str:
        """As ledgers （整改台账） write it."""
        return _CHINESE[self]


_CHINESE = {
    State.OPEN: "待核实",
    State.CONFIRMED: "已确认",
    State.DISPUTED: "有异议",
    State.WAIVED: "已豁免",
    State.FIXED: "已整改",
    State.REOPENED: "回潮",
}


@dataclass(frozen=True, slots=True)
class Waiver:
    """A reasoned, attributed, expiring decision not to count a finding."""

    reason: str
    approver: str
    document: str | None
    until: date | None  # the last day on which it holds


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as the ledger now has it. Moments are UTC stamps, days are days in Asia/Shanghai."""

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
    """One entry of a finding's history."""

    at: str
    kind: str  # opened | seen_fixed | reopened | confirmed | disputed | waived | waiver_expired | waiver_unneeded
    who: str
    note: str
    check_id: int | None


@dataclass(frozen=True, slots=True)
class FindingDetail:
    """A finding with its whole history and the days on which checks saw it."""

    finding: FindingRow
    events: tuple[EventRow, ...]
    seen_as_of: tuple[date, ...]


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
class WaiverNote:
    """A waiver that needs a look: expired, about to expire, or no longer needed."""

    finding: FindingRow
    kind: str  # expired | expiring | unneeded
    text: str


def list_findings(
    conn: sqlite3.Connection,
    *,
    site: str | None = None,
    states: Sequence[State] | None = None,
    clause: str | None = None,
    pack: str | None = None,
    veto: bool | None = None,
    as_of: date | None = None,
) -> list[FindingRow]:
    """Findings, vetoes first, then by clause and subject; every argument narrows.

    `as_of` gives those that the newest check with exactly this monitoring point flagged, in its words.
    """
    where, values = ["1"], list[object]()
    for field, value in (("f.site", site), ("f.clause", clause), ("f.pack", pack), ("f.veto", veto)):
        if value is not None:
            where.append(f"{field} = ?")
            values.append(value)
    if states is not None:
        where.append("f.state IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(list(states)))
    join = words = ""
    if as_of is not None:
        words = ", s.observed AS observed_then, s.threshold AS threshold_then, s.message AS message_then"
        join = (
            " JOIN sightings s ON s.finding_id = f.id AND s.check_id ="
            " (SELECT max(c.id) FROM check_runs c WHERE c.site = f.site AND c.as_of = ?)"
        )
        values.insert(0, as_of.isoformat())
    rows = conn.execute(
        f"SELECT f.*{words} FROM findings f{join} WHERE {' AND '.join(where)}"  # noqa: S608 - fixed words; values are bound
        " ORDER BY f.veto DESC, f.site, f.clause, f.subject_key, f.id",
        values,
    )
    return [_finding(row) for row in rows]


def show(conn: sqlite3.Connection, name: str | int) -> FindingDetail:
    """One finding by number (`F-000123`, `123`) or by 8 or more characters of its fingerprint; ConfigError if none."""
    finding = find(conn, name)
    events = conn.execute(
        "SELECT at, kind, who, note, check_id FROM finding_events WHERE finding_id = ? ORDER BY id", (finding.id,)
    )
    days = conn.execute(
        "SELECT DISTINCT c.as_of FROM sightings s JOIN check_runs c ON c.id = s.check_id WHERE s.finding_id = ?"
        " ORDER BY c.as_of",
        (finding.id,),
    )
    return FindingDetail(
        finding,
        tuple(EventRow(**dict(row)) for row in events),
        tuple(date.fromisoformat(row["as_of"]) for row in days),
    )


def find(conn: sqlite3.Connection, name: str | int) -> FindingRow:
    """The row of one finding, named as for `show`."""
    text = str(name).strip()
    number = re.fullmatch(r"(?:[Ff]-)?0*(\d{1,9})", text)
    rows: list[sqlite3.Row] = []
    if number:
        rows = conn.execute("SELECT * FROM findings WHERE id = ?", (int(number[1]),)).fetchall()
    if not rows and re.fullmatch(r"[0-9a-f]{8,32}", text):
        rows = conn.execute("SELECT * FROM findings WHERE fingerprint LIKE ? || '%'", (text,)).fetchall()
    if len(rows) != 1:
        what = f'"{text}" fits {len(rows)} findings' if rows else f'there is no finding "{text}"'
        raise ConfigError(what, fix="`gongkai findings list` shows them with their numbers")
    return _finding(rows[0])


def checks(conn: sqlite3.Connection, *, site: str | None = None) -> list[CheckRow]:
    """Recorded checks, oldest first."""
    rows = conn.execute("SELECT * FROM check_runs WHERE ? IS NULL OR site = ? ORDER BY id", (site, site))
    return [
        CheckRow(
            id=row["id"],
            site=row["site"],
            as_of=date.fromisoformat(row["as_of"]),
            run_id=row["run_id"],
            checked_at=row["checked_at"],
            packs=tuple(json.loads(row["packs"])),
            flagged=row["flagged"],
            clear=row["clear"],
            unsure=row["unsure"],
            not_applicable=row["not_applicable"],
            verdict=row["verdict"],
            points=row["points"],
            complete=bool(row["complete"]),
            retrospective=bool(row["retrospective"]),
        )
        for row in rows
    ]


def waiver_notes(conn: sqlite3.Connection, today: date, *, soon_days: int = 30) -> list[WaiverNote]:
    """Waivers that expired, expire within `soon_days` calendar days, or are no longer needed."""
    notes: list[WaiverNote] = []
    for finding in list_findings(conn, states=[State.WAIVED]):
        until = finding.waiver.until if finding.waiver else None
        if until is not None and until < today:
            notes.append(WaiverNote(finding, "expired", f"豁免已于{until.isoformat()}到期"))
        elif finding.unneeded_since is not None:
            notes.append(WaiverNote(finding, "unneeded", "问题已不存在，豁免可以撤销"))
        elif until is not None and until <= today + timedelta(days=soon_days):
            notes.append(WaiverNote(finding, "expiring", f"豁免将于{until.isoformat()}到期"))
    return notes


def waived(conn: sqlite3.Connection, site: str, today: date) -> frozenset[str]:
    """Fingerprints of the site's findings whose waivers hold on that day: what `check_site` leaves out of the score."""
    return frozenset(
        finding.fingerprint
        for finding in list_findings(conn, site=site, states=[State.WAIVED])
        if finding.waiver is not None and (finding.waiver.until is None or finding.waiver.until >= today)
    )


def _finding(row: sqlite3.Row) -> FindingRow:
    then = "observed_then" in row.keys()  # noqa: SIM118 - a Row iterates over its values
    waiver = None
    if row["waived_reason"] is not None:
        waiver = Waiver(row["waived_reason"], row["waived_by"], row["waived_document"], _day(row["waived_until"]))
    return FindingRow(
        id=row["id"],
        fingerprint=row["fingerprint"],
        site=row["site"],
        rule=row["rule"],
        clause=row["clause"],
        pack=row["pack"],
        clause_title=row["clause_title"],
        source=row["source"],
        confidence=row["confidence"],
        veto=bool(row["veto"]),
        unverified=bool(row["unverified"]),
        points=row["points"],
        advice=row["advice"],
        subject_kind=row["subject_kind"],
        subject_key=row["subject_key"],
        subject_label=row["subject_label"],
        subject_url=row["subject_url"],
        state=State(row["state"]),
        observed=row["observed_then"] if then else row["observed"],
        threshold=row["threshold_then"] if then else row["threshold"],
        message=row["message_then"] if then else row["message"],
        since=_day(row["since"]),
        evidence=tuple(json.loads(row["evidence"])),
        first_flagged=row["first_flagged"],
        last_flagged=row["last_flagged"],
        first_as_of=date.fromisoformat(row["first_as_of"]),
        last_as_of=date.fromisoformat(row["last_as_of"]),
        deadline=_day(row["deadline"]),
        fixed_at=row["fixed_at"],
        reopened=row["reopened"],
        waiver=waiver,
        unneeded_since=_day(row["unneeded_since"]),
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
