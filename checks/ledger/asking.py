"""Long lists of findings and doubts: narrowed, sorted, cut into pages and counted by SQLite, 50,000 as well as 50.

What is asked for stands in one value, `Wanted`; a list, its counts, its neighbours and its export are made of the same.
"""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum

from checks.ledger.doubts import doubt_of
from checks.ledger.read import finding_of
from checks.ledger.rows import DoubtRow, FindingRow, State
from checks.ledger.waivers import waivers_with
from crawler.clock import SHANGHAI, stamp


class Order(StrEnum):
    """What a list is sorted by."""

    SEVERITY = "severity"  # vetoes first, then by site, clause and subject: as `list_findings` does
    DEADLINE = "deadline"
    FIRST = "first"
    CLAUSE = "clause"
    SUBJECT = "subject"
    STATE = "state"
    SITE = "site"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings (or doubts) are asked for. Every value narrows; the rest is left open.

    `sites` are those that the person sees or chose; None: all. `states` are values of State (or DoubtState); `text` is
    looked for in titles, paths, addresses and clauses; `column` takes sub-columns and what stands in them, too;
    `overdue` and `due_by` are days, `since` the day on which a finding was first seen or later.
    """

    sites: tuple[str, ...] | None = None
    states: tuple[str, ...] = ()
    clause: str | None = None
    pack: str | None = None
    rule: str | None = None
    column: str | None = None
    text: str = ""
    veto: bool | None = None
    verified: bool | None = None
    overdue: date | None = None
    due_by: date | None = None
    since: date | None = None
    came_back: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a list have one value; `title` is the value in words where the ledger has some."""

    value: str
    number: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Facets:
    """The counts beside a list: each of them as if its own field were left open."""

    states: tuple[Count, ...]
    clauses: tuple[Count, ...]
    packs: tuple[Count, ...]
    sites: tuple[Count, ...]  # of those asked for


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where a finding stands in a list, counted from 1, and the numbers before and after it. 0: not in the list."""

    place: int
    total: int
    before: int | None
    after: int | None


def page_of_findings(
    conn: sqlite3.Connection,
    wanted: Wanted,
    *,
    order: Order = Order.SEVERITY,
    falling: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> list[FindingRow]:
    """The findings of one page; all of them without a limit. `falling` turns the first key of the order around."""
    where, values = _where(wanted, _FINDINGS)
    ids = [
        row[0]
        for row in conn.execute(
            f"SELECT f.id FROM findings f INDEXED BY findings_asked WHERE {where}"  # noqa: S608 - fixed words
            f" ORDER BY {_sorted(order, falling)} LIMIT :limit OFFSET :offset",
            {**values, "limit": -1 if limit is None else limit, "offset": offset},
        )
    ]
    rows = conn.execute("SELECT * FROM findings WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),))
    by_id = {row["id"]: row for row in rows}
    waivers = waivers_with(conn, {row["waiver_id"] for row in by_id.values() if row["waiver_id"] is not None})
    return [finding_of(by_id[number], waivers) for number in ids]


def count_findings(conn: sqlite3.Connection, wanted: Wanted) -> int:
    """How many findings there are, exactly."""
    return _count(conn, wanted, _FINDINGS)


def facets_of_findings(conn: sqlite3.Connection, wanted: Wanted) -> Facets:
    """The counts by state, by clause and by site."""
    return _facets(conn, wanted, _FINDINGS)


def neighbours(
    conn: sqlite3.Connection, wanted: Wanted, finding_id: int, *, order: Order = Order.SEVERITY, falling: bool = False
) -> Neighbours:
    """Where a finding stands in the list, and what stands before and after it."""
    where, values = _where(wanted, _FINDINGS)
    ids = [
        row[0]
        for row in conn.execute(
            f"SELECT f.id FROM findings f INDEXED BY findings_asked WHERE {where} ORDER BY {_sorted(order, falling)}",  # noqa: S608
            values,
        )
    ]
    if finding_id not in ids:
        return Neighbours(0, len(ids), None, None)
    at = ids.index(finding_id)
    return Neighbours(at + 1, len(ids), ids[at - 1] if at > 0 else None, ids[at + 1] if at + 1 < len(ids) else None)


def page_of_doubts(
    conn: sqlite3.Connection, wanted: Wanted, *, limit: int | None = None, offset: int = 0
) -> list[DoubtRow]:
    """The doubts of one page, vetoes first, then by site, clause and subject."""
    where, values = _where(wanted, _DOUBTS)
    rows = conn.execute(
        "SELECT * FROM doubts WHERE id IN (SELECT f.id FROM doubts f INDEXED BY doubts_asked"  # noqa: S608
        f" WHERE {where} ORDER BY {_sorted(Order.SEVERITY, False)} LIMIT :limit OFFSET :offset)"
        " ORDER BY veto DESC, site, clause, subject_key, id",
        {**values, "limit": -1 if limit is None else limit, "offset": offset},
    )
    return [doubt_of(row) for row in rows]


def count_doubts(conn: sqlite3.Connection, wanted: Wanted) -> int:
    """How many doubts there are, exactly."""
    return _count(conn, wanted, _DOUBTS)


def facets_of_doubts(conn: sqlite3.Connection, wanted: Wanted) -> Facets:
    """The counts of doubts by state, by clause and by site."""
    return _facets(conn, wanted, _DOUBTS)


# --- how it is asked --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    index: str
    prefix: str  # of its numbers: F-000012


_FINDINGS = _Table("findings", "findings_asked", "F")
_DOUBTS = _Table("doubts", "doubts_asked", "D")

# The order in which a person works: what came back or is new, what waits for an answer, what is settled.
WORK = (
    State.REOPENED,
    State.OPEN,
    State.DISPUTED,
    State.CLAIMED,
    State.CONFIRMED,
    State.WAIVED,
    State.FALSE_ALARM,
    State.FIXED,
)
_BY_WORK = f"CASE f.state {' '.join(f'WHEN {state.value!r} THEN {place}' for place, state in enumerate(WORK))} END"
_TAIL = "f.site, f.clause, f.subject_key, f.id"
_ORDERS = {
    Order.SEVERITY: ("f.veto DESC", "f.veto", _TAIL),
    Order.DEADLINE: ("f.deadline IS NULL, f.deadline", "f.deadline IS NULL, f.deadline DESC", f"f.veto DESC, {_TAIL}"),
    Order.FIRST: ("f.first_flagged", "f.first_flagged DESC", f"f.veto DESC, {_TAIL}"),
    Order.CLAUSE: ("f.clause", "f.clause DESC", "f.site, f.subject_key, f.id"),
    Order.SUBJECT: ("f.subject_key", "f.subject_key DESC", "f.site, f.clause, f.id"),
    Order.STATE: (_BY_WORK, f"{_BY_WORK} DESC", f"f.veto DESC, {_TAIL}"),
    Order.SITE: ("f.site", "f.site DESC", "f.veto DESC, f.clause, f.subject_key, f.id"),
    Order.NUMBER: ("f.id", "f.id DESC", "f.site"),
}
"""Rising, falling, and what decides between equals."""


def _sorted(order: Order, falling: bool) -> str:
    rising, turned, tail = _ORDERS[order]
    return f"{turned if falling else rising}, {tail}"


def _count(conn: sqlite3.Connection, wanted: Wanted, table: _Table) -> int:
    where, values = _where(wanted, table)
    sql = f"SELECT count(*) FROM {table.name} f INDEXED BY {table.index} WHERE {where}"  # noqa: S608
    return int(conn.execute(sql, values).fetchone()[0])


def _facets(conn: sqlite3.Connection, wanted: Wanted, table: _Table) -> Facets:
    def counted(field: str, open_for: Wanted, title: str = "''") -> tuple[Count, ...]:
        where, values = _where(open_for, table)
        rows = conn.execute(
            f"SELECT f.{field} AS value, count(*) AS n, max({title}) AS title FROM {table.name} f"  # noqa: S608
            f" INDEXED BY {table.index} WHERE {where} GROUP BY f.{field} ORDER BY n DESC, value",
            values,
        )
        return tuple(Count(row["value"], row["n"], row["title"]) for row in rows)

    return Facets(
        states=counted("state", replace(wanted, states=())),
        clauses=counted("clause", replace(wanted, clause=None), "f.clause_title"),
        packs=counted("pack", replace(wanted, pack=None)),
        sites=counted("site", wanted),
    )


_COUNTING = json.dumps([state.value for state in State if state.counts])
_IN_COLUMN = (
    "(f.subject_kind = 'column' AND (f.subject_key = :column OR f.subject_key >= :below AND f.subject_key < :beyond)"
    " OR f.subject_kind IN ('item', 'link') AND EXISTS (SELECT 1 FROM items i JOIN listings l ON l.item_id = i.id"
    " JOIN columns c ON c.id = l.column_id WHERE i.site = f.site AND i.key = f.subject_key AND c.level > 0"
    " AND (c.path = :column OR c.path >= :below AND c.path < :beyond)))"
)

_WORDS = (
    "(f.subject_label LIKE :text ESCAPE '\\' OR f.subject_key LIKE :text ESCAPE '\\'"
    " OR f.clause_title LIKE :text ESCAPE '\\' OR f.clause LIKE :text ESCAPE '\\' OR f.id = :number)"
)


def _where(wanted: Wanted, table: _Table) -> tuple[str, dict[str, object]]:
    """The condition, of fixed words, and the values that are bound in it."""
    of_findings = table is _FINDINGS
    first = "f.first_flagged" if of_findings else "f.first_seen"
    parts: list[tuple[bool, str, dict[str, object]]] = [
        (
            wanted.sites is not None,
            "f.site IN (SELECT value FROM json_each(:sites))",
            {"sites": json.dumps(list(wanted.sites or ()))},
        ),
        (
            bool(wanted.states),
            "f.state IN (SELECT value FROM json_each(:states))",
            {"states": json.dumps(list(wanted.states))},
        ),
        (wanted.clause is not None, "f.clause = :clause", {"clause": wanted.clause}),
        (wanted.pack is not None, "f.pack = :pack", {"pack": wanted.pack}),
        (wanted.rule is not None, "f.rule = :rule", {"rule": wanted.rule}),
        (wanted.veto is not None, "f.veto = :veto", {"veto": wanted.veto}),
        (wanted.verified is not None, "f.unverified = :unverified", {"unverified": not wanted.verified}),
        (wanted.since is not None, f"{first} >= :since", {"since": _begins(wanted.since)}),
        (
            wanted.column is not None,
            _IN_COLUMN,
            {"column": wanted.column, "below": f"{wanted.column}/", "beyond": f"{wanted.column}0"},
        ),
        (
            bool(wanted.text),
            _WORDS,
            {"text": _like(wanted.text), "number": _number(wanted.text, table)},
        ),
    ]
    if of_findings:
        counting = "f.state IN (SELECT value FROM json_each(:counting))"
        parts += [
            (wanted.came_back, "f.reopened > 0", {}),
            (
                wanted.overdue is not None,
                f"f.deadline < :overdue AND {counting}",
                {"overdue": str(wanted.overdue), "counting": _COUNTING},
            ),
            (
                wanted.due_by is not None,
                f"f.deadline <= :due_by AND {counting}",
                {"due_by": str(wanted.due_by), "counting": _COUNTING},
            ),
        ]
    given = [(condition, values) for asked, condition, values in parts if asked]
    bound = {name: value for _, values in given for name, value in values.items()}
    return " AND ".join(condition for condition, _ in given) or "1", bound


def _number(text: str, table: _Table) -> int:
    """The number that a text names, for the table of its letter: F-000012, f-12, 12."""
    found = re.fullmatch(rf"(?:{table.prefix}-?)?0*(\d{{1,9}})", text.strip(), re.IGNORECASE)
    return int(found[1]) if found else 0


def _like(text: str) -> str:
    plain = re.sub(r"([\\%_])", r"\\\1", text.strip())
    return f"%{plain}%"


def _begins(day: date | None) -> str:
    """The first moment of a day in Asia/Shanghai, as a stamp."""
    return stamp(datetime.combine(day, time.min, SHANGHAI).astimezone(UTC)) if day else ""
