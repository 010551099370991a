"""What a run knows that is no row of its own elsewhere: other addresses of columns, and single facts.

Kept in the catalogue so that a run that is cut off, or worked on by several processes, knows the same.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal

WIDENED = "widened"  # the organ was nowhere on its portal: all of it is walked
SITE_NUMBER = "site_number"  # by which the site's data services know it
_STRUCTURE = "structure"  # counts the changes to what a run knows of columns


@dataclass(frozen=True, slots=True)
class ColumnAddress:
    """An address that a column has or had beside the one it is known by."""

    column_id: int
    key: str
    url: str
    state: Literal["other", "left"]  # other: menus name it too; left: it led nowhere, the column moved


def put_address(conn: sqlite3.Connection, run_id: int, address: ColumnAddress) -> None:
    """Note an address of a column; one that was left stays left."""
    conn.execute(
        "INSERT INTO column_addresses (run_id, column_id, key, url, state) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (run_id, column_id, key) DO UPDATE SET state = excluded.state WHERE excluded.state = 'left'",
        (run_id, address.column_id, address.key, address.url, address.state),
    )


def addresses(conn: sqlite3.Connection, run_id: int) -> list[ColumnAddress]:
    """All noted addresses of a run's columns, in an order that does not depend on when they were found."""
    rows = conn.execute(
        "SELECT column_id, key, url, state FROM column_addresses WHERE run_id = ? ORDER BY column_id, length(url), url",
        (run_id,),
    )
    return [ColumnAddress(row["column_id"], row["key"], row["url"], row["state"]) for row in rows]


def put_fact(conn: sqlite3.Connection, run_id: int, name: str, value: str) -> None:
    """Note one fact of a run; a newer value replaces the older."""
    conn.execute(
        "INSERT INTO run_facts (run_id, name, value) VALUES (?, ?, ?)"
        " ON CONFLICT (run_id, name) DO UPDATE SET value = excluded.value",
        (run_id, name, value),
    )


def facts(conn: sqlite3.Connection, run_id: int) -> dict[str, str]:
    """All facts of a run by name."""
    rows = conn.execute("SELECT name, value FROM run_facts WHERE run_id = ?", (run_id,))
    return {row["name"]: row["value"] for row in rows}


def structure_changed(conn: sqlite3.Connection, run_id: int) -> int:
    """Note that columns or their addresses changed; returns the new count, which every process can compare."""
    row = conn.execute(
        "INSERT INTO run_facts (run_id, name, value) VALUES (?, ?, '1') ON CONFLICT (run_id, name)"
        " DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) RETURNING value",
        (run_id, _STRUCTURE),
    ).fetchone()
    return int(row["value"])


def structure_count(conn: sqlite3.Connection, run_id: int) -> int:
    """How often the structure has changed so far."""
    row = conn.execute("SELECT value FROM run_facts WHERE run_id = ? AND name = ?", (run_id, _STRUCTURE)).fetchone()
    return int(row["value"]) if row is not None else 0
