"""Which elements of the disclosure catalogue the 索引号 blocks of a site's items show, and which they fill."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from crawler.catalogue.view import View


@dataclass(frozen=True, slots=True)
class BlockShape:
    """What a block shows: for each element asked for, whether its label is there and whether something follows it."""

    shown: tuple[bool, ...]
    filled: tuple[bool, ...]


def block_shapes(
    conn: sqlite3.Connection, view: View, marks: tuple[str, ...], elements: tuple[tuple[str, ...], ...]
) -> Mapping[BlockShape, tuple[int, ...]]:
    """Shape of block → the items (ids) of this shape, by id, as the run knew them.

    An item has a block if its fields hold one of the labels `marks`. `elements` are the labels of each element; one
    filled label is enough. Items without a block are left out.
    """
    if view.run is None:
        return {}
    rows = conn.execute(
        "SELECT i.id, v.fields FROM items i JOIN item_versions v ON v.item_id = i.id AND v.id = (SELECT max(w.id)"
        "   FROM item_versions w WHERE w.item_id = i.id AND w.run_id <= :run)"
        " WHERE i.site = :site AND i.first_run <= :run AND v.fields <> '{}' ORDER BY i.id",
        {"site": view.site, "run": view.run},
    )
    found: dict[BlockShape, list[int]] = defaultdict(list)
    for row in rows:
        fields: dict[str, str] = json.loads(row["fields"])
        if not any(mark in fields for mark in marks):
            continue
        shown = tuple(any(label in fields for label in labels) for labels in elements)
        filled = tuple(any(fields.get(label, "").strip() for label in labels) for labels in elements)
        found[BlockShape(shown, filled)].append(row["id"])
    return {shape: tuple(ids) for shape, ids in found.items()}
