"""Why a count of items is another one than it was: what became of some items between two moments."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One thing that became of an item. `at` is a UTC stamp, `run` the crawl that saw it, `by` who decided."""

    item_id: int
    kind: str  # found | reread | listed | paired | parted
    at: str
    run: int | None = None
    by: str = ""


def item_changes(
    conn: sqlite3.Connection, items: Iterable[int], moments: tuple[str, str], runs: tuple[int, int]
) -> dict[int, list[ItemChange]]:
    """What became of items between two states of the catalogue, oldest first, by item.

    Of decisions count those after the first moment (a UTC stamp) and up to the second, of runs those with numbers
    above the first and up to the second.

    Found by a crawl for the first time, read anew with another content, listed anew (in another column, or with
    another title or date), held to be the same as another item or no longer so.
    """
    asked = {
        "ids": json.dumps(sorted(set(items))),
        "after": moments[0],
        "until": moments[1],
        "run": runs[0],
        "last": runs[1],
    }
    found: dict[int, list[ItemChange]] = defaultdict(list)
    for sql in (_FOUND, _REREAD, _LISTED, _DECIDED):
        for row in conn.execute(sql, asked):
            found[row["item"]].append(ItemChange(row["item"], row["kind"], row["at"], row["run"], row["who"]))
    return {item: sorted(changes, key=lambda change: change.at) for item, changes in found.items()}


_FOUND = (
    "SELECT i.id AS item, 'found' AS kind, r.finished_at AS at, r.id AS run, '' AS who FROM items i"
    " JOIN runs r ON r.id = i.first_run WHERE i.id IN (SELECT value FROM json_each(:ids))"
    " AND r.id > :run AND r.id <= :last"
)
_REREAD = (
    "SELECT v.item_id AS item, 'reread' AS kind, r.finished_at AS at, r.id AS run, '' AS who FROM item_versions v"
    " JOIN runs r ON r.id = v.run_id JOIN items i ON i.id = v.item_id"
    " WHERE v.item_id IN (SELECT value FROM json_each(:ids)) AND v.run_id > i.first_run"
    " AND r.id > :run AND r.id <= :last"
)
_LISTED = (
    "SELECT l.item_id AS item, 'listed' AS kind, max(r.finished_at) AS at, max(r.id) AS run, '' AS who FROM listings l"
    " JOIN runs r ON r.id = l.first_run JOIN items i ON i.id = l.item_id"
    " WHERE l.item_id IN (SELECT value FROM json_each(:ids)) AND l.first_run > i.first_run"
    " AND r.id > :run AND r.id <= :last GROUP BY l.item_id"
)
_DECIDED = (
    "SELECT j.value AS item, iif(d.state IN ('auto', 'confirmed'), 'paired', 'parted') AS kind, d.at, NULL AS run,"
    " d.made_by AS who FROM json_each(:ids) j JOIN pairings p ON j.value IN (p.item_a, p.item_b)"
    " JOIN pairing_decisions d ON d.pairing_id = p.id WHERE d.at > :after AND d.at <= :until"
)
