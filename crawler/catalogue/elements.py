"""Which labels the 索引号 blocks of a site's items show, and which of them have something behind them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from crawler.catalogue.view import View


@dataclass(frozen=True, slots=True)
class BlockShape:
    """The labels that a block shows, and those among them that are filled."""

    shown: frozenset[str]
    filled: frozenset[str]

    def shows(self, labels: tuple[str, ...]) -> bool:
        """True if one of the labels is there."""
        return not self.shown.isdisjoint(labels)

    def fills(self, labels: tuple[str, ...]) -> bool:
        """True if one of the labels has something behind it."""
        return not self.filled.isdisjoint(labels)


def block_shapes(conn: sqlite3.Connection, view: View) -> Mapping[BlockShape, tuple[int, ...]]:
    """Shape of block → the items (ids) of this shape, as the run knew them. Items without any field are left out."""
    if view.run is None:
        return {}
    rows = conn.execute(
        "SELECT i.id, CASE WHEN c.run_id <= :run THEN c.fields ELSE (SELECT w.fields FROM item_versions w"
        "   WHERE w.item_id = i.id AND w.run_id <= :run ORDER BY w.id DESC LIMIT 1) END AS fields"
        " FROM items i JOIN item_versions c ON c.id = i.version_id"
        " WHERE i.site = :site AND i.first_run <= :run AND NOT (c.run_id <= :run AND c.fields = '{}')",
        {"site": view.site, "run": view.run},
    )
    found: dict[BlockShape, list[int]] = defaultdict(list)
    for row in rows:
        fields: dict[str, str] = json.loads(row["fields"] or "{}")
        if fields:
            filled = frozenset(label for label, value in fields.items() if value.strip())
            found[BlockShape(frozenset(fields), filled)].append(row["id"])
    return {shape: tuple(ids) for shape, ids in found.items()}
