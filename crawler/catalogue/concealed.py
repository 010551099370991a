"""Links to other hosts: those that a visitor cannot see, and all that pages show."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from crawler.catalogue.updating import chain_of
from crawler.catalogue.view import View
from crawler.extract.personal import mask
from crawler.identity import canonical_key
from crawler.sight import Hidden, Hiding


@dataclass(frozen=True, slots=True)
class HiddenLinkRow:
    """An address on another host that pages link to out of sight, with the foremost of them.

    `cleaned`: that page was looked at again later and no page showed the link any more; whether the pages that were
    not looked at again still have it is not known.
    """

    url: str
    text: str
    how: Hiding
    from_url: str
    on_home: bool
    cleaned: bool
    capture_id: int | None  # of the page


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """An address on another host that pages link to, with the foremost of them."""

    url: str
    key: str
    text: str
    from_url: str
    on_home: bool
    capture_id: int | None  # of the page that links; None where it was not kept


def put_hidden_link(
    conn: sqlite3.Connection, run_id: int, visit_id: int, hidden: Hidden, from_url: str, *, on_home: bool
) -> None:
    """Note a hidden link; of all pages that have it, the foremost is kept (as `visits.add_link` does)."""
    conn.execute(
        "INSERT INTO hidden_links (run_id, key, url, text, how, from_url, from_key, on_home, visit_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run_id, key) DO UPDATE SET url = excluded.url,"
        " text = excluded.text, how = excluded.how, from_url = excluded.from_url, from_key = excluded.from_key,"
        " on_home = excluded.on_home, visit_id = excluded.visit_id"
        " WHERE (-excluded.on_home, length(excluded.from_url), excluded.from_url, excluded.visit_id)"
        " < (-hidden_links.on_home, length(hidden_links.from_url), hidden_links.from_url, hidden_links.visit_id)",
        (
            run_id,
            canonical_key(hidden.url),
            hidden.url,
            mask(hidden.text)[:200],
            hidden.how,
            from_url,
            canonical_key(from_url),
            on_home,
            visit_id,
        ),
    )


def hidden_links(conn: sqlite3.Connection, view: View) -> tuple[HiddenLinkRow, ...]:
    """The hidden links known at the end of a run, home page first."""
    if view.run is None:
        return ()
    rows = conn.execute(
        "WITH chain AS (SELECT value AS id FROM json_each(?))"
        " SELECT h.*, v.capture_id, EXISTS (SELECT 1 FROM visits l WHERE l.run_id IN chain AND l.run_id > h.run_id"
        "   AND l.key = h.from_key AND l.outcome IN ('ok', 'not_modified', 'not_found', 'gone', 'soft_404')) AS cleaned"
        " FROM hidden_links h JOIN visits v ON v.id = h.visit_id WHERE h.run_id IN chain"
        " AND NOT EXISTS (SELECT 1 FROM hidden_links n WHERE n.run_id IN chain AND n.key = h.key"
        " AND n.run_id > h.run_id) ORDER BY h.on_home DESC, h.key",
        (json.dumps(chain_of(conn, view.run)),),
    )
    return tuple(
        HiddenLinkRow(
            url=row["url"],
            text=row["text"],
            how=Hiding(row["how"]),
            from_url=row["from_url"],
            on_home=bool(row["on_home"]),
            cleaned=bool(row["cleaned"]),
            capture_id=row["capture_id"],
        )
        for row in rows
    )


def outside_links(conn: sqlite3.Connection, view: View) -> tuple[OutsideLink, ...]:
    """The addresses on other hosts that pages link to, in sight or not, home page first."""
    if view.run is None:
        return ()
    chain = json.dumps(chain_of(conn, view.run))
    rows = conn.execute(
        "WITH chain AS (SELECT value AS id FROM json_each(?))"
        " SELECT k.url, k.key, k.text, k.from_url, k.on_home FROM links k WHERE k.run_id IN chain AND k.internal = 0"
        " AND NOT EXISTS (SELECT 1 FROM links n WHERE n.run_id IN chain AND n.key = k.key"
        " AND (n.on_home, n.run_id) > (k.on_home, k.run_id)) ORDER BY k.on_home DESC, k.key",
        (chain,),
    ).fetchall()
    pages = {row["from_url"]: canonical_key(row["from_url"]) for row in rows}
    captures = {
        row["key"]: row["capture_id"]
        for row in conn.execute(
            "SELECT key, capture_id, max(id) FROM visits WHERE run_id IN (SELECT value FROM json_each(?))"
            " AND key IN (SELECT value FROM json_each(?)) AND capture_id IS NOT NULL AND outcome <> 'redirect'"
            " GROUP BY key",
            (chain, json.dumps(sorted(set(pages.values())))),
        )
    }
    return tuple(
        OutsideLink(
            row["url"],
            row["key"],
            row["text"],
            row["from_url"],
            bool(row["on_home"]),
            captures.get(pages[row["from_url"]]),
        )
        for row in rows
    )
