"""Waivers: granted, taken back, and asked whether they cover a finding.

A waiver is never changed: it ends on its last day, or by a revocation, which is a row of its own.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from checks.ledger.grounds import grounds_of
from checks.ledger.rows import FindingRow, Scope, State, Waiver
from checks.ledger.then import states_then
from checks.model import Finding, Subject, SubjectKind, Verdict
from crawler.catalogue.seen_since import columns_of_keys, seen_after

_ALL = (
    "SELECT w.*, r.at AS revoked_at, r.who AS revoked_by, r.reason AS revoked_reason FROM waivers w"
    " LEFT JOIN waiver_revocations r ON r.waiver_id = w.id"
)


def read_waivers(conn: sqlite3.Connection, site: str | None = None) -> list[Waiver]:
    """All waivers, revoked and expired ones included, by number."""
    return [_waiver(row) for row in conn.execute(f"{_ALL} WHERE ? IS NULL OR w.site = ? ORDER BY w.id", (site, site))]


def read_waiver(conn: sqlite3.Connection, waiver_id: int) -> Waiver | None:
    """One waiver, or None."""
    row = conn.execute(f"{_ALL} WHERE w.id = ?", (waiver_id,)).fetchone()
    return _waiver(row) if row is not None else None


def waivers_with(conn: sqlite3.Connection, ids: Collection[int]) -> dict[int, Waiver]:
    """Some waivers in one question, by number."""
    question = f"{_ALL} WHERE w.id IN (SELECT value FROM json_each(?))"  # noqa: S608 - fixed words
    rows = conn.execute(question, (json.dumps(list(ids)),))
    return {row["id"]: _waiver(row) for row in rows}


def _waiver(row: sqlite3.Row) -> Waiver:
    return Waiver(
        id=row["id"],
        scope=Scope(row["scope"]),
        site=row["site"],
        clause=row["clause"],
        reason=row["reason"],
        approver=row["approver"],
        document=row["document"],
        valid_from=date.fromisoformat(row["valid_from"]),
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        made_at=row["made_at"],
        column=row["column_path"],
        finding_id=row["finding_id"],
        revoked_at=row["revoked_at"],
        revoked_by=row["revoked_by"],
        revoked_reason=row["revoked_reason"],
    )


class Holding:
    """The waivers of a site that hold on a day, asked about findings. Names of findings are looked up once.

    `moment` is a UTC stamp: waivers granted or taken back later do not exist.
    """

    def __init__(self, conn: sqlite3.Connection, site: str, today: date, moment: str | None = None) -> None:
        self._conn = conn
        self._site = site
        known = (_then(waiver, moment) for waiver in read_waivers(conn, site))
        self.waivers = [waiver for waiver in known if waiver is not None and waiver.holds(today)]
        self._of_finding = {
            row["fingerprint"]: next(w for w in self.waivers if w.finding_id == row["id"])
            for row in conn.execute("SELECT id, fingerprint FROM findings WHERE site = ?", (site,))
            if row["id"] in {waiver.finding_id for waiver in self.waivers}
        }
        self._wide = [waiver for waiver in self.waivers if waiver.scope is not Scope.FINDING]
        self._in_column = {waiver.clause for waiver in self._wide if waiver.scope is Scope.COLUMN}
        self._columns: dict[str, frozenset[str]] = {}

    def prepare(self, subjects: Iterable[tuple[str, Subject]]) -> None:
        """Look up the columns of many subjects (clause, subject) in one question."""
        keys = {
            subject.key
            for clause, subject in subjects
            if clause in self._in_column and subject.kind is not SubjectKind.COLUMN and subject.key not in self._columns
        }
        if keys:
            self._columns |= dict.fromkeys(keys, frozenset())
            self._columns |= columns_of_keys(self._conn, self._site, keys)

    def of(self, fingerprint: str, clause: str, subject: Subject) -> Waiver | None:
        """The waiver that covers a finding: the narrowest one, or None."""
        narrow = self._of_finding.get(fingerprint)
        if narrow is not None:
            return narrow
        wide = [waiver for waiver in self._wide if waiver.clause == clause and self._reaches(waiver, clause, subject)]
        return min(wide, key=lambda waiver: (waiver.scope is Scope.SITE, waiver.id), default=None)

    def _reaches(self, waiver: Waiver, clause: str, subject: Subject) -> bool:
        if waiver.scope is Scope.SITE:
            return True
        if subject.kind is SubjectKind.COLUMN:
            return _below(subject.key, waiver.column or "")
        self.prepare([(clause, subject)])
        # An item that also stands in a column that nobody waived is still wrong there.
        columns = self._columns.get(subject.key, frozenset())
        return bool(columns) and all(_below(path, waiver.column or "") for path in columns)


def _below(path: str, top: str) -> bool:
    return path == top or path.startswith(f"{top}/")


def _then(waiver: Waiver, moment: str | None) -> Waiver | None:
    """The waiver as it was known at a moment."""
    if moment is None:
        return waiver
    if waiver.made_at > moment:
        return None
    later = waiver.revoked_at is not None and waiver.revoked_at > moment
    return replace(waiver, revoked_at=None, revoked_by=None, revoked_reason=None) if later else waiver


class NotCounted:
    """What a person decided not to count, or what was seen mended since: `check_site` leaves it out of the score.

    `moment` is a UTC stamp: what was decided later does not exist.
    """

    def __init__(self, conn: sqlite3.Connection, site: str, today: date, moment: str | None = None) -> None:
        self._conn = conn
        self._holding = Holding(conn, site, today, moment)
        self._then = states_then(conn, site, moment) if moment is not None else {}
        self._decided = {
            row["fingerprint"]: row
            for row in conn.execute(
                "SELECT fingerprint, state, decided_grounds, after_run FROM findings WHERE site = ?"
                " AND (state = 'false_alarm' OR state = 'fixed' AND after_run IS NOT NULL)",
                (site,),
            )
        }

    def __call__(self, finding: Finding, as_of: date, run: int | None) -> bool:
        """True if a finding of a check is not to count; `run` is the crawl that the check rests on."""
        decided = self._decided.get(finding.fingerprint)
        if finding.fingerprint in self._then:
            if self._then[finding.fingerprint] in (State.FALSE_ALARM, State.FIXED):
                return True
        elif decided is not None:
            if decided["state"] == State.FALSE_ALARM:
                return bool(decided["decided_grounds"] == grounds_of(finding.judgement, as_of))
            return not rests_on_later(self._conn, finding.judgement.evidence, run, decided["after_run"])
        return self._holding.of(finding.fingerprint, finding.clause.id, finding.subject) is not None


class Confirmed:
    """What a person has found out where no program could: `check_site` takes it as flagged, from that day on.

    Not while its mending is claimed: whether that is true only a person can say again. `moment` is a UTC stamp: what
    was decided later does not exist.
    """

    def __init__(self, conn: sqlite3.Connection, site: str, moment: str | None = None) -> None:
        then = states_then(conn, site, moment) if moment is not None else {}
        self._found = {
            row["fingerprint"]: row
            for row in conn.execute(
                "SELECT fingerprint, message, first_as_of, state FROM findings WHERE site = ? AND origin = 'person'",
                (site,),
            )
            if then.get(row["fingerprint"], State(row["state"])) not in _NOT_STANDING
        }

    def __call__(self, finding: Finding, as_of: date) -> Finding:
        """The finding, flagged where a person confirmed what the check cannot tell."""
        found = self._found.get(finding.fingerprint)
        if found is None or finding.verdict is not Verdict.UNSURE or as_of.isoformat() < found["first_as_of"]:
            return finding
        words = found["message"] if found["message"].startswith(_BY_PERSON) else f"{_BY_PERSON}{found['message']}"
        return replace(finding, judgement=replace(finding.judgement, verdict=Verdict.FLAGGED, message=words))


_NOT_STANDING = (State.FIXED, State.CLAIMED, State.FALSE_ALARM, None)
_BY_PERSON = "人工认定存在问题："


def waived(conn: sqlite3.Connection, site: str, today: date, moment: str | None = None) -> NotCounted:
    """What does not count of a site on that day: the predicate that `check_site` asks. `moment`: as known then."""
    return NotCounted(conn, site, today, moment)


def rests_on_later(conn: sqlite3.Connection, evidence: Sequence[int], run: int | None, after_run: int) -> bool:
    """True if a judgement of a check on `run` was made on pages that were all seen later than run `after_run`."""
    return run is not None and run > after_run and seen_after(conn, evidence, after_run)


def covered_by(findings: Sequence[FindingRow], waiver: Waiver) -> tuple[FindingRow, ...]:
    """Those findings that are waived by this waiver."""
    return tuple(row for row in findings if row.waiver is not None and row.waiver.id == waiver.id)
