"""A recheck in the catalogue: what it asks for, laid out in a copy, and what of it goes back into the real one.

A recheck fetches a few pages and must not disturb the chain of full and update crawls. So it works in a copy of the
catalogue, where it is an update of the newest crawl that asks for these pages only and takes over all the rest. Into
the real catalogue go its run, its visits, captures, link checks and probes; columns and items stay as crawls saw them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from crawler.catalogue.frontier import Frontier, Wanted
from crawler.catalogue.link_rows import KnownLink, add_tasks
from crawler.clock import stamp
from crawler.model import Role
from crawler.modes import LINKS, UPDATE

_PAGES = ("column", "list_page")


@dataclass(frozen=True, slots=True)
class Marks:
    """The highest numbers in the tables of the real catalogue when the copy was made: what lies above is new."""

    captures: int
    fetches: int
    probes: int


def marks_of(conn: sqlite3.Connection) -> Marks:
    """The numbers as they are now."""
    return Marks(*(_highest(conn, table) for table in Marks.__slots__))


def _highest(conn: sqlite3.Connection, table: str) -> int:
    return int(conn.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])  # noqa: S608 - our own names


def end_strays(conn: sqlite3.Connection, mode: str, now: datetime) -> int:
    """End runs of a mode whose process died; returns how many. Their pages, if any, were never catalogued."""
    return conn.execute(
        "UPDATE runs SET state = 'incomplete', finished_at = ?, failures = '{}' WHERE mode = ? AND state = 'running'",
        (stamp(now), mode),
    ).rowcount


# --- laying out -------------------------------------------------------------------------------------------------


def lay_out(conn: sqlite3.Connection, site: str, run_id: int, base: int, *, home: bool) -> None:
    """Make the run an update of `base` that has nothing to do yet. In the copy, within a transaction."""
    conn.execute("UPDATE runs SET mode = ? WHERE id = ?", (UPDATE, run_id))
    conn.execute(
        "UPDATE columns SET last_run = :run WHERE id IN (SELECT column_id FROM column_states WHERE run_id = :base)"
        " OR (site = :site AND key = 'home:')",
        {"run": run_id, "base": base, "site": site},
    )
    for table in ("column_addresses", "run_facts"):
        _copy_rows(conn, table, run_id, base)
    if not home:  # where it led to tells which hosts are the site's own
        conn.execute(
            "INSERT INTO frontier (run_id, key, url, role, priority, state, hops, outcome) SELECT ?, key, url, role,"
            " priority, 'done', hops, outcome FROM frontier WHERE run_id = ? AND role = 'home'"
            " ON CONFLICT (run_id, key) DO NOTHING",
            (run_id, base),
        )


def _copy_rows(conn: sqlite3.Connection, table: str, run_id: int, base: int, where: str = "1") -> None:
    names = [row["name"] for row in conn.execute(f"PRAGMA table_info({table})")]
    chosen = ", ".join(":run" if name == "run_id" else name for name in names)
    conn.execute(
        f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) SELECT {chosen} FROM {table}"  # noqa: S608 - our tables
        f" WHERE run_id = :base AND {where}",
        {"run": run_id, "base": base},
    )


def columns_below(conn: sqlite3.Connection, base: int, paths: Collection[str]) -> set[int]:
    """The columns at these paths and below them that a crawl knew by an address of the site."""
    rows = conn.execute(
        "SELECT c.id, c.path FROM columns c JOIN column_states s ON s.column_id = c.id AND s.run_id = ?"
        " WHERE c.url IS NOT NULL AND s.kind <> 'external'",
        (base,),
    )
    return {row["id"] for row in rows if any(f"{row['path']}/".startswith(f"{path}/") for path in paths)}


def columns_of_level(conn: sqlite3.Connection, base: int, level: int) -> set[int]:
    """The columns of a crawl down to a level that have an address of the site."""
    rows = conn.execute(
        "SELECT c.id FROM columns c JOIN column_states s ON s.column_id = c.id AND s.run_id = ?"
        " WHERE c.url IS NOT NULL AND s.kind <> 'external' AND c.level <= ?",
        (base, level),
    )
    return {row["id"] for row in rows}


def want_columns(conn: sqlite3.Connection, run_id: int, base: int, columns: Collection[int], *, whole: bool) -> None:
    """Queue the first pages of these columns; `whole`: their lists are walked to the end, known rows or not."""
    if whole:
        conn.execute(
            "UPDATE column_states SET complete = 0 WHERE run_id = ? AND column_id IN (SELECT value FROM json_each(?))",
            (base, json.dumps(sorted(columns))),
        )
    frontier = Frontier(conn, run_id, "")
    for row in conn.execute(
        "SELECT id, url FROM columns WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(sorted(columns)),),
    ).fetchall():
        frontier.add(Wanted(row["url"], Role.COLUMN, column_id=row["id"]))


def want_home(conn: sqlite3.Connection, run_id: int, url: str) -> None:
    """Queue the home page."""
    Frontier(conn, run_id, "").add(Wanted(url, Role.HOME))


def want_page(conn: sqlite3.Connection, run_id: int, key: str, url: str) -> str:
    """Queue a page in the role in which crawls have fetched it; returns the role, `article` where none has."""
    row = conn.execute(
        "SELECT * FROM frontier WHERE key = ? AND run_id < ? ORDER BY run_id DESC LIMIT 1", (key, run_id)
    ).fetchone()
    role = Role(row["role"]) if row is not None else Role.ARTICLE
    if role in _PAGES or role is Role.HOME:
        return role
    title, day = (row["listed_title"], row["listed_on"]) if row is not None else (None, None)
    conn.execute(
        "INSERT INTO frontier (run_id, key, url, role, priority, state, referrer, listed_title, listed_on)"
        " VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?) ON CONFLICT (run_id, key) DO NOTHING",
        (run_id, key, url, role, role.priority, row["referrer"] if row is not None else None, title, day),
    )
    return role


def column_ids_of_page(conn: sqlite3.Connection, key: str, run_id: int) -> set[int]:
    """The columns whose page, or page of whose list, crawls have fetched at an address."""
    rows = conn.execute(
        "SELECT DISTINCT column_id FROM frontier WHERE key = ? AND run_id < ? AND column_id IS NOT NULL"
        " AND role IN ('column', 'list_page')",
        (key, run_id),
    )
    return {row["column_id"] for row in rows}


def columns_listing(conn: sqlite3.Connection, site: str, key: str, base: int) -> set[int]:
    """The columns that listed an item in a crawl."""
    rows = conn.execute(
        "SELECT DISTINCT l.column_id FROM listings l JOIN items i ON i.id = l.item_id JOIN columns c"
        " ON c.id = l.column_id WHERE i.site = ? AND i.key = ? AND l.first_run <= ? AND l.last_run >= ?"
        " AND c.level > 0",
        (site, key, base, base),
    )
    return {row["column_id"] for row in rows}


def want_link(conn: sqlite3.Connection, run_id: int, key: str, url: str, *, internal: bool) -> None:
    """Make the run a check of one link. In the copy, within a transaction."""
    conn.execute("UPDATE runs SET mode = ? WHERE id = ?", (LINKS, run_id))
    add_tasks(conn, run_id, [KnownLink(key, url, internal)])


# --- the end ----------------------------------------------------------------------------------------------------


def take_over_rest(conn: sqlite3.Connection, site: str, run_id: int, base: int) -> None:
    """Give the run, once it has ended, all that it did not ask for as the crawl before saw it. In the copy."""
    conn.execute("CREATE TEMP TABLE IF NOT EXISTS touched (id INTEGER PRIMARY KEY)")
    conn.execute("DELETE FROM touched")
    conn.execute(
        "INSERT OR IGNORE INTO touched SELECT column_id FROM frontier WHERE run_id = :run AND column_id IS NOT NULL"
        " AND role IN ('column', 'list_page') UNION SELECT id FROM columns WHERE site = :site AND key = 'home:'"
        " AND EXISTS (SELECT 1 FROM visits v WHERE v.run_id = :run AND v.role = 'home')",
        {"run": run_id, "site": site},
    )
    conn.execute("DELETE FROM column_states WHERE run_id = ? AND column_id NOT IN (SELECT id FROM touched)", (run_id,))
    _copy_rows(conn, "column_states", run_id, base, "column_id NOT IN (SELECT id FROM touched)")
    conn.execute(
        "UPDATE listings SET last_run = :run WHERE first_run <= :base AND last_run >= :base AND last_run < :run"
        " AND column_id NOT IN (SELECT id FROM touched)"
        " AND column_id IN (SELECT id FROM columns WHERE site = :site)",
        {"run": run_id, "base": base, "site": site},
    )
    conn.execute(
        "UPDATE items SET last_run = :run WHERE last_run < :run"
        " AND id IN (SELECT item_id FROM listings WHERE last_run = :run)",
        {"run": run_id},
    )
    whole = conn.execute(
        "SELECT (SELECT state FROM runs WHERE id = :base) = 'complete'"
        " AND NOT EXISTS (SELECT 1 FROM frontier WHERE run_id = :run AND state <> 'done')"
        " AND NOT EXISTS (SELECT 1 FROM column_states WHERE run_id = :run AND NOT complete"
        "   AND column_id IN (SELECT id FROM touched)) AS whole",
        {"run": run_id, "base": base},
    ).fetchone()["whole"]
    conn.execute("UPDATE runs SET state = ? WHERE id = ?", ("complete" if whole else "incomplete", run_id))


def answers(conn: sqlite3.Connection, run_id: int) -> dict[str, str | None]:
    """How each address that the run was to ask for ended: its outcome by key, None where it was not tried.

    Tasks of the home page that only say where the site lies are left out.
    """
    found: dict[str, str | None] = {
        row["key"]: row["outcome"] if row["state"] in ("done", "failed") else None
        for row in conn.execute(
            "SELECT f.key, f.state, f.outcome FROM frontier f WHERE f.run_id = :run AND (f.state <> 'done'"
            " OR EXISTS (SELECT 1 FROM visits v WHERE v.run_id = :run AND v.key = f.key))",
            {"run": run_id},
        )
    }
    for row in conn.execute(
        "SELECT t.key, c.outcome FROM link_tasks t LEFT JOIN link_checks c ON c.run_id = t.run_id AND c.key = t.key"
        " WHERE t.run_id = ?",
        (run_id,),
    ):
        found[row["key"]] = row["outcome"]
    return found


def bring_home(
    copy: sqlite3.Connection, real: sqlite3.Connection, run_id: int, marks: Marks, now: datetime, *, complete: bool
) -> Mapping[int, int]:
    """Write run, visits, captures, fetches, link checks and probes into the real catalogue, within its transaction.

    Returns the numbers of captures there, by their numbers in the copy.
    """
    captures = {
        row["id"]: _add(real, "captures", dict(row))
        for row in copy.execute("SELECT * FROM captures WHERE id > ? ORDER BY id", (marks.captures,))
    }
    for table, where, bound in (
        ("visits", "run_id = ?", run_id),
        ("fetches", "id > ?", marks.fetches),
        ("link_tasks", "run_id = ?", run_id),
        ("link_checks", "run_id = ?", run_id),
        ("probes", "id > ?", marks.probes),
    ):
        for row in copy.execute(f"SELECT * FROM {table} WHERE {where} ORDER BY id", (bound,)):  # noqa: S608 - constants
            values = dict(row)
            if values.get("capture_id") is not None:
                values["capture_id"] = captures.get(values["capture_id"], values["capture_id"])
            _add(real, table, values)
    missing = {key: outcome for key, outcome in answers(copy, run_id).items() if outcome not in ("ok", "not_modified")}
    counts: dict[str, int] = {}
    for outcome in missing.values():
        counts[outcome or "not_tried"] = counts.get(outcome or "not_tried", 0) + 1
    real.execute(
        "UPDATE runs SET state = ?, finished_at = ?, columns_known = 0, columns_reached = 0, pages_walked = 0,"
        " pages_stated = 0, failures = ? WHERE id = ?",
        ("complete" if complete else "incomplete", stamp(now), json.dumps(counts, sort_keys=True), run_id),
    )
    return captures


def _add(conn: sqlite3.Connection, table: str, values: dict[str, object]) -> int:
    stored = {row["name"] for row in conn.execute(f"PRAGMA table_info({table})")}  # not those SQLite derives by itself
    values = {name: value for name, value in values.items() if name in stored and name != "id"}
    places = ", ".join(f":{name}" for name in values)
    cursor = conn.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", values)  # noqa: S608
    return int(cursor.lastrowid or 0)
