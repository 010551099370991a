"""What a person had before them when deciding: two people may look at the same finding at once.

A decision reads the finding, checks what was seen and writes, all in one transaction that begins with the lock for
writing. Who decides says with `expected` which entry of the history was the newest one on the page; None asks nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from checks.ledger.rows import EventRow
from crawler.errors import ConfigError


class StaleError(ConfigError):
    """Somebody was faster: `events` are the entries that the person who decides has not seen, oldest first."""

    def __init__(self, number: str, events: Sequence[EventRow]) -> None:
        self.number = number
        self.events = tuple(events)
        last = self.events[-1]
        super().__init__(
            f"{number} was changed meanwhile ({last.kind} by {last.who} at {last.at})",
            fix=f"look at it again, then decide: `gongkai findings show {number}`",
        )


def finding_events(conn: sqlite3.Connection, finding_id: int, *, after: int = 0) -> tuple[EventRow, ...]:
    """The history of a finding, oldest entry first; `after` leaves out entries up to that one."""
    rows = conn.execute(
        "SELECT id, at, kind, who, note, check_id FROM finding_events WHERE finding_id = ? AND id > ? ORDER BY id",
        (finding_id, after),
    )
    return tuple(EventRow(**dict(row)) for row in rows)


def doubt_events(conn: sqlite3.Connection, doubt_id: int, *, after: int = 0) -> tuple[EventRow, ...]:
    """The history of a doubt, oldest entry first; `after` leaves out entries up to that one."""
    rows = conn.execute(
        "SELECT id, at, kind, who, note, check_id FROM doubt_events WHERE doubt_id = ? AND id > ? ORDER BY id",
        (doubt_id, after),
    )
    return tuple(EventRow(**dict(row)) for row in rows)


def refuse_stale(number: str, expected: int | None, events: Sequence[EventRow]) -> None:
    """Raise StaleError where there are entries newer than the expected one."""
    if expected is not None and events:
        raise StaleError(number, events)
