"""The log of deeds: who did what, to what, when, from where, and how it ended. Rows are only ever added."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.clock import stamp


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry. `outcome` is the HTTP status that was answered; 0 for a deed on the command line."""

    at: str
    who: str
    action: str
    about: str
    site: str | None
    note: str
    outcome: int
    address: str


def enter(conn: sqlite3.Connection, deed: Deed) -> None:
    """Add an entry."""
    conn.execute(
        "INSERT INTO deeds (at, who, action, about, site, note, outcome, address) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (deed.at, deed.who, deed.action, deed.about, deed.site, deed.note[:2000], deed.outcome, deed.address),
    )


def deed(now: datetime, who: str, action: str, about: str = "", *, note: str = "") -> Deed:
    """An entry of something that was done on the command line."""
    return Deed(stamp(now), who, action, about, None, note, 0, "")


def deeds(
    conn: sqlite3.Connection, *, who: str | None = None, before: int | None = None, limit: int = 100
) -> Sequence[tuple[int, Deed]]:
    """(number, entry), newest first; `before` is the number of the last one of the page before."""
    rows = conn.execute(
        "SELECT * FROM deeds WHERE (? IS NULL OR who = ?) AND (? IS NULL OR id < ?) ORDER BY id DESC LIMIT ?",
        (who, who, before, before, limit),
    )
    return [(row["id"], Deed(**{name: row[name] for name in Deed.__slots__})) for row in rows]
