"""How findings move when a check is entered: gathered one by one, written in sets."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from checks.engine import CheckResult
from checks.ledger.grounds import grounds_of
from checks.ledger.rows import State, refused_state
from checks.ledger.waivers import Holding, read_waiver, rests_on_later
from checks.model import Finding, Verdict
from crawler.clock import day_in_shanghai, stamp

SYSTEM = "gongkai"  # who stands in the history where no person did it


@dataclass(frozen=True, slots=True)
class Standing:
    """What has to be known of a finding before a check is entered. Field names are those of the table."""

    id: int
    fingerprint: str
    clause: str
    subject_kind: str
    subject_key: str
    state: str
    state_before: str | None
    deadline: str | None
    waiver_id: int | None
    unneeded_since: str | None
    decided_grounds: str | None
    after_run: int | None


class Moves:
    """The moves of one check. `write` carries them out, inside the caller's transaction."""

    def __init__(
        self, conn: sqlite3.Connection, check_id: int, result: CheckResult, now: datetime, holding: Holding
    ) -> None:
        self._conn = conn
        self._check_id = check_id
        self._result = result
        self._run = result.run.id if result.run else None
        self._at = stamp(now)
        self._today = day_in_shanghai(now)
        self._holding = holding
        self._windows = {pack.id: (str(pack.deadline_other), str(pack.deadline_veto)) for pack in result.packs}
        self._stale: set[str] = set()  # fingerprints that were flagged on pages older than what the ledger knows
        self._seen: list[tuple[object, ...]] = []
        self._states: list[tuple[object, ...]] = []
        self._events: list[tuple[object, ...]] = []

    # --- flagged ------------------------------------------------------------------------------------

    def open(self, findings: Sequence[Finding], retrospective: bool) -> dict[str, int]:
        """Add findings that the ledger has never seen; those that a waiver covers begin as waived."""
        self._holding.prepare((found.clause.id, found.subject) for found in findings)
        last = int(self._conn.execute("SELECT coalesce(max(id), 0) FROM findings").fetchone()[0])
        self._conn.executemany(_INSERT, [self._new(finding) for finding in findings])
        rows = self._conn.execute(
            "SELECT id, fingerprint, state, waiver_id FROM findings WHERE id > ? ORDER BY id", (last,)
        ).fetchall()
        by_name = {finding.fingerprint: finding for finding in findings}
        for row in rows:
            seen = by_name[row["fingerprint"]].judgement.observed
            self._event(row["id"], "opened", "回溯检查发现" if retrospective else seen)
            if row["state"] == State.WAIVED:
                self._event(row["id"], "waived", f"属豁免 W-{row['waiver_id']:06d} 的范围")
        return {"opened": len(rows)}

    def _new(self, finding: Finding) -> dict[str, object]:
        clause, judged, subject = finding.clause, finding.judgement, finding.subject
        waiver = self._holding.of(finding.fingerprint, clause.id, subject)
        return {
            "fingerprint": finding.fingerprint,
            "site": finding.site,
            "rule": clause.rule,
            "clause": clause.id,
            "pack": finding.pack,
            "clause_title": clause.title,
            "source": clause.reference,
            "confidence": clause.confidence,
            "veto": clause.veto,
            "unverified": finding.unverified,
            "points": clause.points,
            "advice": clause.advice,
            "subject_kind": subject.kind,
            "subject_key": subject.key,
            "subject_label": subject.label,
            "subject_url": subject.url,
            "state": State.WAIVED if waiver else State.OPEN,
            "state_before": State.OPEN if waiver else None,
            "waiver_id": waiver.id if waiver else None,
            "observed": judged.observed,
            "threshold": judged.threshold,
            "message": judged.message,
            "since": _iso(judged.since),
            "evidence": json.dumps(judged.evidence),
            "at": self._at,
            "as_of": self._result.as_of.isoformat(),
            "deadline": _iso(finding.deadline),
            "within": self._windows[finding.pack][clause.veto],
            "grounds": grounds_of(judged, self._result.as_of),
        }

    def again(self, row: Standing, finding: Finding) -> dict[str, int]:
        """A known finding was flagged again."""
        if row.after_run is not None and not rests_on_later(
            self._conn, finding.judgement.evidence, self._run, row.after_run
        ):
            self._stale.add(row.fingerprint)
            return {"left_alone": 1}  # pages from before the recheck, or from before the claim, prove nothing new
        judged, grounds = finding.judgement, grounds_of(finding.judgement, self._result.as_of)
        clause = finding.clause  # its words may have been corrected since
        self._seen.append(
            (
                self._at,
                self._result.as_of.isoformat(),
                judged.observed,
                judged.threshold,
                judged.message,
                _iso(judged.since),
                json.dumps(judged.evidence),
                finding.subject.label,
                finding.subject.url,
                self._windows[finding.pack][clause.veto],
                grounds,
                *(clause.title, clause.reference, clause.confidence, clause.veto, finding.unverified),
                *(clause.points, clause.advice),
                row.id,
            )
        )
        return self._moved(row, finding, grounds)

    def _moved(self, row: Standing, finding: Finding, grounds: str) -> dict[str, int]:
        match State(row.state):
            case State.FIXED:
                self._set(row, State.REOPENED, deadline=finding.deadline, back=True)
                self._event(row.id, "reopened", finding.judgement.observed)
                return {"reopened": 1}
            case State.CLAIMED:
                self._set(row, refused_state(row.state_before), deadline=_day(row.deadline), refused=True)
                self._event(row.id, "claim_refused", finding.judgement.observed or finding.message)
                return {"still": 1, "claims_refused": 1}
            case State.FALSE_ALARM if row.decided_grounds != grounds:
                self._set(row, State.OPEN, deadline=finding.deadline)
                self._event(row.id, "evidence_changed", f"情况已变化：{finding.judgement.observed or finding.message}")
                return {"still": 1, "evidence_changed": 1}
            case State.WAIVED:
                return self._waived_again(row, finding)
            case State.FALSE_ALARM:
                return {"still": 1}
        waiver = self._holding.of(row.fingerprint, row.clause, finding.subject)
        if waiver is not None:
            self._set(row, State.WAIVED, deadline=_day(row.deadline), before=row.state, waiver=waiver.id)
            self._event(row.id, "waived", f"属豁免 {waiver.number} 的范围")
        elif row.deadline is None:  # a waiver was taken back meanwhile
            self._set(row, State(row.state), deadline=finding.deadline)
        return {"still": 1}

    def _waived_again(self, row: Standing, finding: Finding) -> dict[str, int]:
        waiver = self._holding.of(row.fingerprint, row.clause, finding.subject)
        if waiver is not None:
            if waiver.id != row.waiver_id:
                self._set(row, State.WAIVED, deadline=_day(row.deadline), before=row.state_before, waiver=waiver.id)
                self._event(row.id, "waived", f"属豁免 {waiver.number} 的范围")
            return {"still": 1}
        self._set(row, State(row.state_before or State.OPEN), deadline=finding.deadline)
        self._event(row.id, "waiver_expired", self._why_over(row.waiver_id))
        return {"still": 1, "waivers_expired": 1}

    def _why_over(self, waiver_id: int | None) -> str:
        waiver = read_waiver(self._conn, waiver_id) if waiver_id is not None else None
        if waiver is not None and waiver.until is not None and waiver.until < self._today:
            return f"豁免 {waiver.number} 已于{waiver.until.isoformat()}到期"
        return f"豁免 W-{waiver_id or 0:06d} 已不再涵盖该问题"

    # --- not flagged --------------------------------------------------------------------------------

    def not_flagged(self, row: Standing, told: tuple[Verdict, str] | None) -> dict[str, int]:
        """A known finding was not flagged by this check: close it if that is known, else leave it alone."""
        if row.state in (State.FIXED, State.FALSE_ALARM):
            return {}
        if told is None or told[0] is Verdict.UNSURE:
            return {"left_alone": 1}
        if row.state == State.WAIVED:
            if row.unneeded_since is not None:
                return {}
            self._set(
                row, State.WAIVED, deadline=_day(row.deadline), before=row.state_before, waiver=row.waiver_id,
                unneeded=True,
            )  # fmt: skip
            self._event(row.id, "waiver_unneeded", told[1])
            return {"waivers_unneeded": 1}
        self._set(row, State.FIXED, deadline=_day(row.deadline), fixed=True)
        self._event(row.id, "seen_fixed", told[1])
        return {"fixed": 1}

    # --- writing ------------------------------------------------------------------------------------

    def _set(
        self,
        row: Standing,
        state: State,
        *,
        deadline: date | None,
        before: str | None = None,
        waiver: int | None = None,
        back: bool = False,
        refused: bool = False,
        fixed: bool = False,
        unneeded: bool = False,
    ) -> None:
        self._states.append(
            (
                state,
                _iso(deadline),
                before,
                waiver,
                self._at if fixed else None,
                self._today.isoformat() if unneeded else None,
                back,
                refused,
                row.id,
            )
        )

    def _event(self, finding_id: int, kind: str, note: str) -> None:
        self._events.append((finding_id, self._at, kind, SYSTEM, note, self._check_id))

    def write(self, flagged: Mapping[str, Finding]) -> None:
        """Carry out all moves, and keep what this check saw of each finding, in its own words."""
        self._conn.executemany(_SEEN, self._seen)
        self._conn.executemany(_STATE, self._states)
        self._conn.executemany(
            "INSERT INTO finding_events (finding_id, at, kind, who, note, check_id) VALUES (?, ?, ?, ?, ?, ?)",
            self._events,
        )
        known = {
            row["fingerprint"]: row["id"]
            for row in self._conn.execute(
                "SELECT id, fingerprint FROM findings WHERE site = ?", (self._result.site.id,)
            )
        }
        self._conn.executemany(
            "INSERT INTO sightings (check_id, finding_id, observed, threshold, message, since, evidence)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    self._check_id,
                    known[name],
                    finding.judgement.observed,
                    finding.judgement.threshold,
                    finding.message,
                    _iso(finding.judgement.since),
                    json.dumps(finding.judgement.evidence),
                )
                for name, finding in flagged.items()
                if name not in self._stale
            ],
        )


