"""Entering a check into the ledger: new findings are opened, mended ones closed, those that come back reopened.

A finding is closed only on evidence: its subject was judged clear (or the clause no longer applies to it), or it
is gone from a site that was seen whole. Where we could not see, its state stays as it is. A check that looks back
(its monitoring point lies before that of an earlier check) adds findings but closes and reopens nothing.
What a recheck saw mended comes back only when later pages show the fault again, and what a person decided only when
what was seen changes. All is written in sets: a check of 100,000 judgements is a few statements.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from checks.engine import CheckResult
from checks.ledger.doubts import record_doubts
from checks.ledger.moves import Moves, Standing
from checks.ledger.scores import put_scores
from checks.ledger.told import Told
from checks.ledger.waivers import Holding
from checks.model import Verdict
from crawler.clock import day_in_shanghai, stamp
from crawler.sqlite_files import transaction


@dataclass(frozen=True, slots=True)
class RecordSummary:
    """What recording one check did, in numbers of findings (and of doubts, where the name says so)."""

    check_id: int
    retrospective: bool
    opened: int = 0
    still: int = 0
    fixed: int = 0
    reopened: int = 0
    left_alone: int = 0  # known findings of which this check could not say anything
    waivers_expired: int = 0
    waivers_unneeded: int = 0
    claims_refused: int = 0
    evidence_changed: int = 0  # false alarms that are open again, because something else was seen
    doubts_opened: int = 0
    doubts_settled: int = 0

    def plus(self, counts: Mapping[str, int]) -> RecordSummary:
        """The summary with some counts raised."""
        return replace(self, **{name: getattr(self, name) + count for name, count in counts.items()})


def record(conn: sqlite3.Connection, result: CheckResult, now: datetime, *, basis: str | None = None) -> RecordSummary:
    """Enter the result of one check; one transaction, so a failure leaves the ledger as it was.

    `basis` is what the check rested on (see `checks.basis`), for the question whether the next one is needed.
    """
    with transaction(conn):
        check_id, retrospective = _add_check(conn, result, now, basis)
        put_scores(conn, check_id, result.scores.values())
        moves = Moves(conn, check_id, result, now, Holding(conn, result.site.id, day_in_shanghai(now)))
        known = standing_of(conn, result.site.id)
        flagged = {finding.fingerprint: finding for finding in result.judged if finding.verdict is Verdict.FLAGGED}
        counts = moves.open([found for name, found in flagged.items() if name not in known], retrospective)
        summary = RecordSummary(check_id, retrospective).plus(counts)
        for name, finding in flagged.items():
            row = known.get(name)
            if row is not None:
                summary = summary.plus({"still": 1} if retrospective else moves.again(row, finding))
        if not retrospective:
            told = Told(result)
            for row in known.values():
                if row.fingerprint not in flagged and row.clause in told.clauses:
                    say = told.verdict(row.fingerprint, row.clause, row.subject_kind, row.subject_key)
                    summary = summary.plus(moves.not_flagged(row, say))
            summary = summary.plus(record_doubts(conn, result, told, check_id, now))
        moves.write(flagged)
    return summary


def standing_of(conn: sqlite3.Connection, site: str) -> dict[str, Standing]:
    """What has to be known of each finding of a site before a check is entered, by fingerprint."""
    names = ", ".join(Standing.__slots__)
    rows = conn.execute(f"SELECT {names} FROM findings WHERE site = ?", (site,))  # noqa: S608 - our own field names
    return {row["fingerprint"]: Standing(*row) for row in rows}


def last_basis(conn: sqlite3.Connection, site: str, as_of: date) -> str | None:
    """What the newest check of a site rested on; None if it looked from a later day, or there is none."""
    row = conn.execute(
        "SELECT as_of, basis FROM check_runs WHERE site = ? AND NOT retrospective ORDER BY id DESC LIMIT 1", (site,)
    ).fetchone()
    basis: str | None = row["basis"] if row is not None and row["as_of"] <= as_of.isoformat() else None
    return basis


def _add_check(conn: sqlite3.Connection, result: CheckResult, now: datetime, basis: str | None) -> tuple[int, bool]:
    later = conn.execute(
        "SELECT 1 FROM check_runs WHERE site = ? AND (as_of > ? OR run_id > ?) LIMIT 1",
        (result.site.id, result.as_of.isoformat(), result.run.id if result.run else 0),
    ).fetchone()
    score = result.score
    cursor = conn.execute(
        "INSERT INTO check_runs (site, as_of, run_id, checked_at, packs, flagged, clear, unsure, not_applicable,"
        " verdict, points, complete, retrospective, basis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            basis,
        ),
    )
    return int(cursor.lastrowid or 0), later is not None
