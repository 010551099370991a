"""Marks of article pages by the day of their items: duties on pages bind what was published under them."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import date

from crawler.catalogue.updating import chain_of
from crawler.catalogue.view import View


@dataclass(frozen=True, slots=True)
class ArticleSet:
    """How many article pages share one set of marks; the sample is the one that was seen first."""

    set_id: int
    pages: int
    sample_url: str
    sample_capture: int | None


def article_sets(conn: sqlite3.Connection, view: View, since: date) -> tuple[ArticleSet, ...]:
    """The sets of marks on pages of articles published from `since` to the view's day, the largest first.

    Undated articles, letters and single-page columns are left out, and so is what had vanished when the run ended. Of a
    page that was read several times the last reading counts.
    """
    if view.run is None:
        return ()
    rows = conn.execute(
        "WITH last AS (SELECT max(m.visit_id) AS visit_id FROM page_marks m JOIN visits v ON v.id = m.visit_id"
        "   WHERE m.run_id IN (SELECT value FROM json_each(:chain)) AND m.role = 'article' GROUP BY v.key),"
        " sets AS (SELECT m.set_id, count(*) AS pages, min(m.visit_id) AS first FROM last"
        "   JOIN page_marks m ON m.visit_id = last.visit_id JOIN visits v ON v.id = m.visit_id"
        "   JOIN items i ON i.site = :site AND i.key = v.key"
        "   WHERE i.kind = 'article' AND i.published_on BETWEEN :since AND :until"
        "   AND (i.vanished_at IS NULL OR i.vanished_at > (SELECT finished_at FROM runs WHERE id = :run))"
        "   GROUP BY m.set_id)"
        " SELECT s.set_id, s.pages, v.url, v.capture_id FROM sets s JOIN visits v ON v.id = s.first"
        " ORDER BY s.pages DESC, v.url",
        {
            "chain": json.dumps(chain_of(conn, view.run)),
            "site": view.site,
            "run": view.run,
            "since": since.isoformat(),
            "until": view.as_of.isoformat(),
        },
    )
    return tuple(ArticleSet(row["set_id"], row["pages"], row["url"], row["capture_id"]) for row in rows)
