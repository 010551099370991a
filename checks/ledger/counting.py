"""Counting the ledger: how many findings stand where, without reading them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

from checks.ledger.rows import State


def count_by_clause(
    conn: sqlite3.Connection, sites: Sequence[str], *, pack: str | None = None
) -> Mapping[tuple[str, str], Mapping[State, int]]:
    """(pack, clause) → how many findings of these sites are in each state; what has none is not there."""
    rows = conn.execute(
        "SELECT pack, clause, state, count(*) AS n FROM findings"
        " WHERE site IN (SELECT value FROM json_each(?)) AND (? IS NULL OR pack = ?)"
        " GROUP BY pack, clause, state ORDER BY pack, clause, state",
        (json.dumps(list(sites)), pack, pack),
    )
    found: dict[tuple[str, str], dict[State, int]] = {}
    for row in rows:
        found.setdefault((row["pack"], row["clause"]), {})[State(row["state"])] = row["n"]
    return found
