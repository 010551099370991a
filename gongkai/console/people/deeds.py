"""The log of deeds: who did what, to what, when, from where, and how it ended. Rows are only ever added.

A change is noted before it is made (`begin`) and entered when it has ended (`enter`): what a killed process had begun
is entered later with the outcome CUT_OFF, so that no change can be without an entry. Entries are chained by digests.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime, time, timedelta

from crawler.clock import SHANGHAI, stamp
from crawler.sqlite_files import transaction

COMMAND_LINE = 0  # the outcome of a deed on the command line that succeeded
CUT_OFF = -1  # begun, but the process ended before it could say how: whether the change was made shows where it lies
REFUSED = 400  # on the command line too
LONGEST = timedelta(minutes=10)  # no request takes that long: what was begun before then was cut off
_NOTE = 2000  # characters


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry. `outcome` is the HTTP status that was answered, COMMAND_LINE or CUT_OFF."""

    at: str
    who: str
    action: str
    about: str
    site: str | None
    note: str
    outcome: int
    address: str


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries are looked for; None: all. `day` is a day in Asia/Shanghai."""

    who: str | None = None
    action: str | None = None
    site: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """What walking the chain came to. `broken`: the first entry that does not fit; None where all do."""

    entries: int
    unchained: int  # older than the chain
    head: str  # the last digest; whoever wrote it down elsewhere notices when the end of the log is cut off
    broken: int | None
    reason: str = ""


def begin(conn: sqlite3.Connection, deed: Deed) -> int:
    """Note a change that is about to be made; returns the number to give to `enter`."""
    row = conn.execute(
        "INSERT INTO deeds_begun (at, who, action, about, site, note, address) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (deed.at, deed.who, deed.action, deed.about, deed.site, deed.note[:_NOTE], deed.address),
    )
    return int(row.lastrowid or 0)


def enter(conn: sqlite3.Connection, deed: Deed, begun: int | None = None) -> None:
    """Add an entry at the end of the chain; `begun` is what it was noted as before."""
    with nullcontext() if conn.in_transaction else transaction(conn):
        _append(conn, deed)
        conn.execute("DELETE FROM deeds_begun WHERE id = ?", (begun,))


def settle(conn: sqlite3.Connection, now: datetime) -> int:
    """Enter what was begun and never ended, because the process was killed; returns how many."""
    late = stamp(now - LONGEST)
    if conn.execute("SELECT 1 FROM deeds_begun WHERE at < ? LIMIT 1", (late,)).fetchone() is None:
        return 0
    with transaction(conn):
        rows = conn.execute("SELECT * FROM deeds_begun WHERE at < ? ORDER BY id", (late,)).fetchall()
        for row in rows:
            fields = {name: row[name] for name in Deed.__slots__ if name != "outcome"}
            _append(conn, Deed(**fields, outcome=CUT_OFF))
            conn.execute("DELETE FROM deeds_begun WHERE id = ?", (row["id"],))
    return len(rows)


@contextmanager
def doing(conn: sqlite3.Connection, now: datetime, who: str, action: str, about: str, note: str = "") -> Iterator[None]:
    """A change on the command line: noted, made in the block, entered; also where it is refused."""
    told = Deed(stamp(now), who, action, about, None, note, COMMAND_LINE, "")
    begun = begin(conn, told)
    try:
        yield
    except Exception as error:
        enter(conn, replace(told, outcome=REFUSED, note=str(error)), begun)
        raise
    enter(conn, told, begun)


def deeds(
    conn: sqlite3.Connection, sought: Sought | None = None, *, before: int | None = None, limit: int = 100
) -> Sequence[tuple[int, Deed]]:
    """(number, entry), newest first; `before` is the number of the last one of the page before."""
    wanted = sought or Sought()
    start, end = _bounds(wanted.day)
    conditions = {
        "who = ?": wanted.who,
        "action = ?": wanted.action,
        "site = ?": wanted.site,
        "at >= ?": start,
        "at < ?": end,
        "id < ?": before,
    }
    asked = {text: value for text, value in conditions.items() if value is not None}
    where = f"WHERE {' AND '.join(asked)}" if asked else ""
    rows = conn.execute(f"SELECT * FROM deeds {where} ORDER BY id DESC LIMIT ?", (*asked.values(), limit))  # noqa: S608
    return [(row["id"], _deed(row)) for row in rows]


def known(conn: sqlite3.Connection, field: str) -> list[str]:
    """The values that `who`, `action` or `site` has in the log, without reading all of it."""
    if field not in ("who", "action", "site"):
        raise ValueError(field)
    rows = conn.execute(
        f"WITH RECURSIVE found(value) AS (SELECT min({field}) FROM deeds UNION ALL"  # noqa: S608 - a closed list
        f" SELECT (SELECT min({field}) FROM deeds WHERE {field} > found.value) FROM found"
        " WHERE found.value IS NOT NULL)"
        " SELECT value FROM found WHERE value IS NOT NULL AND value != ''"
    )
    return [row["value"] for row in rows]


def check_chain(conn: sqlite3.Connection, expected: str | None = None) -> Chain:
    """Walk the whole log: was an entry changed, left out or put in? `expected`: a head that was written down before."""
    head, last, unchained, count, seen = "", 0, 0, 0, expected is None
    for row in conn.execute("SELECT * FROM deeds ORDER BY id"):
        count += 1
        if not row["digest"] and not head:
            unchained, last = unchained + 1, row["id"]
            continue
        if row["id"] != last + 1:
            return Chain(count, unchained, head, row["id"], f"entries {last + 1} to {row['id'] - 1} are missing")
        if row["digest"] != _digest(head, row["id"], _deed(row)):
            return Chain(count, unchained, head, row["id"], "the entry is not what was written")
        head, last = row["digest"], row["id"]
        seen = seen or head == expected
    if not seen:
        return Chain(
            count, unchained, head, last, f"no entry has the digest {expected}: the end was cut off or rewritten"
        )
    return Chain(count, unchained, head, None)


def _append(conn: sqlite3.Connection, deed: Deed) -> None:
    kept = replace(deed, note=deed.note[:_NOTE])
    last = conn.execute("SELECT id, digest FROM deeds ORDER BY id DESC LIMIT 1").fetchone()
    number, head = (last["id"] + 1, last["digest"]) if last else (1, "")
    conn.execute(
        "INSERT INTO deeds (id, at, who, action, about, site, note, outcome, address, digest)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, *astuple(kept), _digest(head, number, kept)),
    )


def _digest(head: str, number: int, deed: Deed) -> str:
    written = json.dumps([head, number, *astuple(deed)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def _deed(row: sqlite3.Row) -> Deed:
    return Deed(**{name: row[name] for name in Deed.__slots__})


def _bounds(day: date | None) -> tuple[str | None, str | None]:
    if day is None:
        return None, None
    start = datetime.combine(day, time(), SHANGHAI)
    return stamp(start), stamp(start + timedelta(days=1))
