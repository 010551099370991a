"""Links between documents and their interpretations.

related.related_links -> Mapping[str, frozenset[str]]   key of an article page -> keys of the pages it links to
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping

from crawler.catalogue.updating import chain_of
from crawler.catalogue.view import View
from crawler.identity import canonical_key
from crawler.sight import Related


def put_related(conn: sqlite3.Connection, run_id: int, from_url: str, links: Iterable[Related]) -> None:
    """Keep the related links of an article page. Within a transaction."""
    own = canonical_key(from_url)
    conn.executemany(
        "INSERT INTO related_links (run_id, from_key, key, url, text) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(run_id, own, canonical_key(link.url), link.url, link.text) for link in links],
    )


def related_links(conn: sqlite3.Connection, view: View) -> Mapping[str, frozenset[str]]:
    """The related links known at the end of a run, by the page that shows them."""
    if view.run is None:
        return {}
    found: dict[str, set[str]] = defaultdict(set)
    rows = conn.execute(
        "SELECT from_key, key FROM related_links WHERE run_id IN (SELECT value FROM json_each(?))",
        (json.dumps(chain_of(conn, view.run)),),
    )
    for row in rows:
        found[row["from_key"]].add(row["key"])
    return {key: frozenset(keys) for key, keys in found.items()}
