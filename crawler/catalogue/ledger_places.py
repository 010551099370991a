"""Named questions of the correction ledger: in which columns things stand, on which page, and the sites' numbers."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from crawler.catalogue.captures import CaptureRow
from crawler.catalogue.marks import mark_groups
from crawler.catalogue.runs import last_run
from crawler.catalogue.seen_since import columns_of_keys
from crawler.catalogue.view import View
from crawler.model import Role


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address is found on a site: paths of columns that list it, and a page that links to it."""

    columns: tuple[str, ...]
    parent: str | None


def places_of(conn: sqlite3.Connection, site: str, keys: Collection[str]) -> Iterator[tuple[str, Place]]:
    """The places of addresses, by key; those that no column lists and no known page links to are left out."""
    columns = columns_of_keys(conn, site, keys)
    parents = {
        row["key"]: row["from_url"]
        for row in conn.execute(
            "SELECT k.key, k.from_url, max(k.run_id) FROM links k JOIN runs r ON r.id = k.run_id"
            " WHERE r.site = ? AND k.key IN (SELECT value FROM json_each(?)) GROUP BY k.key",
            (site, json.dumps(list(keys))),
        )
    }
    for key in sorted(columns.keys() | parents.keys()):
        yield key, Place(tuple(sorted(columns.get(key, ()))), parents.get(key))


def site_numbers(conn: sqlite3.Connection) -> dict[str, str]:
    """The 网站标识码 that each site's home page shows at its foot, or else in its tags; by site."""
    found: dict[str, str] = {}
    for site in conn.execute("SELECT id FROM sites ORDER BY id").fetchall():
        run = last_run(conn, site["id"])
        if run is None:
            continue
        for group in mark_groups(conn, View(site["id"], run.id, date.max)):
            code = group.marks.footer.code or group.marks.site_code
            if group.role is Role.HOME and code:
                found.setdefault(site["id"], code)
    return found


def captures_with(conn: sqlite3.Connection, ids: Collection[int]) -> dict[int, CaptureRow]:
    """Many captures in one question, by number."""
    rows = conn.execute(
        "SELECT id, url, at, sha256, warc_file, offset, length FROM captures"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {row["id"]: CaptureRow(*row) for row in rows}
