"""Items by words of their titles, found in one pass whatever the size of the site."""

from __future__ import annotations

import json
import sqlite3

from crawler.catalogue.view import View


def items_titled(conn: sqlite3.Connection, view: View, words: tuple[str, ...]) -> tuple[int, ...]:
    """Ids of the site's items whose title holds every one of the words, dated up to the view's day or undated."""
    rows = conn.execute(
        "SELECT i.id FROM items i WHERE i.site = :site AND (i.published_on IS NULL OR i.published_on <= :day)"
        " AND i.first_run <= :run AND NOT EXISTS (SELECT 1 FROM json_each(:words) w WHERE instr(i.title, w.value) = 0)"
        " AND i.title IS NOT NULL ORDER BY i.published_on, i.id",
        {
            "site": view.site,
            "day": view.as_of.isoformat(),
            "run": view.run or 0,
            "words": json.dumps(words, ensure_ascii=False),
        },
    )
    return tuple(row["id"] for row in rows)
