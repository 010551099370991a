"""Doubts: what no program could decide, kept until a person did or a later check could see it.

A doubt closes itself where its subject is judged clear, not concerned or flagged. What a person dismissed stays so for
as long as the same is seen; what a person confirmed becomes a finding.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime

from checks.calendar import due_after
from checks.engine import CheckResult
from checks.ledger.grounds import grounds_of
from checks.ledger.moves import SYSTEM
from checks.ledger.read import find
from checks.ledger.rows import DoubtRow, DoubtState, EventRow, FindingRow
from checks.ledger.seen import doubt_events, refuse_stale
from checks.ledger.told import Told
from checks.model import Finding, Verdict
from checks.window import Window
from crawler.clock import day_in_shanghai, stamp
from crawler.errors import ConfigError
from crawler.sqlite_files import transaction


def record_doubts(
    conn: sqlite3.Connection, result: CheckResult, told: Told, check_id: int, now: datetime
) -> dict[str, int]:
    """Enter what a check could not decide, and settle what it could. Works inside the caller's transaction."""
    at, as_of = stamp(now), result.as_of
    # Of a finding that stands, "cannot tell" is no new question: the finding stays as it is.
    standing = {
        row["fingerprint"]
        for row in conn.execute(
            "SELECT fingerprint FROM findings WHERE site = ? AND state <> 'fixed' AND origin = 'check'",
            (result.site.id,),
        )
    }
    unsure = {
        finding.fingerprint: finding
        for finding in result.judged
        if finding.verdict is Verdict.UNSURE and finding.fingerprint not in standing
    }
    known = {
        row["fingerprint"]: row
        for row in conn.execute(
            "SELECT id, fingerprint, clause, subject_kind, subject_key, state, decided_grounds FROM doubts"
            " WHERE site = ?",
            (result.site.id,),
        )
    }
    within = {pack.id: (str(pack.deadline_other), str(pack.deadline_veto)) for pack in result.packs}
    conn.executemany(
        _INSERT,
        [_new(found, within, as_of, at) for name, found in unsure.items() if name not in known],
    )
    seen, events = [], []
    opened = sum(name not in known for name in unsure)
    for name, finding in unsure.items():
        row = known.get(name)
        if row is None:
            continue
        judged, grounds = finding.judgement, grounds_of(finding.judgement, as_of)
        state = row["state"]
        if state == DoubtState.SETTLED or (state == DoubtState.DISMISSED and row["decided_grounds"] != grounds):
            events.append((row["id"], at, "doubted", SYSTEM, finding.message, check_id))
            state, opened = DoubtState.OPEN, opened + 1
        seen.append(
            (state, judged.observed, judged.threshold, judged.message, json.dumps(judged.evidence), grounds,
             finding.subject.label, finding.subject.url, at, as_of.isoformat(), finding.clause.title,
             finding.clause.reference, finding.clause.advice, finding.clause.look, row["id"])
        )  # fmt: skip
    settled = []
    for name, row in known.items():
        if name in unsure or row["state"] not in _UNSETTLED or row["clause"] not in told.clauses:
            continue
        now_told = told.verdict(name, row["clause"], row["subject_kind"], row["subject_key"])
        by_person = row["state"] == DoubtState.CONFIRMED and now_told is not None and now_told[0] is Verdict.FLAGGED
        if now_told is not None and not by_person:
            settled.append((DoubtState.SETTLED, row["id"]))
            events.append((row["id"], at, "settled", SYSTEM, now_told[1], check_id))
    conn.executemany(_SEEN, seen)
    conn.executemany("UPDATE doubts SET state = ? WHERE id = ?", settled)
    conn.executemany(
        "INSERT INTO doubt_events (doubt_id, at, kind, who, note, check_id) VALUES (?, ?, ?, ?, ?, ?)", events
    )
    return {"doubts_opened": opened, "doubts_settled": len(settled)}


_UNSETTLED = (DoubtState.OPEN, DoubtState.CONFIRMED)


