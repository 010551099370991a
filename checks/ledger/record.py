"""Entering a check into the ledger: new findings are opened, mended ones closed, those that come back reopened.

A finding is closed only on evidence: its subject was judged clear (or the clause no longer applies to it), or it
is gone from a site that was seen whole. Where we could not see, its state stays as it is. A check that looks back
(its monitoring point lies before that of an earlier check) adds findings but closes and reopens nothing.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace
from datetime import date, datetime

from checks.engine import CheckResult
from checks.ledger.read import FindingRow, State, find, list_findings
from checks.model import Finding, Verdict
from crawler.catalogue.database import transaction
from crawler.clock import day_in_shanghai, stamp


@dataclass(frozen=True, slots=True)
class RecordSummary:
    """What recording one check did, in numbers of findings."""

    check_id: int
    retrospective: bool
    opened: int = 0
    still: int = 0
    fixed: int = 0
    reopened: int = 0
    left_alone: int = 0  # known findings of which this check could not say anything
    waivers_expired: int = 0
    waivers_unneeded: int = 0

    def plus(self, **counts: int) -> RecordSummary:
        """The summary with some counts raised."""
        return replace(self, **{name: getattr(self, name) + count for name, count in counts.items()})


def record(conn: sqlite3.Connection, result: CheckResult, now: datetime) -> RecordSummary:
    """Enter the result of one check; one transaction, so a failure leaves the ledger as it was."""
    with transaction(conn):
        check_id, retrospective = _add_check(conn, result, now)
        summary = RecordSummary(check_id, retrospective)
        entry = _Entry(conn, check_id, result.as_of, now)
        known = {row.fingerprint: row for row in list_findings(conn, site=result.site.id)}
        for finding in result.judged:
            if finding.verdict is not Verdict.FLAGGED:
                continue
            row = known.get(finding.fingerprint)
            if row is None:
                row = entry.open(finding, retrospective)
                known[finding.fingerprint] = row
                summary = summary.plus(opened=1)
            else:
                summary = summary.plus(**entry.again(row, finding, retrospective))
            entry.sighting(row.id, finding)
        if retrospective:
            return summary
        judged_clauses = {clause.id for pack in result.packs for clause in pack.clauses}
        for row in known.values():
            if row.clause in judged_clauses:
                said = result.verdict_on(row.fingerprint, row.clause, row.subject)
                summary = summary.plus(**entry.not_flagged(row, said, result.coverage.run_complete))
    return summary


def _add_check(conn: sqlite3.Connection, result: CheckResult, now: datetime) -> tuple[int, bool]:
    later = conn.execute(
        "SELECT 1 FROM check_runs WHERE site = ? AND (as_of > ? OR run_id > ?) LIMIT 1",
        (result.site.id, result.as_of.isoformat(), result.run.id if result.run else 0),
    ).fetchone()
    score = result.score
    cursor = conn.execute(
        "INSERT INTO check_runs (site, as_of, run_id, checked_at, packs, flagged, clear, unsure, not_applicable,"
        " verdict, points, complete, retrospective) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            result.site.id,
            result.as_of.isoformat(),
            result.run.id if result.run else None,
            stamp(now),
            json.dumps([pack.id for pack in result.packs]),
            *(result.total(verdict) for verdict in Verdict),
            score.verdict if score else None,
            score.points if score else None,
            result.coverage.run_complete,
            later is not None,
        ),
    )
    return int(cursor.lastrowid or 0), later is not None


class _Entry:
    """Writes of one check. Works inside the caller's transaction."""

    def __init__(self, conn: sqlite3.Connection, check_id: int, as_of: date, now: datetime) -> None:
        self._conn = conn
        self._check_id = check_id
        self._as_of = as_of
        self._at = stamp(now)
        self._today = day_in_shanghai(now)

    def open(self, finding: Finding, retrospective: bool) -> FindingRow:
        """Add a finding that the ledger has never seen."""
        clause, judged, subject = finding.clause, finding.judgement, finding.subject
        cursor = self._conn.execute(
            "INSERT INTO findings (fingerprint, site, rule, clause, pack, clause_title, source, confidence, veto,"
            " unverified, points, advice, subject_kind, subject_key, subject_label, subject_url, state, observed,"
            " threshold, message, since, evidence, first_flagged, last_flagged, first_as_of, last_as_of, deadline)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                finding.fingerprint,
                finding.site,
                clause.rule,
                clause.id,
                finding.pack,
                clause.title,
                clause.source,
                clause.confidence,
                clause.veto,
                finding.unverified,
                clause.points,
                clause.advice,
                subject.kind,
                subject.key,
                subject.label,
                subject.url,
                judged.observed,
                judged.threshold,
                judged.message,
                _iso(judged.since),
                json.dumps(judged.evidence),
                self._at,
                self._at,
                self._as_of.isoformat(),
                self._as_of.isoformat(),
                _iso(finding.deadline),
            ),
        )
        row = find(self._conn, int(cursor.lastrowid or 0))
        self.event(row.id, "opened", "回溯检查发现" if retrospective else judged.observed)
        return row

    def again(self, row: FindingRow, finding: Finding, retrospective: bool) -> dict[str, int]:
        """A known finding was flagged again."""
        if retrospective:
            return {"still": 1}
        judged = finding.judgement
        self._conn.execute(
            "UPDATE findings SET last_flagged = ?, last_as_of = ?, observed = ?, threshold = ?, message = ?, since = ?,"
            " evidence = ?, subject_label = ?, subject_url = ?, unneeded_since = NULL WHERE id = ?",
            (
                self._at,
                self._as_of.isoformat(),
                judged.observed,
                judged.threshold,
                judged.message,
                _iso(judged.since),
                json.dumps(judged.evidence),
                finding.subject.label,
                finding.subject.url,
                row.id,
            ),
        )
        if row.state is State.FIXED:
            self._conn.execute(
                "UPDATE findings SET state = 'reopened', reopened = reopened + 1, fixed_at = NULL, deadline = ?"
                " WHERE id = ?",
                (_iso(finding.deadline), row.id),
            )
            self.event(row.id, "reopened", judged.observed)
            return {"reopened": 1}
        until = row.waiver.until if row.waiver else None
        if row.state is State.WAIVED and until is not None and until < self._today:
            self._conn.execute(
                "UPDATE findings SET state = 'open', deadline = ? WHERE id = ?", (_iso(finding.deadline), row.id)
            )
            self.event(row.id, "waiver_expired", f"豁免已于{until.isoformat()}到期")
            return {"still": 1, "waivers_expired": 1}
        return {"still": 1}

    def not_flagged(self, row: FindingRow, said: tuple[Verdict, str] | None, run_complete: bool) -> dict[str, int]:
        """A known finding was not flagged by this check: close it if that is known, else leave it alone."""
        verdict, message = said or (None, "本次完整抓取中已没有该对象")
        if row.state is State.FIXED or verdict is Verdict.FLAGGED:
            return {}
        if verdict is Verdict.UNSURE or (verdict is None and not run_complete):
            return {"left_alone": 1}
        note = message or "本次检查未见该问题"
        if row.state is State.WAIVED:
            if row.unneeded_since is not None:
                return {}
            self._conn.execute("UPDATE findings SET unneeded_since = ? WHERE id = ?", (self._today.isoformat(), row.id))
            self.event(row.id, "waiver_unneeded", note)
            return {"waivers_unneeded": 1}
        self._conn.execute("UPDATE findings SET state = 'fixed', fixed_at = ? WHERE id = ?", (self._at, row.id))
        self.event(row.id, "seen_fixed", note)
        return {"fixed": 1}

    def sighting(self, finding_id: int, finding: Finding) -> None:
        """Keep what this check saw, in its own words."""
        judged = finding.judgement
        self._conn.execute(
            "INSERT OR REPLACE INTO sightings (check_id, finding_id, observed, threshold, message, since, evidence)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                self._check_id,
                finding_id,
                judged.observed,
                judged.threshold,
                judged.message,
                _iso(judged.since),
                json.dumps(judged.evidence),
            ),
        )

    def event(self, finding_id: int, kind: str, note: str) -> None:
        """Add a line to a finding's history."""
        self._conn.execute(
            "INSERT INTO finding_events (finding_id, at, kind, who, note, check_id) VALUES (?, ?, ?, 'gongkai', ?, ?)",
            (finding_id, self._at, kind, note, self._check_id),
        )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
