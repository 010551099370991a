"""What people decide about a finding: it is right, it is wrong, it is mended, it has more time.

Every decision takes `expected`, the newest entry of the history that its person had seen (see `checks.ledger.seen`),
and raises StaleError where there is a newer one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from checks.calendar import due_after
from checks.ledger.allowed import Decision, Hindrance, hindrance
from checks.ledger.read import find
from checks.ledger.rows import FindingRow, State, refused_state
from checks.ledger.seen import finding_events, refuse_stale
from checks.window import Window
from crawler.catalogue.seen_since import newest_run
from crawler.clock import day_in_shanghai, stamp
from crawler.errors import ConfigError
from crawler.sqlite_files import transaction


def confirm(
    conn: sqlite3.Connection,
    name: str | int,
    *,
    who: str,
    now: datetime,
    note: str = "",
    deadline: date | None = None,
    expected: int | None = None,
) -> FindingRow:
    """A person looked and agrees. Takes back a dispute, a claim, or a waiver of this finding alone.

    `deadline` sets another day than the pack's; it then needs a note that says why. ConfigError where the finding is
    already fixed or a wider waiver covers it.
    """
    _need_person(who)
    if deadline is not None:
        _check_deadline(deadline, note, now)
    with _deciding(conn, name, expected) as finding:
        waiver = finding.waiver
        if waiver is not None and hindrance(finding, Decision.CONFIRM) is Hindrance.WAIVED_WIDELY:
            raise ConfigError(
                f"{finding.number} is covered by waiver {waiver.number} ({waiver.covers})",
                fix=f"take that back first: `gongkai findings waivers revoke {waiver.number} --by … --reason …`",
            )
        if waiver is not None:
            conn.execute(
                "INSERT INTO waiver_revocations (waiver_id, at, who, reason) VALUES (?, ?, ?, ?)",
                (waiver.id, stamp(now), who, note or "确认属实"),
            )
        until = deadline or (_fresh_deadline(finding, now) if waiver is not None else finding.deadline)
        _move(conn, finding, State.CONFIRMED, "confirmed", who, note, now, deadline=until)
        if deadline is not None:
            _note_deadline(conn, finding, deadline, who, note, now)
    return find(conn, finding.id)


def dispute(
    conn: sqlite3.Connection, name: str | int, *, reason: str, who: str, now: datetime, expected: int | None = None
) -> FindingRow:
    """A person says it is wrong, and why. It counts until an inspector accepts that, or it is no longer seen."""
    _need_person(who)
    if not reason.strip():
        raise ConfigError("a dispute needs a reason", fix="say why the finding is wrong: --reason …")
    with _deciding(conn, name, expected) as finding:
        if hindrance(finding, Decision.DISPUTE):
            raise ConfigError(f"{finding.number} is waived and does not count", fix="there is nothing to dispute")
        _move(conn, finding, State.DISPUTED, "disputed", who, reason, now, deadline=finding.deadline)
    return find(conn, finding.id)


def resolve(
    conn: sqlite3.Connection,
    name: str | int,
    *,
    accept: bool,
    reason: str,
    who: str,
    now: datetime,
    deadline: date | None = None,
    expected: int | None = None,
) -> FindingRow:
    """An inspector decides a dispute. Accepted: a false alarm (误报) that counts no more while the same is seen.

    Rejected: confirmed. Raises ConfigError where the finding is not disputed.
    """
    _need_person(who)
    if not reason.strip():
        raise ConfigError("deciding a dispute needs a reason", fix="give --reason …")
    if deadline is not None:
        _check_deadline(deadline, reason, now)
    with _deciding(conn, name, expected) as finding:
        if hindrance(finding, Decision.RESOLVE):
            raise ConfigError(
                f"{finding.number} is not disputed ({finding.state})",
                fix=f"dispute it first: `gongkai findings dispute {finding.number} --by … --reason …`",
            )
        if accept:
            _move(conn, finding, State.FALSE_ALARM, "dispute_accepted", who, reason, now, deadline=finding.deadline)
            conn.execute("UPDATE findings SET decided_grounds = grounds WHERE id = ?", (finding.id,))
        else:
            until = deadline or finding.deadline
            _move(conn, finding, State.CONFIRMED, "dispute_rejected", who, reason, now, deadline=until)
    return find(conn, finding.id)


def claim(
    conn: sqlite3.Connection, name: str | int, *, who: str, now: datetime, note: str = "", expected: int | None = None
) -> FindingRow:
    """The webmaster says that it is mended. It counts until a check or a recheck has seen that."""
    _need_person(who)
    with _deciding(conn, name, expected) as finding:
        if hindrance(finding, Decision.CLAIM):
            raise ConfigError(f"{finding.number} is {finding.state}", fix="there is nothing to claim")
        before = State.CONFIRMED if finding.state is State.CONFIRMED else State.OPEN
        _move(conn, finding, State.CLAIMED, "claimed", who, note, now, deadline=finding.deadline, before=before)
        conn.execute(
            "UPDATE findings SET claimed_at = ?, claimed_by = ?, after_run = ? WHERE id = ?",
            (stamp(now), who, newest_run(conn) or None, finding.id),
        )
    return find(conn, finding.id)


def verify(
    conn: sqlite3.Connection,
    name: str | int,
    *,
    mended: bool,
    who: str,
    reason: str,
    now: datetime,
    expected: int | None = None,
) -> FindingRow:
    """A person looked again, where no program can (a clause for a person, a page that was taken down).

    Mended: fixed; checks on pages from before bring nothing back. Not mended: a claim is refused.
    """
    _need_person(who)
    if not reason.strip():
        raise ConfigError("a look again needs a word of what was seen", fix="give --reason …")
    with _deciding(conn, name, expected) as finding:
        if hindrance(finding, Decision.VERIFY):
            fix = "it does not count; there is nothing to verify"
            raise ConfigError(f"{finding.number} is {finding.state}", fix=fix)
        if mended:
            _move(conn, finding, State.FIXED, "seen_fixed", who, reason, now, deadline=finding.deadline)
            conn.execute(
                "UPDATE findings SET fixed_at = ?, after_run = ? WHERE id = ?",
                (stamp(now), newest_run(conn) or None, finding.id),
            )
            conn.execute(
                "UPDATE doubts SET state = 'dismissed', decided_grounds = grounds"
                " WHERE fingerprint = ? AND state = 'confirmed'",
                (finding.fingerprint,),
            )
        elif finding.state is State.CLAIMED:
            row = conn.execute("SELECT state_before FROM findings WHERE id = ?", (finding.id,)).fetchone()
            back = refused_state(row["state_before"])
            _move(conn, finding, back, "claim_refused", who, reason, now, deadline=finding.deadline)
            conn.execute("UPDATE findings SET refused = refused + 1 WHERE id = ?", (finding.id,))
        else:
            add_event(conn, finding.id, "rechecked", who, f"仍存在：{reason}", now)
    return find(conn, finding.id)


def set_deadline(
    conn: sqlite3.Connection,
    name: str | int,
    deadline: date,
    *,
    who: str,
    reason: str,
    now: datetime,
    expected: int | None = None,
) -> FindingRow:
    """Give a finding another deadline than its pack does; who and why stand in its history."""
    _need_person(who)
    _check_deadline(deadline, reason, now)
    with _deciding(conn, name, expected) as finding:
        conn.execute("UPDATE findings SET deadline = ? WHERE id = ?", (deadline.isoformat(), finding.id))
        _note_deadline(conn, finding, deadline, who, reason, now)
    return find(conn, finding.id)


@contextmanager
def _deciding(conn: sqlite3.Connection, name: str | int, expected: int | None) -> Iterator[FindingRow]:
    """The finding as it stands, in a transaction in which nobody else can move it."""
    with transaction(conn):
        finding = find(conn, name)
        if expected is not None:
            refuse_stale(finding.number, expected, finding_events(conn, finding.id, after=expected))
        refuse_fixed(finding)
        yield finding


def refuse_fixed(finding: FindingRow) -> None:
    """Raise ConfigError for a finding on which nothing is left to decide."""
    if finding.state is State.FIXED:
        raise ConfigError(f"{finding.number} is already fixed", fix="nothing is left to decide")


def _need_person(who: str) -> None:
    if not who.strip():
        raise ConfigError("a decision needs a person", fix="say who decides: --by …")


def _check_deadline(deadline: date, reason: str, now: datetime) -> None:
    if not reason.strip():
        raise ConfigError("a deadline of its own needs a reason", fix="give --reason … (or --note …)")
    if deadline < day_in_shanghai(now):
        raise ConfigError(f"the deadline would lie in the past ({deadline.isoformat()})", fix="give a later day")


def _fresh_deadline(finding: FindingRow, now: datetime) -> date | None:
    return due_after(day_in_shanghai(now), Window.parse(finding.within)).day if finding.within else finding.deadline


def _note_deadline(
    conn: sqlite3.Connection, finding: FindingRow, deadline: date, who: str, reason: str, now: datetime
) -> None:
    before = finding.deadline.isoformat() if finding.deadline else "无"
    add_event(conn, finding.id, "deadline_set", who, f"{before} 改为 {deadline.isoformat()}：{reason}", now)


def _move(
    conn: sqlite3.Connection,
    finding: FindingRow,
    state: State,
    kind: str,
    who: str,
    note: str,
    now: datetime,
    *,
    deadline: date | None,
    before: State | None = None,
) -> None:
    conn.execute(
        "UPDATE findings SET state = ?, state_before = ?, deadline = ?, waiver_id = NULL, unneeded_since = NULL,"
        " decided_grounds = NULL, after_run = NULL, claimed_at = NULL, claimed_by = NULL WHERE id = ?",
        (state, before, deadline.isoformat() if deadline else None, finding.id),
    )
    add_event(conn, finding.id, kind, who, note, now)


def add_event(conn: sqlite3.Connection, finding_id: int, kind: str, who: str, note: str, now: datetime) -> None:
    """Add a line to a finding's history. Works inside the caller's transaction."""
    conn.execute(
        "INSERT INTO finding_events (finding_id, at, kind, who, note) VALUES (?, ?, ?, ?, ?)",
        (finding_id, stamp(now), kind, who, note),
    )
