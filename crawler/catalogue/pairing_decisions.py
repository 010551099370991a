"""What is held of pairs of items, who decided it and when; and which items were one at any moment.

`pairings` holds the state of today. `pairing_decisions` only grows: with it a count of a past moment is made again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from crawler.clock import stamp
from crawler.identity import canonical_key

PROGRAM = "gongkai"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on a pair: auto or review by the program, confirmed or rejected by a person."""

    pairing: int
    at: str
    state: str
    by: str
    note: str


def put_pairing(
    conn: sqlite3.Connection,
    item_a: int,
    item_b: int,
    method: str,
    score: float,
    state: str,
    now: datetime,
    note: str = "",
) -> int:
    """Record that two items are (or may be) one. 1 if that is new.

    A pair that waits for a person is joined where later evidence makes it sure; nothing else is ever overwritten,
    least of all what a person has decided.
    """
    pair = (min(item_a, item_b), max(item_a, item_b))
    row = conn.execute("SELECT id, state FROM pairings WHERE item_a = ? AND item_b = ?", pair).fetchone()
    if row is None:
        made = conn.execute(
            "INSERT INTO pairings (item_a, item_b, method, score, state, made_at, made_by, note)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*pair, method, score, state, stamp(now), PROGRAM, note),
        ).lastrowid
    elif row["state"] == "review" and state == "auto":
        made = row["id"]
        conn.execute("UPDATE pairings SET state = 'auto', method = ?, score = ? WHERE id = ?", (method, score, made))
    else:
        return 0
    _note(conn, made, state, PROGRAM, note, now)
    return 1


def decide(conn: sqlite3.Connection, pairing: int, state: str, by: str, note: str, now: datetime) -> None:
    """A person's decision: state "confirmed" (one and the same item) or "rejected" (two items).

    The caller holds a transaction. Raises LookupError where there is no such pair, ValueError for another state.
    """
    if state not in ("confirmed", "rejected"):
        raise ValueError(f"a person confirms or rejects a pair, not {state!r}")
    pair = conn.execute("SELECT item_a, item_b FROM pairings WHERE id = ?", (pairing,)).fetchone()
    if pair is None:
        raise LookupError(f"no pair {pairing}")
    conn.execute(
        "UPDATE pairings SET state = ?, made_by = ?, made_at = ?, note = ? WHERE id = ?",
        (state, by, stamp(now), note, pairing),
    )
    _note(conn, pairing, state, by, note, now)
    _renew_group(conn, pair["item_a"])
    _renew_group(conn, pair["item_b"])


def _note(conn: sqlite3.Connection, pairing: int | None, state: str, by: str, note: str, now: datetime) -> None:
    conn.execute(
        "INSERT INTO pairing_decisions (pairing_id, at, state, made_by, note) VALUES (?, ?, ?, ?, ?)",
        (pairing, stamp(now), state, by, note),
    )


def decisions_on(conn: sqlite3.Connection, pairing: int) -> list[Decision]:
    """Everything that was decided on one pair, oldest first."""
    rows = conn.execute("SELECT * FROM pairing_decisions WHERE pairing_id = ? ORDER BY id", (pairing,))
    return [Decision(row["pairing_id"], row["at"], row["state"], row["made_by"], row["note"]) for row in rows]


def newest_decision_on(conn: sqlite3.Connection, pairing: int) -> int:
    """The number of the newest decision on one pair, 0 where there is none."""
    row = conn.execute("SELECT max(id) AS id FROM pairing_decisions WHERE pairing_id = ?", (pairing,)).fetchone()
    return row["id"] or 0


def last_decided(conn: sqlite3.Connection) -> str | None:
    """The moment of the newest decision on any pair, None where there is none."""
    row = conn.execute("SELECT max(at) AS at FROM pairing_decisions").fetchone()
    return row["at"] if row else None


def renew_identities(conn: sqlite3.Connection) -> None:
    """Recompute `identity_id` (the smallest item id of each group) from all pairings that hold; write what differs."""
    rows = conn.execute("SELECT item_a, item_b FROM pairings WHERE state IN ('auto', 'confirmed')")
    groups = _groups((row["item_a"], row["item_b"]) for row in rows)
    stored = dict(tuple(row) for row in conn.execute("SELECT id, identity_id FROM items WHERE identity_id <> id"))
    changed = [
        (groups.get(item, item), item) for item, identity in stored.items() if groups.get(item, item) != identity
    ]
    changed += [(identity, item) for item, identity in groups.items() if identity != item and item not in stored]
    conn.executemany("UPDATE items SET identity_id = ? WHERE id = ?", changed)


_GROUP = """
WITH RECURSIVE found (id) AS (
    VALUES (:item)
    UNION SELECT p.item_b FROM found f JOIN pairings p ON p.item_a = f.id WHERE p.state IN ('auto', 'confirmed')
    UNION SELECT p.item_a FROM found f JOIN pairings p ON p.item_b = f.id WHERE p.state IN ('auto', 'confirmed')
)
SELECT id FROM found
"""


def _renew_group(conn: sqlite3.Connection, item: int) -> None:
    """The same for the group of one item alone."""
    members = [row["id"] for row in conn.execute(_GROUP, {"item": item})]
    conn.executemany("UPDATE items SET identity_id = ? WHERE id = ?", [(min(members), member) for member in members])


def identities_at(conn: sqlite3.Connection, moment: str) -> dict[int, int]:
    """Item → identity at a moment (UTC stamp), for the items that were then held to be one with another."""
    rows = conn.execute(
        "SELECT p.item_a, p.item_b FROM pairings p JOIN pairing_decisions d ON d.id ="
        " (SELECT max(e.id) FROM pairing_decisions e WHERE e.pairing_id = p.id AND e.at <= ?)"
        " WHERE d.state IN ('auto', 'confirmed')",
        (moment,),
    )
    return _groups((row["item_a"], row["item_b"]) for row in rows)


def _groups(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The smallest member of each item's group."""
    parent: dict[int, int] = {}

    def root(item: int) -> int:
        while parent.setdefault(item, item) != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return {item: root(item) for item in list(parent)}


def decide_by_url(
    conn: sqlite3.Connection, url_a: str, url_b: str, state: str, by: str, note: str, now: datetime
) -> bool:
    """A person's decision on the items of two addresses, as another catalogue tells it. False where one is unknown."""
    found = [
        conn.execute("SELECT id FROM items WHERE key = ? ORDER BY id", (canonical_key(url),)).fetchone()
        for url in (url_a, url_b)
    ]
    if None in found:
        return False
    one, other = (row["id"] for row in found)
    put_pairing(conn, one, other, "stated", 0.0, "review", now)
    pair = (min(one, other), max(one, other))
    row = conn.execute("SELECT id FROM pairings WHERE item_a = ? AND item_b = ?", pair).fetchone()
    decide(conn, row["id"], state, by, note, now)
    return True