def _new(finding: Finding, within: dict[str, tuple[str, str]], as_of: date, at: str) -> dict[str, object]:
    clause, judged, subject = finding.clause, finding.judgement, finding.subject
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
        "look": clause.look,
        "within": within[finding.pack][clause.veto],
        "subject_kind": subject.kind,
        "subject_key": subject.key,
        "subject_label": subject.label,
        "subject_url": subject.url,
        "observed": judged.observed,
        "threshold": judged.threshold,
        "message": judged.message,
        "evidence": json.dumps(judged.evidence),
        "grounds": grounds_of(judged, as_of),
        "at": at,
        "as_of": as_of.isoformat(),
    }


_INSERT = """
INSERT INTO doubts (fingerprint, site, rule, clause, pack, clause_title, source, confidence, veto, unverified, points,
    advice, look, within, subject_kind, subject_key, subject_label, subject_url, state, observed, threshold, message,
    evidence, grounds, first_seen, last_seen, first_as_of, last_as_of)
VALUES (:fingerprint, :site, :rule, :clause, :pack, :clause_title, :source, :confidence, :veto, :unverified, :points,
    :advice, :look, :within, :subject_kind, :subject_key, :subject_label, :subject_url, 'open', :observed, :threshold,
    :message, :evidence, :grounds, :at, :at, :as_of, :as_of)"""
_SEEN = """
UPDATE doubts SET state = ?, observed = ?, threshold = ?, message = ?, evidence = ?, grounds = ?, subject_label = ?,
    subject_url = ?, last_seen = ?, last_as_of = ?, clause_title = ?, source = ?, advice = ?, look = ? WHERE id = ?"""


# --- reading ----------------------------------------------------------------------------------------------------


def list_doubts(
    conn: sqlite3.Connection,
    *,
    site: str | None = None,
    clause: str | None = None,
    pack: str | None = None,
    states: Sequence[DoubtState] = (DoubtState.OPEN,),
) -> list[DoubtRow]:
    """Doubts, vetoes first, then by clause and subject; every argument narrows."""
    rows = conn.execute(
        "SELECT * FROM doubts WHERE (:site IS NULL OR site = :site) AND (:clause IS NULL OR clause = :clause)"
        " AND (:pack IS NULL OR pack = :pack) AND state IN (SELECT value FROM json_each(:states))"
        " ORDER BY veto DESC, site, clause, subject_key, id",
        {"site": site, "clause": clause, "pack": pack, "states": json.dumps(list(states))},
    )
    return [doubt_of(row) for row in rows]


def find_doubt(conn: sqlite3.Connection, name: str | int) -> DoubtRow:
    """One doubt by number (`D-000012`, `D-12`, `12`). Raises ConfigError where there is none."""
    digits = str(name).strip().upper().removeprefix("D-")
    row = conn.execute("SELECT * FROM doubts WHERE id = ?", (int(digits) if digits.isdecimal() else -1,)).fetchone()
    if row is None:
        raise ConfigError(f'there is no doubt "{name}"', fix="`gongkai findings list --unsure` shows them")
    return doubt_of(row)


def doubt_history(conn: sqlite3.Connection, doubt: DoubtRow) -> tuple[EventRow, ...]:
    """What became of a doubt, oldest first."""
    return doubt_events(conn, doubt.id)


def doubt_of(row: sqlite3.Row) -> DoubtRow:
    """A row of the table as a value."""
    values = {name: row[name] for name in DoubtRow.__slots__}
    values |= {
        "veto": bool(row["veto"]),
        "unverified": bool(row["unverified"]),
        "state": DoubtState(row["state"]),
        "evidence": tuple(json.loads(row["evidence"])),
        "first_as_of": date.fromisoformat(row["first_as_of"]),
        "last_as_of": date.fromisoformat(row["last_as_of"]),
    }
    return DoubtRow(**values)


def finding_of_doubt(conn: sqlite3.Connection, doubt: DoubtRow) -> str | None:
    """The number of the finding about the same that stands (is not fixed), None where there is none."""
    row = conn.execute(
        "SELECT id FROM findings WHERE fingerprint = ? AND state <> 'fixed'", (doubt.fingerprint,)
    ).fetchone()
    return None if row is None else f"F-{row['id']:06d}"


