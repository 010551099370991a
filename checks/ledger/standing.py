"""How sites stand, many at once: their newest check, what is counted against them, and the course of their checks.

Counted from indexes alone, so that it costs little however many findings there are.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from checks.ledger.read import check_of
from checks.ledger.rows import CheckRow, State


@dataclass(frozen=True, slots=True)
class SiteCounts:
    """How many findings of a site are in which state, how many of them are overdue, and how many doubts wait."""

    by_state: Mapping[State, int] = field(default_factory=dict)
    overdue: int = 0
    doubts: int = 0

    @property
    def standing(self) -> int:
        """Those that count against the site."""
        return sum(count for state, count in self.by_state.items() if state.counts)


@dataclass(frozen=True, slots=True)
class CheckPoint:
    """One check in the course of a site's checks."""

    id: int
    as_of: date
    flagged: int
    unsure: int
    verdict: str | None
    points: float | None


def ledger_mark(conn: sqlite3.Connection) -> tuple[int, ...]:
    """A mark that changes with every check, decision, waiver and revocation that is entered."""
    row = conn.execute(
        "SELECT coalesce((SELECT max(id) FROM check_runs), 0), coalesce((SELECT max(id) FROM finding_events), 0),"
        " coalesce((SELECT max(id) FROM doubt_events), 0), coalesce((SELECT max(id) FROM waivers), 0),"
        " (SELECT count(*) FROM waiver_revocations)"
    ).fetchone()
    return tuple(row)


def counts_of(conn: sqlite3.Connection, today: date, *, site: str | None = None) -> dict[str, SiteCounts]:
    """Findings and open doubts by site, or of one; a site without any is missing."""
    one = "" if site is None else " AND site = :site"
    values = {"today": today.isoformat(), "site": site}
    states: dict[str, dict[State, int]] = defaultdict(dict)
    late: dict[str, int] = defaultdict(int)
    for name, state, count, overdue in _plain(
        conn,
        "SELECT site, state, count(*), count(CASE WHEN deadline < :today THEN 1 END)"  # noqa: S608 - fixed words
        f" FROM findings INDEXED BY findings_by_deadline WHERE 1{one} GROUP BY site, state",
        values,
    ):
        states[name][State(state)] = count
        late[name] += overdue if State(state).counts else 0
    doubts: dict[str, int] = dict(
        _plain(conn, f"SELECT site, count(*) FROM doubts WHERE state = 'open'{one} GROUP BY site", values)  # noqa: S608
    )
    return {
        name: SiteCounts(states.get(name, {}), late.get(name, 0), doubts.get(name, 0))
        for name in states.keys() | doubts.keys()
    }


def newest_checks(conn: sqlite3.Connection, *, site: str | None = None) -> dict[str, CheckRow]:
    """The newest check of every site, or of one; checks that only looked back do not count."""
    rows = conn.execute(
        "SELECT c.* FROM check_runs c JOIN (SELECT site, max(id) AS id FROM check_runs WHERE retrospective = 0"
        " AND (:site IS NULL OR site = :site) GROUP BY site) n ON n.id = c.id",
        {"site": site},
    )
    return {row["site"]: check_of(row) for row in rows}


def courses(conn: sqlite3.Connection, sites: Sequence[str], last: int) -> dict[str, list[CheckPoint]]:
    """The last so many checks of these sites, oldest first; those that only looked back are left out."""
    rows = conn.execute(
        "SELECT c.id, c.site, c.as_of, c.flagged, c.unsure, c.verdict, c.points FROM json_each(:sites) s"
        " JOIN check_runs c ON c.id IN (SELECT id FROM check_runs WHERE site = s.value AND retrospective = 0"
        " ORDER BY id DESC LIMIT :last) ORDER BY c.id",
        {"sites": json.dumps(list(sites)), "last": last},
    )
    found: dict[str, list[CheckPoint]] = {}
    for row in rows:
        point = CheckPoint(
            row["id"],
            date.fromisoformat(row["as_of"]),
            row["flagged"],
            row["unsure"],
            row["verdict"],
            row["points"],
        )
        found.setdefault(row["site"], []).append(point)
    return found


def by_column(conn: sqlite3.Connection, site: str) -> dict[str, dict[State, int]]:
    """Findings about columns themselves, by path and state."""
    found: dict[str, dict[State, int]] = defaultdict(dict)
    for path, state, count in _plain(
        conn,
        "SELECT subject_key, state, count(*) FROM findings WHERE site = :site AND subject_kind = 'column'"
        " GROUP BY subject_key, state",
        {"site": site},
    ):
        found[path][State(state)] = count
    return dict(found)


def _plain(conn: sqlite3.Connection, question: str, values: Mapping[str, object]) -> sqlite3.Cursor:
    rows = conn.cursor()
    rows.row_factory = None
    return rows.execute(question, values)