_INSERT = """
INSERT INTO findings (fingerprint, site, rule, clause, pack, clause_title, source, confidence, veto, unverified, points,
    advice, subject_kind, subject_key, subject_label, subject_url, state, state_before, waiver_id, observed, threshold,
    message, since, evidence, first_flagged, last_flagged, first_as_of, last_as_of, deadline, within, grounds)
VALUES (:fingerprint, :site, :rule, :clause, :pack, :clause_title, :source, :confidence, :veto, :unverified, :points,
    :advice, :subject_kind, :subject_key, :subject_label, :subject_url, :state, :state_before, :waiver_id, :observed,
    :threshold, :message, :since, :evidence, :at, :at, :as_of, :as_of, :deadline, :within, :grounds)"""
_SEEN = """
UPDATE findings SET last_flagged = ?, last_as_of = ?, observed = ?, threshold = ?, message = ?, since = ?, evidence = ?,
    subject_label = ?, subject_url = ?, within = ?, grounds = ?, clause_title = ?, source = ?, confidence = ?,
    veto = ?, unverified = ?, points = ?, advice = ?, unneeded_since = NULL WHERE id = ?"""
_STATE = """
UPDATE findings SET state = ?, deadline = ?, state_before = ?, waiver_id = ?, fixed_at = ?, unneeded_since = ?,
    reopened = reopened + ?, refused = refused + ?, after_run = NULL, decided_grounds = NULL, claimed_at = NULL,
    claimed_by = NULL WHERE id = ?"""


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
