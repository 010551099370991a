"""How the home page and the answers to wrong addresses looked in a run, so that every process of it knows."""

from __future__ import annotations

import sqlite3
from typing import Literal

What = Literal["home", "wrong", "target"]  # target: where a host redirects to from an address that does not exist


def put_print(conn: sqlite3.Connection, run_id: int, host: str, what: What, value: str) -> None:
    """Note one; a newer one replaces it. `host` is empty for the home page."""
    conn.execute(
        "INSERT INTO prints (run_id, host, what, value) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (run_id, host, what) DO UPDATE SET value = excluded.value",
        (run_id, host, what, value),
    )


def prints(conn: sqlite3.Connection, run_id: int) -> list[tuple[str, What, str]]:
    """(host, what, value): those of a run; of what it has not seen itself, those of the newest run before it."""
    rows = conn.execute(
        "SELECT p.host, p.what, p.value, max(p.run_id) FROM prints p JOIN runs r ON r.id = p.run_id"
        " WHERE p.run_id <= ? AND r.site = (SELECT site FROM runs WHERE id = ?) GROUP BY p.host, p.what",
        (run_id, run_id),
    )
    return [(row["host"], row["what"], row["value"]) for row in rows]
