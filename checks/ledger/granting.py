"""Granting waivers and taking them back, and how each of them stands on a day."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import date, datetime, timedelta

from checks.ledger.read import find, finding_of, list_findings
from checks.ledger.review import add_event, refuse_fixed
from checks.ledger.rows import FindingRow, Scope, State, Waiver, WaiverStanding
from checks.ledger.seen import finding_events, refuse_stale
from checks.ledger.waivers import Holding, read_waiver, read_waivers
from checks.model import Subject, SubjectKind
from crawler.clock import day_in_shanghai, stamp
from crawler.errors import ConfigError
from crawler.sqlite_files import transaction

SOON_DAYS = 30  # a waiver that ends within so many calendar days is reported
LONGEST_DAYS = 366  # that the console offers; what shall hold longer is granted anew each year


def waive(
    conn: sqlite3.Connection,
    name: str | int,
    *,
    reason: str,
    approver: str,
    now: datetime,
    document: str | None = None,
    until: date | None = None,
    since: date | None = None,
    scope: Scope = Scope.FINDING,
    column: str | None = None,
    expected: int | None = None,
) -> FindingRow:
    """Do not count one finding: with a reason, somebody who answers for it, and an end.

    `document` is the number of the written decision, `since` and `until` the first and last day on which it holds. A
    wider `scope` waives the finding's clause in a `column` or on its whole site. `expected` is the newest entry of the
    history that was seen (see `checks.ledger.seen`).
    """
    _check_words(reason, approver, now, until, since)
    with transaction(conn):
        finding = find(conn, name)
        if expected is not None:
            refuse_stale(finding.number, expected, finding_events(conn, finding.id, after=expected))
        refuse_fixed(finding)
        _grant(
            conn,
            scope,
            site=finding.site,
            clause=finding.clause,
            finding=finding if scope is Scope.FINDING else None,
            column=column if scope is Scope.COLUMN else None,
            reason=reason,
            approver=approver,
            now=now,
            document=document,
            until=until,
            since=since,
        )
    return find(conn, finding.id)


def grant(
    conn: sqlite3.Connection,
    scope: Scope,
    *,
    site: str,
    clause: str,
    reason: str,
    approver: str,
    now: datetime,
    column: str | None = None,
    finding: FindingRow | None = None,
    document: str | None = None,
    until: date | None = None,
    since: date | None = None,
) -> Waiver:
    """Add a waiver; what it covers now is waived at once, what it will cover when a check finds it.

    Raises ConfigError without a reason or an approver, where it would end in the past or before it begins, or where
    the site is unknown.
    """
    _check_words(reason, approver, now, until, since)
    with transaction(conn):
        if conn.execute("SELECT 1 FROM sites WHERE id = ?", (site,)).fetchone() is None:
            raise ConfigError(f'the catalogue has no site "{site}"', fix="run `gongkai crawl` first")
        return _grant(
            conn,
            scope,
            site=site,
            clause=clause,
            column=column,
            finding=finding,
            reason=reason,
            approver=approver,
            now=now,
            document=document,
            until=until,
            since=since,
        )


def _check_words(reason: str, approver: str, now: datetime, until: date | None, since: date | None) -> None:
    if not reason.strip() or not approver.strip():
        raise ConfigError("a waiver needs a reason and an approver", fix="give --reason … and --approver …")
    if until is not None and until < day_in_shanghai(now):
        raise ConfigError(f"the waiver would end in the past ({until.isoformat()})", fix="give a later day")
    if until is not None and since is not None and until < since:
        raise ConfigError("the waiver would end before it begins", fix="swap or mend the two days")


def _grant(
    conn: sqlite3.Connection,
    scope: Scope,
    *,
    site: str,
    clause: str,
    column: str | None,
    finding: FindingRow | None,
    reason: str,
    approver: str,
    now: datetime,
    document: str | None,
    until: date | None,
    since: date | None,
) -> Waiver:
    """Add a waiver and apply it. Works inside the caller's transaction."""
    today = day_in_shanghai(now)
    cursor = conn.execute(
        "INSERT INTO waivers (scope, site, clause, column_path, finding_id, reason, approver, document, valid_from,"
        " until, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            scope,
            site,
            clause,
            column,
            finding.id if finding else None,
            reason,
            approver,
            document,
            (since or today).isoformat(),
            until.isoformat() if until else None,
            stamp(now),
        ),
    )
    waiver = read_waiver(conn, int(cursor.lastrowid or 0))
    assert waiver is not None
    if waiver.holds(today):
        _apply(conn, waiver, today, now)
    return waiver


def revoke(conn: sqlite3.Connection, name: str | int, *, who: str, reason: str, now: datetime) -> Waiver:
    """Take a waiver back: what it covers counts again, with a deadline that the next check sets."""
    if not who.strip() or not reason.strip():
        raise ConfigError("taking a waiver back needs a person and a reason", fix="give --by … and --reason …")
    with transaction(conn):
        waiver = find_waiver(conn, name)
        if waiver.revoked_at is not None:
            raise ConfigError(f"{waiver.number} was taken back already", fix="nothing is left to do")
        conn.execute(
            "INSERT INTO waiver_revocations (waiver_id, at, who, reason) VALUES (?, ?, ?, ?)",
            (waiver.id, stamp(now), who, reason),
        )
        rows = conn.execute("SELECT id FROM findings WHERE waiver_id = ? AND state = 'waived'", (waiver.id,)).fetchall()
        conn.execute(
            "UPDATE findings SET state = coalesce(state_before, 'open'), state_before = NULL, waiver_id = NULL,"
            " deadline = NULL, unneeded_since = NULL WHERE waiver_id = ? AND state = 'waived'",
            (waiver.id,),
        )
        for row in rows:
            add_event(conn, row["id"], "waiver_revoked", who, f"{waiver.number} {reason}", now)
    return find_waiver(conn, waiver.id)


