"""The column tree: its nodes, and the pages walked of each list."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from crawler.clock import stamp
from crawler.model import ColumnClass, Outcome

_VIA_RANK = {"nav": 0, "breadcrumb": 1, "profile": 2}


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column as one page shows it. `key` is the canonical key of its URL, or `path:…` for a bare heading."""

    key: str
    path: tuple[str, ...]
    url: str | None
    path_via: str  # nav | breadcrumb | profile
    identity: str | None  # col.news, …; None where no name or synonym matched
    column_class: ColumnClass
    class_reason: str


@dataclass(frozen=True, slots=True)
class KnownColumn:
    """A column as one run knows it so far."""

    id: int
    key: str
    path: tuple[str, ...]
    url: str | None
    path_via: str


@dataclass(frozen=True, slots=True)
class ListPageSeen:
    """One page of a column's list, or the single page a column consists of."""

    page_no: int
    url: str
    outcome: Outcome
    kind: str | None = None  # list | page | door | external | None where not seen
    rows: int = 0
    new_rows: int = 0  # rows that no earlier page of this run had: 0 on page 2 and later ends the walk
    stated_total: int | None = None
    stated_pages: int | None = None
    has_next: bool = False
    archived: bool = False
    visit_id: int | None = None
    settled: bool = False  # an update saw here that the rest of the list is as it was


def put_home(conn: sqlite3.Connection, run_id: int, site: str, url: str, now: datetime) -> int:
    """The home page as a column of level 0 (path 首页), so that its own blocks can list items; returns its id."""
    home = ColumnSeen("home:", ("首页",), url, "nav", None, ColumnClass.UNKNOWN, "the home page")
    column_id = put_column(conn, run_id, site, home, now)
    conn.execute("UPDATE columns SET level = 0 WHERE id = ?", (column_id,))
    return column_id


def home_of(conn: sqlite3.Connection, run_id: int, site: str) -> int | None:
    """The id of the home page's own column, if this run has read that page."""
    row = conn.execute(
        "SELECT id FROM columns WHERE site = ? AND key = 'home:' AND last_run = ?", (site, run_id)
    ).fetchone()
    return int(row["id"]) if row is not None else None


def put_column(conn: sqlite3.Connection, run_id: int, site: str, seen: ColumnSeen, now: datetime) -> int:
    """Add a column, or note that it was seen again; returns its id.

    Within a run a path from a breadcrumb replaces one from a menu, one from the profile replaces both, never the
    reverse. A new run starts afresh: columns are moved and renamed.
    """
    row = conn.execute(
        "SELECT id, path_via, last_run FROM columns WHERE site = ? AND key = ?", (site, seen.key)
    ).fetchone()
    values = (
        "/".join(seen.path),
        seen.path[-1],
        len(seen.path),
        seen.url,
        seen.path_via,
        seen.identity,
        seen.column_class,
        seen.class_reason,
    )
    if row is None:
        cursor = conn.execute(
            "INSERT INTO columns (path, name, level, url, path_via, identity, class, class_reason, site, key,"
            " first_seen, last_seen, last_run) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*values, site, seen.key, stamp(now), stamp(now), run_id),
        )
        return int(cursor.lastrowid or 0)
    if row["last_run"] != run_id or _VIA_RANK[seen.path_via] > _VIA_RANK[row["path_via"]]:
        conn.execute(
            "UPDATE columns SET path = ?, name = ?, level = ?, url = coalesce(?, url), path_via = ?, identity = ?,"
            " class = ?, class_reason = ? WHERE id = ?",
            (*values, row["id"]),
        )
    conn.execute("UPDATE columns SET last_seen = ?, last_run = ? WHERE id = ?", (stamp(now), run_id, row["id"]))
    return int(row["id"])


def known_columns(conn: sqlite3.Connection, run_id: int, site: str) -> list[KnownColumn]:
    """The columns that this run has seen so far, the home page's own left out."""
    rows = conn.execute(
        "SELECT id, key, path, url, path_via FROM columns WHERE site = ? AND last_run = ? AND level > 0 ORDER BY id",
        (site, run_id),
    )
    return [_known(row) for row in rows]


def read_column(conn: sqlite3.Connection, column_id: int) -> KnownColumn:
    """One column as it is now known."""
    row = conn.execute("SELECT id, key, path, url, path_via FROM columns WHERE id = ?", (column_id,)).fetchone()
    return _known(row)


def _known(row: sqlite3.Row) -> KnownColumn:
    return KnownColumn(row["id"], row["key"], tuple(row["path"].split("/")), row["url"], row["path_via"])


def give_address(conn: sqlite3.Connection, column_id: int, key: str, url: str) -> None:
    """A heading of a menu turns out to have a page of its own."""
    conn.execute("UPDATE columns SET key = ?, url = ? WHERE id = ? AND url IS NULL", (key, url, column_id))


def move_column(conn: sqlite3.Connection, run_id: int, column_id: int, key: str, url: str) -> None:
    """The column's address leads nowhere: it is known by another one from now on."""
    conn.execute("UPDATE columns SET key = ?, url = ? WHERE id = ?", (key, url, column_id))
    conn.execute(
        "UPDATE frontier SET column_id = NULL WHERE run_id = ? AND column_id = ? AND role = 'column'",
        (run_id, column_id),
    )


