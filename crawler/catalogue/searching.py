"""Looking through the texts of a site for expressions: texts pass one by one, and only the hits are kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from crawler.catalogue.view import View

H = TypeVar("H")


@dataclass(frozen=True, slots=True)
class SearchedText:
    """An item whose title or text the search found something in."""

    item_id: int
    key: str
    url: str
    title: str
    text: str
    capture_id: int | None


def search_texts(
    conn: sqlite3.Connection, view: View, find: Callable[[str], Sequence[H]]
) -> tuple[tuple[SearchedText, tuple[H, ...], tuple[H, ...]], ...]:
    """(item, hits in its title, hits in its text) for the items in which `find` finds anything, by item.

    Items as they were known at the end of the view's run; later dates and vanished ones are left out. `find` must be
    the same object for the same question.
    """
    if view.run is None:
        return ()
    rows = conn.cursor()
    rows.row_factory = None
    rows.execute(
        "SELECT i.id, i.key, i.url, coalesce(v.title, i.title, ''), v.text, v.capture_id"
        " FROM items i JOIN item_versions n ON n.id = i.version_id JOIN item_versions v ON v.id ="
        "   CASE WHEN n.run_id <= :run THEN n.id"
        "   ELSE (SELECT max(w.id) FROM item_versions w WHERE w.item_id = i.id AND w.run_id <= :run) END"
        " WHERE i.site = :site AND i.first_run <= :run AND (i.vanished_at IS NULL OR i.last_run >= :run)"
        " AND (v.published_on IS NULL OR v.published_on <= :day) ORDER BY i.id",
        {"site": view.site, "run": view.run, "day": view.as_of.isoformat()},
    )
    found = []
    for item_id, key, url, title, text, capture_id in rows:
        in_title, in_text = tuple(find(title)), tuple(find(text))
        if in_title or in_text:
            found.append((SearchedText(item_id, key, url, title, text, capture_id), in_title, in_text))
    return tuple(found)
