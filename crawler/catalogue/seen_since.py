"""Named questions of the findings ledger: was a page seen again, and what does a column hold?"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from crawler.identity import canonical_key


def seen_after(conn: sqlite3.Connection, captures: Sequence[int], run_id: int) -> bool:
    """True if every page that these captures show was asked for again by a run later than `run_id`, and answered.

    The capture of an unchanged page stays the one that first showed it, so it is the address that is looked for.
    True for no captures at all: there is nothing that could be out of date.
    """
    urls = [
        row["url"]
        for row in conn.execute(
            "SELECT url FROM captures WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(captures)),)
        )
    ]
    return all(_asked_after(conn, canonical_key(url), run_id) for url in urls)


def _asked_after(conn: sqlite3.Connection, key: str, run_id: int) -> bool:
    row = conn.execute(
        "SELECT 1 FROM frontier WHERE key = :key AND run_id > :run AND state = 'done'"
        " UNION ALL SELECT 1 FROM link_checks WHERE key = :key AND run_id > :run AND asked LIMIT 1",
        {"key": key, "run": run_id},
    ).fetchone()
    return row is not None


def newest_run(conn: sqlite3.Connection) -> int:
    """The number of the newest run of any site and mode, finished or not; 0 where there is none."""
    return int(conn.execute("SELECT coalesce(max(id), 0) FROM runs").fetchone()[0])


def columns_of_keys(conn: sqlite3.Connection, site: str, keys: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """For each of these item keys the paths of all columns that list the item now or did so before.

    Items that no column lists are not there; the home page's own blocks are no column.
    """
    found: dict[str, set[str]] = {}
    for row in conn.execute(
        "SELECT DISTINCT i.key, c.path FROM items i JOIN listings l ON l.item_id = i.id JOIN columns c"
        " ON c.id = l.column_id WHERE i.site = ? AND c.level > 0 AND i.key IN (SELECT value FROM json_each(?))",
        (site, json.dumps(list(keys))),
    ):
        found.setdefault(row["key"], set()).add(row["path"])
    return {key: frozenset(paths) for key, paths in found.items()}