def lost_columns(conn: sqlite3.Connection, run_id: int) -> set[int]:
    """Columns whose first page this run could not read, or found missing."""
    rows = conn.execute(
        "SELECT column_id FROM frontier WHERE run_id = ? AND role = 'column' AND column_id IS NOT NULL"
        " AND (state = 'failed' OR state = 'done' AND outcome IN ('not_found', 'gone', 'soft_404'))",
        (run_id,),
    )
    return {row["column_id"] for row in rows}


@dataclass(frozen=True, slots=True)
class WalkedPage:
    """A page of a list as this run left it, and how many pages up to it were lost in a row."""

    url: str
    stated_pages: int
    lost_in_a_row: int


def walked_page(conn: sqlite3.Connection, run_id: int, column_id: int, page_no: int) -> WalkedPage | None:
    """One page of a column's list, or None if it was not walked."""
    rows = conn.execute(
        "SELECT page_no, url, outcome, stated_pages FROM list_pages"
        " WHERE run_id = ? AND column_id = ? AND page_no <= ? ORDER BY page_no DESC",
        (run_id, column_id, page_no),
    ).fetchall()
    if not rows or rows[0]["page_no"] != page_no:
        return None
    lost = next((i for i, row in enumerate(rows) if row["outcome"] in ("ok", "not_modified")), len(rows))
    stated = next((row["stated_pages"] for row in reversed(rows) if row["stated_pages"]), 0)
    return WalkedPage(rows[0]["url"], stated, lost)


def drop_unread(conn: sqlite3.Connection, run_id: int, column_ids: Collection[int]) -> None:
    """Forget columns that turned out to be no business of this run, and what was queued for them.

    Only those that no page of any run was ever read for; the others stay as they were seen.
    """
    for column_id in column_ids:
        conn.execute(
            "DELETE FROM frontier WHERE run_id = ? AND column_id = ? AND state = 'queued'", (run_id, column_id)
        )
        conn.execute("DELETE FROM column_addresses WHERE run_id = ? AND column_id = ?", (run_id, column_id))
        conn.execute(
            "DELETE FROM columns WHERE id = ?"
            " AND NOT EXISTS (SELECT 1 FROM list_pages p WHERE p.column_id = columns.id)"
            " AND NOT EXISTS (SELECT 1 FROM frontier f WHERE f.column_id = columns.id)"
            " AND NOT EXISTS (SELECT 1 FROM column_states s WHERE s.column_id = columns.id)"
            " AND NOT EXISTS (SELECT 1 FROM listings l WHERE l.column_id = columns.id)",
            (column_id,),
        )


def drop_twins(conn: sqlite3.Connection, run_id: int, site: str) -> int:
    """Forget addresses that stand at the path of another column and led nowhere; returns how many.

    Menus and breadcrumbs may name one column by several addresses before it is clear that they are one.
    """
    rows = conn.execute(
        "SELECT c.id, c.path, EXISTS (SELECT 1 FROM list_pages p WHERE p.column_id = c.id AND p.outcome = 'ok') AS read"
        " FROM columns c WHERE c.site = ? AND c.last_run = ? AND c.level > 0 ORDER BY c.path, read DESC, c.id",
        (site, run_id),
    ).fetchall()
    twins = [row["id"] for one, row in pairwise(rows) if one["path"] == row["path"] and not row["read"]]
    for column_id in twins:
        conn.execute("UPDATE frontier SET column_id = NULL WHERE run_id = ? AND column_id = ?", (run_id, column_id))
        conn.execute("DELETE FROM list_pages WHERE run_id = ? AND column_id = ?", (run_id, column_id))
    drop_unread(conn, run_id, twins)
    return len(twins)


def has_list_page(conn: sqlite3.Connection, run_id: int, column_id: int, page_no: int) -> bool:
    """True if this run has already walked that page of the column."""
    row = conn.execute(
        "SELECT 1 FROM list_pages WHERE run_id = ? AND column_id = ? AND page_no = ?", (run_id, column_id, page_no)
    ).fetchone()
    return row is not None


def rows_before(conn: sqlite3.Connection, run_id: int, column_id: int, page_no: int) -> int:
    """How many rows the earlier pages of the column's list had in this run."""
    row = conn.execute(
        "SELECT coalesce(sum(rows), 0) AS n FROM list_pages WHERE run_id = ? AND column_id = ? AND page_no < ?",
        (run_id, column_id, page_no),
    ).fetchone()
    return int(row["n"])


def put_list_page(conn: sqlite3.Connection, run_id: int, column_id: int, seen: ListPageSeen) -> None:
    """Note one page of a column as walked; walking it again in the same run replaces the note."""
    conn.execute(
        "INSERT OR REPLACE INTO list_pages (run_id, column_id, page_no, url, outcome, kind, rows, new_rows,"
        " stated_total, stated_pages, has_next, archived, visit_id, settled)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run_id,
            column_id,
            seen.page_no,
            seen.url,
            seen.outcome,
            seen.kind,
            seen.rows,
            seen.new_rows,
            seen.stated_total,
            seen.stated_pages,
            seen.has_next,
            seen.archived,
            seen.visit_id,
            seen.settled,
        ),
    )