def find_waiver(conn: sqlite3.Connection, name: str | int) -> Waiver:
    """One waiver by number (`W-000003`, `W-3`, `3`). Raises ConfigError where there is none."""
    digits = str(name).strip().upper().removeprefix("W-")
    waiver = read_waiver(conn, int(digits)) if digits.isdecimal() else None
    if waiver is None:
        raise ConfigError(f'there is no waiver "{name}"', fix="`gongkai findings waivers` lists them")
    return waiver


def _apply(conn: sqlite3.Connection, waiver: Waiver, today: date, now: datetime) -> None:
    holding = Holding(conn, waiver.site, today)
    rows = list_findings(conn, site=waiver.site, clause=waiver.clause)
    subjects = [(row, Subject(SubjectKind(row.subject_kind), row.subject_key, row.subject_label)) for row in rows]
    holding.prepare((row.clause, subject) for row, subject in subjects)
    words = [waiver.number, waiver.reason, f"批准人：{waiver.approver}"]
    words += [f"文号：{waiver.document}"] if waiver.document else []
    words += [f"至{waiver.until.isoformat()}"] if waiver.until else []
    for row, subject in subjects:
        named = waiver.finding_id == row.id
        covering = holding.of(row.fingerprint, row.clause, subject)
        if row.state is State.FIXED or covering is None or (not named and covering.id != waiver.id):
            continue
        if row.state is State.WAIVED and not named:
            continue
        before = "state_before" if row.state is State.WAIVED else "state"
        conn.execute(
            f"UPDATE findings SET state = 'waived', state_before = {before}, waiver_id = ?, unneeded_since = NULL,"  # noqa: S608
            " after_run = NULL, claimed_at = NULL, claimed_by = NULL WHERE id = ?",
            (waiver.id, row.id),
        )
        add_event(conn, row.id, "waived", waiver.approver, "；".join(words), now)


# --- how they stand ---------------------------------------------------------------------------------------------


def waivers_on(
    conn: sqlite3.Connection, today: date, *, site: str | None = None, soon_days: int = SOON_DAYS
) -> list[WaiverStanding]:
    """Every waiver as it stands on a day, those that need a look first, then by number."""
    covered: dict[int, list[FindingRow]] = {}
    for row in list_findings(conn, site=site, states=[State.WAIVED]):
        if row.waiver is not None:
            covered.setdefault(row.waiver.id, []).append(row)
    found = [_on(waiver, tuple(covered.get(waiver.id, ())), today, soon_days) for waiver in read_waivers(conn, site)]
    return sorted(found, key=lambda standing: (not standing.needs_a_look, standing.waiver.id))


def _on(waiver: Waiver, rows: tuple[FindingRow, ...], today: date, soon_days: int) -> WaiverStanding:
    unneeded = sum(row.unneeded_since is not None for row in rows)
    kind, text = _standing(waiver, len(rows), unneeded, today, soon_days)
    return WaiverStanding(waiver, kind, text, rows)


def waivers_counted(
    conn: sqlite3.Connection, today: date, sites: Collection[str], *, soon_days: int = SOON_DAYS
) -> list[tuple[WaiverStanding, int]]:
    """The waivers of these sites as they stand on a day, and how many findings each covers, without reading these.

    Those that need a look first, then by number.
    """
    counts = {
        row["waiver_id"]: (row["n"], row["unneeded"])
        for row in conn.execute(
            "SELECT waiver_id, count(*) AS n, count(unneeded_since) AS unneeded FROM findings"
            " WHERE waiver_id IS NOT NULL AND state = 'waived' GROUP BY waiver_id"
        )
    }
    found = []
    for waiver in read_waivers(conn):
        if waiver.site in sites:
            covered, unneeded = counts.get(waiver.id, (0, 0))
            kind, text = _standing(waiver, covered, unneeded, today, soon_days)
            found.append((WaiverStanding(waiver, kind, text, ()), covered))
    return sorted(found, key=lambda pair: (not pair[0].needs_a_look, pair[0].waiver.id))


def covered_now(conn: sqlite3.Connection, waiver: Waiver, *, limit: int) -> list[FindingRow]:
    """The first findings that a waiver covers now, by number."""
    rows = conn.execute(
        "SELECT * FROM findings WHERE waiver_id = ? AND state = 'waived' ORDER BY id LIMIT ?", (waiver.id, limit)
    )
    return [finding_of(row, {waiver.id: waiver}) for row in rows]


def _standing(waiver: Waiver, covered: int, unneeded: int, today: date, soon_days: int) -> tuple[str, str]:
    until = waiver.until
    if waiver.revoked_at is not None:
        return "revoked", f"已由{waiver.revoked_by}撤销：{waiver.revoked_reason}"
    if until is not None and until < today:
        return "expired", f"豁免已于{until.isoformat()}到期"
    if waiver.valid_from > today:
        return "pending", f"自{waiver.valid_from.isoformat()}起生效"
    if not covered:
        return "unmatched", "没有涵盖任何问题，请核对范围或撤销"
    if unneeded == covered:
        return "unneeded", "问题已不存在，豁免可以撤销"
    if until is not None and until <= today + timedelta(days=soon_days):
        return "expiring", f"豁免将于{until.isoformat()}到期"
    return "active", f"至{until.isoformat()}有效" if until else "长期有效"
