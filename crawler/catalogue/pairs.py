"""Pairs of items as a person looks at them: both sides, how they were found to be alike, and what is held of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

STATES = ("review", "auto", "confirmed", "rejected")


@dataclass(frozen=True, slots=True)
class Side:
    """One item of a pair. `text` is its body as last read, "" where it was never read."""

    id: int
    site: str
    title: str | None
    url: str
    published: str | None
    index_no: str | None
    doc_no: str | None
    text: str
    files: tuple[str, ...]
    capture_id: int | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair with its method ("index_no", "close_title", …), score, and who holds what of it since when."""

    id: int
    a: Side
    b: Side
    method: str
    score: float
    state: str
    made_at: str
    made_by: str
    note: str


def pairs(
    conn: sqlite3.Connection,
    *,
    states: Sequence[str] = STATES,
    site: str | None = None,
    ids: Sequence[int] | None = None,
) -> list[Pair]:
    """Pairs of two sites' items, surest first; `site` narrows to pairs with an item of that site."""
    marks = ",".join("?" * len(states))
    chosen = f" AND p.id IN ({','.join('?' * len(ids))})" if ids is not None else ""
    rows = conn.execute(
        f"SELECT p.* {_JOINED} AND p.state IN ({marks}){chosen}"
        " AND (? IS NULL OR ? IN (a.site, b.site)) ORDER BY p.score DESC, p.id",
        (*states, *(ids or ()), site, site),
    ).fetchall()
    return [
        Pair(
            row["id"],
            _side(conn, row["item_a"]),
            _side(conn, row["item_b"]),
            row["method"],
            row["score"],
            row["state"],
            row["made_at"],
            row["made_by"],
            row["note"],
        )
        for row in rows
    ]


def pair_numbers(
    conn: sqlite3.Connection,
    state: str,
    sites: Sequence[str],
    *,
    after: tuple[float, int] | None = None,
    limit: int = 20,
) -> list[int]:
    """Numbers of pairs in one state, surest first, both items of which are on these sites.

    `after`: score and number of the last pair that is known already.
    """
    score, number = after if after is not None else (1e9, 0)
    rows = conn.execute(
        f"{_SEEN} SELECT p.id {_PAIRED} AND p.state = :state"
        " AND (p.score < :score OR p.score = :score AND p.id > :number) ORDER BY p.score DESC, p.id LIMIT :limit",
        {"sites": json.dumps(list(sites)), "state": state, "score": score, "number": number, "limit": limit},
    )
    return [row["id"] for row in rows]


def count_pairs(conn: sqlite3.Connection, sites: Sequence[str]) -> dict[str, int]:
    """How many pairs there are in each state, both items of which are on these sites."""
    rows = conn.execute(
        f"{_SEEN} SELECT p.state, count(*) AS n {_PAIRED} GROUP BY p.state",
        {"sites": json.dumps(list(sites))},
    )
    return {**dict.fromkeys(STATES, 0), **{row["state"]: row["n"] for row in rows}}


def newest_decision(conn: sqlite3.Connection) -> int:
    """The number of the newest decision on any pair; it changes with every count of pairs."""
    row = conn.execute("SELECT coalesce(max(id), 0) AS id FROM pairing_decisions").fetchone()
    return int(row["id"])


_SEEN = "WITH seen AS (SELECT value AS site FROM json_each(:sites))"
_JOINED = "FROM pairings p JOIN items a ON a.id = p.item_a JOIN items b ON b.id = p.item_b WHERE a.site <> b.site"
_PAIRED = (  # not a join: SQLite would first read all items into a filter
    "FROM pairings p WHERE EXISTS (SELECT 1 FROM items a JOIN items b ON b.id = p.item_b"
    " WHERE a.id = p.item_a AND a.site <> b.site AND a.site IN seen AND b.site IN seen)"
)


def waiting(conn: sqlite3.Connection, items: Collection[int], *, moment: str | None = None) -> int:
    """How many pairs among these items wait for a person, now or at a moment (UTC stamp)."""
    rows = conn.execute(
        "SELECT p.item_a, p.item_b FROM pairings p JOIN pairing_decisions d ON d.id ="
        " (SELECT max(e.id) FROM pairing_decisions e WHERE e.pairing_id = p.id AND e.at <= ?) WHERE d.state = 'review'",
        (moment or _FOREVER,),
    )
    wanted = frozenset(items)
    return sum(row["item_a"] in wanted and row["item_b"] in wanted for row in rows)


_FOREVER = "9999"  # a moment behind all others


def _side(conn: sqlite3.Connection, item: int) -> Side:
    row = conn.execute(
        "SELECT i.*, v.index_no, v.doc_no, v.text, v.capture_id FROM items i"
        " LEFT JOIN item_versions v ON v.id = i.version_id WHERE i.id = ?",
        (item,),
    ).fetchone()
    files = conn.execute("SELECT name FROM attachments WHERE version_id = ? ORDER BY position", (row["version_id"],))
    return Side(
        item,
        row["site"],
        row["title"],
        row["url"],
        row["published_on"],
        row["index_no"],
        row["doc_no"],
        row["text"] or "",
        tuple(file["name"] for file in files),
        row["capture_id"],
    )
