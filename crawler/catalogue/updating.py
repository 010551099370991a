"""An update crawl in the catalogue: what it takes over from the crawl before it, and what that one knew.

An update asks for the first page of each column and stops a list at a page that holds nothing new. What lies behind
that page is taken over as still there (`last_run`), though not as seen again (`last_seen`): the next full crawl
notices what was deleted or edited without a trace in its list.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from crawler.modes import UPDATE

_WHOLE = ("full", "replay")  # modes that look at everything


def base_of(conn: sqlite3.Connection, run_id: int) -> int | None:
    """The finished crawl of the same site before this run, which an update builds on; None where there is none."""
    row = conn.execute(
        "SELECT max(b.id) AS id FROM runs r JOIN runs b ON b.site = r.site AND b.id < r.id AND b.state <> 'running'"
        " AND b.mode IN ('full', 'replay', 'update') WHERE r.id = ?",
        (run_id,),
    ).fetchone()
    return int(row["id"]) if row["id"] is not None else None


def can_update(conn: sqlite3.Connection, site: str) -> bool:
    """True if there is a finished crawl of the site that an update can build on."""
    row = conn.execute(
        "SELECT 1 FROM runs WHERE site = ? AND state <> 'running' AND mode IN ('full', 'replay', 'update')", (site,)
    ).fetchone()
    return row is not None


def chain_of(conn: sqlite3.Connection, run_id: int) -> list[int]:
    """The runs that together say what is known at the end of a run: of an update, all since the last whole crawl."""
    run = conn.execute("SELECT site, mode FROM runs WHERE id = ?", (run_id,)).fetchone()
    if run is None or run["mode"] != UPDATE:
        return [run_id]
    rows = conn.execute(
        "SELECT id FROM runs WHERE site = ? AND id <= ? AND mode IN ('full', 'replay', 'update') AND id >= (SELECT"
        " coalesce(max(id), 0) FROM runs WHERE site = ? AND id < ? AND state <> 'running' AND mode IN (?, ?))"
        " ORDER BY id",
        (run["site"], run_id, run["site"], run_id, *_WHOLE),
    )
    return [row["id"] for row in rows]


def begin_update(conn: sqlite3.Connection, run_id: int, base: int) -> None:
    """Queue the first page of every known column, and what the crawl before could not fetch."""
    conn.execute("UPDATE columns SET last_run = ? WHERE last_run = ? AND level > 0", (run_id, base))
    conn.execute(
        "INSERT INTO column_addresses (run_id, column_id, key, url, state)"
        " SELECT ?, column_id, key, url, state FROM column_addresses WHERE run_id = ?",
        (run_id, base),
    )
    conn.execute(
        "INSERT INTO run_facts (run_id, name, value) SELECT ?, name, value FROM run_facts WHERE run_id = ?",
        (run_id, base),
    )
    conn.execute(
        "INSERT INTO frontier (run_id, key, url, role, priority, state, column_id)"
        " SELECT ?, c.key, c.url, 'column', 1, 'queued', c.id FROM columns c"
        " JOIN column_states s ON s.column_id = c.id AND s.run_id = ?"
        " WHERE c.last_run = ? AND c.url IS NOT NULL AND s.kind <> 'external' ORDER BY c.id"
        " ON CONFLICT (run_id, key) DO NOTHING",
        (run_id, base, run_id),
    )
    conn.execute(
        "INSERT INTO list_pages (run_id, column_id, page_no, url, outcome, kind)"
        " SELECT ?, p.column_id, p.page_no, p.url, p.outcome, p.kind FROM list_pages p JOIN columns c"
        " ON c.id = p.column_id WHERE p.run_id = ? AND p.kind = 'external' AND c.last_run = ?",
        (run_id, base, run_id),
    )
    conn.execute(
        "INSERT INTO frontier (run_id, key, url, role, priority, state, referrer, listed_title, listed_on)"
        " SELECT ?, key, url, role, priority, 'queued', referrer, listed_title, listed_on FROM frontier"
        " WHERE run_id = ? AND state <> 'done' AND role IN ('article', 'attachment', 'link')"
        " ON CONFLICT (run_id, key) DO NOTHING",
        (run_id, base),
    )


def carry_over(conn: sqlite3.Connection, run_id: int, base: int) -> None:
    """Take over the rest of every list whose walk ended at a page that the crawl before knew."""
    conn.execute(
        "UPDATE listings SET last_run = :run, row = row + (SELECT count(*) FROM listings n"
        " WHERE n.column_id = listings.column_id AND n.first_run = :run)"  # what is new stands before them
        " WHERE last_run = :base AND column_id IN (SELECT column_id FROM list_pages WHERE run_id = :run AND settled)",
        {"run": run_id, "base": base},
    )
    conn.execute(
        "UPDATE items SET last_run = ? WHERE last_run = ? AND id IN (SELECT item_id FROM listings WHERE last_run = ?)",
        (run_id, base, run_id),
    )


def was_whole(conn: sqlite3.Connection, base: int, column_id: int) -> bool:
    """True if the crawl before saw all of a column's list."""
    row = conn.execute(
        "SELECT complete FROM column_states WHERE run_id = ? AND column_id = ?", (base, column_id)
    ).fetchone()
    return row is not None and bool(row["complete"])


def stated_before(conn: sqlite3.Connection, base: int, column_id: int) -> int | None:
    """The number of rows that the column's list stated in the crawl before."""
    row = conn.execute(
        "SELECT stated_total FROM column_states WHERE run_id = ? AND column_id = ?", (base, column_id)
    ).fetchone()
    return row["stated_total"] if row is not None else None


def new_in(conn: sqlite3.Connection, run_id: int, column_id: int) -> int:
    """How many rows of a column's list no earlier run had seen."""
    row = conn.execute(
        "SELECT count(*) AS n FROM listings WHERE column_id = ? AND first_run = ?", (column_id, run_id)
    ).fetchone()
    return int(row["n"])


def read_before(conn: sqlite3.Connection, site: str, key: str) -> bool:
    """True if an article's page was read by an earlier run."""
    row = conn.execute("SELECT version_id FROM items WHERE site = ? AND key = ?", (site, key)).fetchone()
    return row is not None and row["version_id"] is not None


def asked_before(conn: sqlite3.Connection, chain: Sequence[int], key: str) -> bool:
    """True if one of the runs asked for this address."""
    row = conn.execute(
        "SELECT 1 FROM frontier WHERE key = ? AND run_id IN (SELECT value FROM json_each(?)) LIMIT 1",
        (key, json.dumps(list(chain))),
    ).fetchone()
    return row is not None
