"""From an address to a file of the reports folder, for all views of this room."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from flask import abort

from gongkai.console.documents import orders, shelf
from gongkai.console.documents.orders import Ordered
from gongkai.console.here import place, store

FOUND = "found"
_NAME = re.compile(r"D-(\d{6,12})\Z")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of documents by the name that addresses use: D-000012, or `found` for the reports folder itself."""

    name: str
    folder: Path
    ordered: Ordered | None


def shelf_or_404(name: str) -> Shelf:
    """The folder of an order, or the reports folder."""
    if name == FOUND:
        return Shelf(FOUND, place().reports, None)
    known = _NAME.match(name)
    with store() as conn:
        ordered = orders.find(conn, int(known[1])) if known else None
    if ordered is None or ordered.name != name:
        abort(404)
    return Shelf(name, place().reports / ordered.name, ordered)


def file_or_404(on: Shelf, name: str) -> Path:
    """A file on a shelf, by the name that the folder itself gives it."""
    return shelf.look_up(on.folder, name) or abort(404)
