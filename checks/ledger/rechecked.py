"""Entering what a recheck of one finding saw: mended, still there, or not to be told."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import date, datetime

from checks.ledger.grounds import grounds_of
from checks.ledger.read import find
from checks.ledger.review import add_event
from checks.ledger.rows import FindingRow, State, refused_state
from checks.model import Judgement, Verdict
from crawler.clock import day_in_shanghai, stamp
from crawler.sqlite_files import transaction


def enter_recheck(
    conn: sqlite3.Connection,
    name: str | int,
    judged: Judgement,
    *,
    run_id: int,
    captures: Mapping[int, int],
    deadline: date | None,
    who: str,
    now: datetime,
) -> FindingRow:
    """Move a finding by what its recheck saw, and return it. Unsure leaves its state as it is; all stands in history.

    `captures` are the numbers that captures of the judgement have in this catalogue; `deadline` is the one of a
    finding that stands again.
    """
    with transaction(conn):
        finding = find(conn, name)
        if judged.verdict is Verdict.UNSURE:
            add_event(conn, finding.id, "rechecked", who, f"无法判断，状态不变：{judged.message}", now)
        elif judged.verdict is Verdict.FLAGGED:
            _still_there(conn, finding, judged, run_id, captures, deadline, who, now)
        else:
            _mended(conn, finding, judged, run_id, who, now)
    return find(conn, finding.id)


def _mended(
    conn: sqlite3.Connection, finding: FindingRow, judged: Judgement, run_id: int, who: str, now: datetime
) -> None:
    note = f"第 {run_id} 次抓取复查：{judged.message}"
    if finding.state is State.WAIVED:
        conn.execute(
            "UPDATE findings SET unneeded_since = coalesce(unneeded_since, ?) WHERE id = ?",
            (day_in_shanghai(now).isoformat(), finding.id),
        )
        add_event(conn, finding.id, "waiver_unneeded", who, note, now)
        return
    if finding.state in (State.FIXED, State.FALSE_ALARM):
        add_event(conn, finding.id, "rechecked", who, f"没有发现问题：{judged.message}", now)
        return
    conn.execute(
        "UPDATE findings SET state = 'fixed', fixed_at = ?, after_run = ?, state_before = NULL, claimed_at = NULL,"
        " claimed_by = NULL WHERE id = ?",
        (stamp(now), run_id, finding.id),
    )
    add_event(conn, finding.id, "seen_fixed", who, note, now)


def _still_there(
    conn: sqlite3.Connection,
    finding: FindingRow,
    judged: Judgement,
    run_id: int,
    captures: Mapping[int, int],
    deadline: date | None,
    who: str,
    now: datetime,
) -> None:
    today = day_in_shanghai(now)
    grounds = grounds_of(judged, today)
    seen = judged.observed or judged.message
    state, kind, note = finding.state, "rechecked", f"仍存在：{seen}"
    until, reopened, refused = finding.deadline, 0, 0
    decided = conn.execute("SELECT state_before, decided_grounds FROM findings WHERE id = ?", (finding.id,)).fetchone()
    if finding.state is State.CLAIMED:
        state, kind, note, refused = refused_state(decided["state_before"]), "claim_refused", seen, 1
    elif finding.state is State.FIXED:
        state, kind, note, reopened, until = State.REOPENED, "reopened", seen, 1, deadline
    elif finding.state is State.FALSE_ALARM and decided["decided_grounds"] != grounds:
        state, kind, note, until = State.OPEN, "evidence_changed", f"情况已变化：{seen}", deadline
    moved = state is not finding.state
    conn.execute(
        "UPDATE findings SET state = :state, deadline = :deadline, reopened = reopened + :reopened,"
        " refused = refused + :refused, last_flagged = :at, last_as_of = max(last_as_of, :today), observed = :observed,"
        " threshold = :threshold, message = :message, since = :since, evidence = :evidence, grounds = :grounds,"
        " unneeded_since = NULL, fixed_at = NULL, after_run = NULL,"
        " state_before = iif(:moved, NULL, state_before), claimed_at = iif(:moved, NULL, claimed_at),"
        " claimed_by = iif(:moved, NULL, claimed_by), decided_grounds = iif(:moved, NULL, decided_grounds)"
        " WHERE id = :id",
        {
            "state": state,
            "deadline": until.isoformat() if until else None,
            "reopened": reopened,
            "refused": refused,
            "at": stamp(now),
            "today": today.isoformat(),
            "observed": judged.observed,
            "threshold": judged.threshold,
            "message": judged.message,
            "since": judged.since.isoformat() if judged.since else None,
            "evidence": json.dumps([captures.get(capture, capture) for capture in judged.evidence]),
            "grounds": grounds,
            "moved": moved,
            "id": finding.id,
        },
    )
    add_event(conn, finding.id, kind, who, f"第 {run_id} 次抓取复查：{note}", now)
