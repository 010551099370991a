"""Links by the words in their texts: how a site calls its entries, wherever they lead.

named_links.named_links -> tuple[NamedLink, ...]   links whose text has one of the words, home page first
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from crawler.catalogue.updating import chain_of
from crawler.catalogue.view import View


@dataclass(frozen=True, slots=True)
class NamedLink:
    """A link with how its target answered last in the same crawl (None: never visited)."""

    text: str
    url: str
    key: str
    from_url: str
    on_home: bool
    internal: bool
    outcome: str | None


def named_links(conn: sqlite3.Connection, view: View, words: tuple[str, ...]) -> tuple[NamedLink, ...]:
    """The links known at the end of a run whose text contains one of the words."""
    if view.run is None or not words:
        return ()
    rows = conn.execute(
        "WITH chain AS (SELECT value AS id FROM json_each(:chain)),"
        " words AS (SELECT value AS word FROM json_each(:words))"
        " SELECT k.text, k.url, k.key, k.from_url, k.on_home, k.internal,"
        "   (SELECT v.outcome FROM visits v WHERE v.run_id IN chain AND v.key = k.key ORDER BY v.id DESC LIMIT 1)"
        "   AS outcome"
        " FROM links k WHERE k.run_id IN chain AND EXISTS (SELECT 1 FROM words WHERE instr(k.text, word))"
        " AND NOT EXISTS (SELECT 1 FROM links n WHERE n.run_id IN chain AND n.key = k.key"
        " AND (n.on_home, n.run_id) > (k.on_home, k.run_id)) ORDER BY k.on_home DESC, k.key",
        {"chain": json.dumps(chain_of(conn, view.run)), "words": json.dumps(words, ensure_ascii=False)},
    )
    return tuple(
        NamedLink(
            row["text"],
            row["url"],
            row["key"],
            row["from_url"],
            bool(row["on_home"]),
            bool(row["internal"]),
            row["outcome"],
        )
        for row in rows
    )
