"""What people decide about a finding: it is right, it is wrong, or it shall not count for a time."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

from checks.ledger.read import FindingRow, State, find
from crawler.catalogue.database import transaction
from crawler.clock import day_in_shanghai, stamp
from crawler.errors import ConfigError


def confirm(conn: sqlite3.Connection, name: str | int, *, who: str, now: datetime, note: str = "") -> FindingRow:
    """A person looked and agrees. Takes back a dispute or a waiver. ConfigError if it is already fixed."""
    return _decide(conn, name, State.CONFIRMED, who=who, note=note, now=now)


def dispute(conn: sqlite3.Connection, name: str | int, *, reason: str, who: str, now: datetime) -> FindingRow:
    """A person says it is wrong, and why. It counts until it is waived or no longer seen."""
    if not reason.strip():
        raise ConfigError("a dispute needs a reason", fix="say why the finding is wrong: --reason …")
    return _decide(conn, name, State.DISPUTED, who=who, note=reason, now=now)


def waive(
    conn: sqlite3.Connection,
    name: str | int,
    *,
    reason: str,
    approver: str,
    now: datetime,
    document: str | None = None,
    until: date | None = None,
) -> FindingRow:
    """Do not count this finding: with a reason, somebody who answers for it, and an end.

    `document` is the number of the written decision, `until` the last day on which the waiver holds.
    """
    if not reason.strip() or not approver.strip():
        raise ConfigError("a waiver needs a reason and an approver", fix="give --reason … and --approver …")
    if until is not None and until < day_in_shanghai(now):
        raise ConfigError(f"the waiver would end in the past ({until.isoformat()})", fix="give a later day")
    words = [reason, f"批准人：{approver}"]
    words += [f"文号：{document}"] if document else []
    words += [f"至{until.isoformat()}"] if until else []
    return _decide(
        conn,
        name,
        State.WAIVED,
        who=approver,
        note=";".join(words),
        now=now,
        waiver=(reason, approver, document, until.isoformat() if until else None),
    )


def _decide(
    conn: sqlite3.Connection,
    name: str | int,
    state: State,
    *,
    who: str,
    note: str,
    now: datetime,
    waiver: tuple[str | None, str | None, str | None, str | None] = (None, None, None, None),
) -> FindingRow:
    finding = find(conn, name)
    if finding.state is State.FIXED:
        raise ConfigError(f"{finding.number} is already fixed", fix="nothing is left to decide")
    with transaction(conn):
        conn.execute(
            "UPDATE findings SET state = ?, waived_reason = ?, waived_by = ?, waived_document = ?, waived_until = ?,"
            " unneeded_since = NULL WHERE id = ?",
            (state, *waiver, finding.id),
        )
        conn.execute(
            "INSERT INTO finding_events (finding_id, at, kind, who, note) VALUES (?, ?, ?, ?, ?)",
            (finding.id, stamp(now), state, who, note),
        )
    return find(conn, finding.id)