# --- deciding ---------------------------------------------------------------------------------------------------


def dismiss(
    conn: sqlite3.Connection, name: str | int, *, who: str, reason: str, now: datetime, expected: int | None = None
) -> DoubtRow:
    """A person looked, and it is no fault. Holds for as long as the same is seen.

    `expected` is the newest entry of the history that the person had seen (see `checks.ledger.seen`).
    """
    _need(who, reason)
    with transaction(conn):
        doubt = _undecided(conn, name, expected)
        conn.execute("UPDATE doubts SET state = 'dismissed', decided_grounds = grounds WHERE id = ?", (doubt.id,))
        _event(conn, doubt, "dismissed", who, reason, now)
    return find_doubt(conn, doubt.id)


def confirm_doubt(
    conn: sqlite3.Connection, name: str | int, *, who: str, reason: str, now: datetime, expected: int | None = None
) -> FindingRow:
    """A person looked, and it is a fault: it becomes a finding, confirmed, whose origin is that person."""
    _need(who, reason)
    with transaction(conn):
        doubt = _undecided(conn, name, expected)
        deadline = due_after(day_in_shanghai(now), Window.parse(doubt.within)).day
        cursor = conn.execute(
            f"INSERT INTO findings ({_SHARED}, state, origin, since, first_flagged, last_flagged, first_as_of,"  # noqa: S608
            f" last_as_of, deadline) SELECT {_SHARED}, 'confirmed', 'person', NULL, :at, :at, last_as_of, last_as_of,"
            " :deadline FROM doubts WHERE id = :id"
            " ON CONFLICT (fingerprint) DO UPDATE SET state = 'confirmed', origin = 'person', deadline = :deadline,"
            " message = excluded.message, last_flagged = :at, fixed_at = NULL, after_run = NULL,"
            " reopened = reopened + (state = 'fixed'), decided_grounds = NULL, state_before = NULL, waiver_id = NULL"
            " RETURNING id",
            {"at": stamp(now), "deadline": deadline.isoformat(), "id": doubt.id},
        )
        finding_id = int(cursor.fetchone()["id"])
        conn.execute("UPDATE doubts SET state = 'confirmed', decided_grounds = grounds WHERE id = ?", (doubt.id,))
        conn.execute(
            "INSERT INTO finding_events (finding_id, at, kind, who, note) VALUES (?, ?, 'found_by_person', ?, ?)",
            (finding_id, stamp(now), who, f"{doubt.number} {reason}"),
        )
        _event(conn, doubt, "confirmed", who, f"F-{finding_id:06d} {reason}", now)
    return find(conn, finding_id)


_SHARED = (
    "fingerprint, site, rule, clause, pack, clause_title, source, confidence, veto, unverified, points, advice,"
    " subject_kind, subject_key, subject_label, subject_url, observed, threshold, message, evidence, within, grounds"
)


def _undecided(conn: sqlite3.Connection, name: str | int, expected: int | None) -> DoubtRow:
    doubt = find_doubt(conn, name)
    if expected is not None:
        refuse_stale(doubt.number, expected, doubt_events(conn, doubt.id, after=expected))
    if doubt.state is not DoubtState.OPEN:
        raise ConfigError(f"{doubt.number} is {doubt.state} already", fix="nothing is left to decide")
    standing = finding_of_doubt(conn, doubt)
    if standing is not None:
        raise ConfigError(
            f"{doubt.number} is about finding {standing}, which stands already",
            fix=f"decide on that: `gongkai findings show {standing}`",
        )
    return doubt


def _need(who: str, reason: str) -> None:
    if not who.strip() or not reason.strip():
        raise ConfigError("a decision needs a person and a reason", fix="give --by … and --reason …")


def _event(conn: sqlite3.Connection, doubt: DoubtRow, kind: str, who: str, note: str, now: datetime) -> None:
    conn.execute(
        "INSERT INTO doubt_events (doubt_id, at, kind, who, note) VALUES (?, ?, ?, ?, ?)",
        (doubt.id, stamp(now), kind, who, note),
    )
