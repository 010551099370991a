"""How a column is found: by a menu, by a list, or only by the breadcrumb of an article."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from crawler.catalogue.updating import chain_of
from crawler.catalogue.view import View
from crawler.identity import canonical_key


@dataclass(frozen=True, slots=True)
class WayIn:
    """The page that led to a column first. `from_article`: no menu, list or other page is known to lead there."""

    referrer: str | None
    from_article: bool


def ways_in(conn: sqlite3.Connection, view: View) -> Mapping[int, WayIn]:
    """How the view's crawl, or those an update builds on, came to each column with a page of its own, by id.

    Structure is fetched before articles: what an article's breadcrumb had to tell, no menu has told.
    """
    if view.run is None:
        return {}
    chain = json.dumps(chain_of(conn, view.run))
    columns = conn.execute(
        "SELECT s.column_id, c.key, f.referrer FROM column_states s JOIN columns c ON c.id = s.column_id"
        " LEFT JOIN frontier f ON f.id = (SELECT g.id FROM frontier g WHERE g.key = c.key AND g.referrer IS NOT NULL"
        "   AND g.run_id IN (SELECT value FROM json_each(?)) ORDER BY g.run_id LIMIT 1)"
        " WHERE s.run_id = ? AND c.url IS NOT NULL ORDER BY s.column_id",
        (chain, view.run),
    ).fetchall()
    leads = _leading(conn, chain, {row["referrer"] for row in columns if row["referrer"]})
    doubtful = {row["key"] for row in columns if row["referrer"] and row["referrer"] not in leads}
    linked = _linked(conn, chain, doubtful) if doubtful else frozenset()
    return {
        row["column_id"]: WayIn(row["referrer"], row["key"] in doubtful and row["key"] not in linked) for row in columns
    }


def _leading(conn: sqlite3.Connection, chain: str, urls: set[str]) -> frozenset[str]:
    """Those of the addresses that are no article: the home page, columns, lists, site maps, and what is not known."""
    keys = {url: canonical_key(url) for url in urls}
    rows = conn.execute(
        "SELECT v.key, max(v.role <> 'article') AS leads FROM json_each(?) k JOIN visits v ON v.key = k.value"
        " AND v.run_id IN (SELECT value FROM json_each(?)) GROUP BY v.key",
        (json.dumps(sorted(set(keys.values()))), chain),
    )
    articles = {row["key"] for row in rows if not row["leads"]}
    return frozenset(url for url, key in keys.items() if key not in articles)


def _linked(conn: sqlite3.Connection, chain: str, keys: set[str]) -> frozenset[str]:
    """Those of the columns that some page other than an article links to."""
    rows = conn.execute(
        "SELECT k.key, k.from_url FROM json_each(?) w JOIN links k ON k.key = w.value"
        " AND k.run_id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(keys)), chain),
    ).fetchall()
    leads = _leading(conn, chain, {row["from_url"] for row in rows})
    return frozenset(row["key"] for row in rows if row["from_url"] in leads)
