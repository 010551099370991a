"""Reading the ledger: lists of findings, one finding with its history, and checks."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date

from checks.ledger.rows import CheckRow, EventRow, FindingDetail, FindingRow, State, Waiver
from checks.ledger.seen import finding_events
from checks.ledger.waivers import read_waivers
from crawler.errors import ConfigError


def list_findings(
    conn: sqlite3.Connection,
    *,
    site: str | None = None,
    states: Sequence[State] | None = None,
    clause: str | None = None,
    pack: str | None = None,
    veto: bool | None = None,
    as_of: date | None = None,
    overdue: date | None = None,
) -> list[FindingRow]:
    """Findings, vetoes first, then by clause and subject; every argument narrows.

    `as_of` gives those that the newest check with exactly this monitoring point flagged, in its words; `overdue`
    those that still count and whose deadline lies before that day.
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
    waivers = {waiver.id: waiver for waiver in read_waivers(conn, site)}
    found = [finding_of(row, waivers) for row in rows]
    return found if overdue is None else [row for row in found if row.overdue(overdue)]


def names_known(conn: sqlite3.Connection) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of clauses and of packs that findings and doubts name, also those that no pack has any more."""
    rows = conn.execute("SELECT clause, pack FROM findings UNION SELECT clause, pack FROM doubts").fetchall()
    return frozenset(row["clause"] for row in rows), frozenset(row["pack"] for row in rows)


def times_seen(conn: sqlite3.Connection) -> Mapping[int, int]:
    """How many checks saw each finding (预警次数), by its id."""
    return {
        row["finding_id"]: row["n"]
        for row in conn.execute("SELECT finding_id, count(*) AS n FROM sightings GROUP BY finding_id")
    }


def last_decision(conn: sqlite3.Connection, site: str) -> int:
    """The number of the newest entry that a person made about a finding of a site; 0 where there is none."""
    row = conn.execute(
        "SELECT coalesce(max(e.id), 0) FROM finding_events e JOIN findings f ON f.id = e.finding_id"
        " WHERE f.site = ? AND e.who <> 'gongkai'",
        (site,),
    ).fetchone()
    return int(row[0])


def histories(conn: sqlite3.Connection) -> Mapping[int, Sequence[EventRow]]:
    """The histories of all findings, oldest entry first, by the finding's id."""
    found: dict[int, list[EventRow]] = {}
    for row in conn.execute("SELECT finding_id, id, at, kind, who, note, check_id FROM finding_events ORDER BY id"):
        entry = EventRow(row["at"], row["kind"], row["who"], row["note"], row["check_id"], row["id"])
        found.setdefault(row["finding_id"], []).append(entry)
    return found


def show(conn: sqlite3.Connection, name: str | int) -> FindingDetail:
    """One finding by number (`F-000123`, `123`) or by 8 or more characters of its fingerprint; ConfigError if none."""
    finding = find(conn, name)
    days = conn.execute(
        "SELECT DISTINCT c.as_of FROM sightings s JOIN check_runs c ON c.id = s.check_id WHERE s.finding_id = ?"
        " ORDER BY c.as_of",
        (finding.id,),
    )
    return FindingDetail(
        finding,
        finding_events(conn, finding.id),
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
        fix = "`gongkai findings list` shows them with their numbers"
        if re.fullmatch(r"[Dd]-\d+", text):
            what, fix = (
                f'"{text}" is a doubt, not a finding',
                "confirm it first, or dismiss it: `gongkai findings confirm`",
            )
        raise ConfigError(what, fix=fix)
    return finding_of(rows[0], {waiver.id: waiver for waiver in read_waivers(conn, rows[0]["site"])})


def checks(conn: sqlite3.Connection, *, site: str | None = None) -> list[CheckRow]:
    """Recorded checks, oldest first."""
    rows = conn.execute("SELECT * FROM check_runs WHERE ? IS NULL OR site = ? ORDER BY id", (site, site))
    return [check_of(row) for row in rows]


def check_of(row: sqlite3.Row) -> CheckRow:
    """A row of `check_runs` in terms of the ledger."""
    return CheckRow(
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


def finding_of(row: sqlite3.Row, waivers: Mapping[int, Waiver]) -> FindingRow:
    """A row of the table as a value; `waivers` by number."""
    then = "observed_then" in row.keys()  # noqa: SIM118 - a Row iterates over its values
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
        waiver=waivers.get(row["waiver_id"]),
        unneeded_since=_day(row["unneeded_since"]),
        origin=row["origin"],
        within=row["within"],
        grounds=row["grounds"],
        claimed_at=row["claimed_at"],
        claimed_by=row["claimed_by"],
        refused=row["refused"],
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
