"""The column tree: nodes, the pages walked of each list, and the state of each column per run."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

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


def put_home(conn: sqlite3.Connection, run_id: int, site: str, url: str, now: datetime) -> int:
    """The home page as a column of level 0 (path 首页), so that its own blocks can list items; returns its id."""
    home = ColumnSeen("home:", ("首页",), url, "nav", None, ColumnClass.UNKNOWN, "the home page")
    column_id = put_column(conn, run_id, site, home, now)
    conn.execute("UPDATE columns SET level = 0 WHERE id = ?", (column_id,))
    return column_id


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
        "SELECT page_no, url, outcome, stated_pages FROM list_pages WHERE run_id = ? AND column_id = ? AND page_no <= ?"
        " ORDER BY page_no DESC",
        (run_id, column_id, page_no),
    ).fetchall()
    if not rows or rows[0]["page_no"] != page_no:
        return None
    lost = next((i for i, row in enumerate(rows) if row["outcome"] in ("ok", "not_modified")), len(rows))
    stated = max((row["stated_pages"] or 0 for row in rows), default=0)
    return WalkedPage(rows[0]["url"], stated, lost)


def drop_unread(conn: sqlite3.Connection, run_id: int, column_ids: Collection[int]) -> None:
    """Forget columns that turned out to be no business of this run, and what was queued for them.

    Only those that no page of any run was ever read for; the others stay as they were seen.
    """
    for column_id in column_ids:
        conn.execute(
            "DELETE FROM frontier WHERE run_id = ? AND column_id = ? AND state = 'queued'", (run_id, column_id)
        )
        conn.execute(
            "DELETE FROM columns WHERE id = ? AND NOT EXISTS (SELECT 1 FROM list_pages p WHERE p.column_id = columns.id)"
            " AND NOT EXISTS (SELECT 1 FROM frontier f WHERE f.column_id = columns.id)"
            " AND NOT EXISTS (SELECT 1 FROM column_states s WHERE s.column_id = columns.id)"
            " AND NOT EXISTS (SELECT 1 FROM listings l WHERE l.column_id = columns.id)",
            (column_id,),
        )


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
        "INSERT OR REPLACE INTO list_pages (run_id, column_id, page_no, url, outcome, kind, rows, new_rows, stated_total,"
        " stated_pages, has_next, archived, visit_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
        ),
    )


def derive_states(conn: sqlite3.Connection, run_id: int, now: datetime) -> None:
    """Write one state per column of this run, from its walked pages and its part of the frontier.

    Kinds: `list`, `page` (a single page), `group` (children, no list of its own), `external`, `heading` (no
    address), `door` (forwards elsewhere), `unread`. Complete means: every page that the list offered was walked.
    """
    conn.execute("DELETE FROM column_states WHERE run_id = ?", (run_id,))
    site = conn.execute("SELECT site FROM runs WHERE id = ?", (run_id,)).fetchone()["site"]
    rows = conn.execute(
        "SELECT c.id, c.path, c.url,"
        " EXISTS (SELECT 1 FROM columns d WHERE d.site = c.site AND d.last_run = c.last_run"
        "         AND substr(d.path, 1, length(c.path) + 1) = c.path || '/') AS has_children,"
        " (SELECT count(*) FROM frontier f WHERE f.run_id = ? AND f.column_id = c.id AND f.role IN ('column', 'list_page')"
        "         AND f.state <> 'done') AS open_pages,"
        " (SELECT f.outcome FROM frontier f WHERE f.run_id = ? AND f.column_id = c.id AND f.state <> 'done'"
        "         AND f.role IN ('column', 'list_page') ORDER BY f.page_no LIMIT 1) AS open_outcome"
        " FROM columns c WHERE c.site = ? AND c.last_run = ? AND c.level > 0",
        (run_id, run_id, site, run_id),
    ).fetchall()
    for row in rows:
        _derive_state(conn, run_id, row, now)


def _derive_state(conn: sqlite3.Connection, run_id: int, column: sqlite3.Row, now: datetime) -> None:
    pages = conn.execute(
        "SELECT p.*, v.capture_id FROM list_pages p LEFT JOIN visits v ON v.id = p.visit_id"
        " WHERE p.run_id = ? AND p.column_id = ? ORDER BY p.page_no",
        (run_id, column["id"]),
    ).fetchall()
    listed = conn.execute(
        "SELECT count(*) AS n, max(coalesce(i.published_on, l.listed_on)) AS newest FROM listings l"
        " JOIN items i ON i.id = l.item_id WHERE l.column_id = ? AND l.last_run = ?",
        (column["id"], run_id),
    ).fetchone()
    first = pages[0] if pages else None
    kind, outcome, complete, why = _judge(column, first, pages)
    conn.execute(
        "INSERT INTO column_states (run_id, column_id, at, outcome, kind, pages_walked, pages_stated, rows, stated_total,"
        " newest, complete, why, archived, capture_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run_id,
            column["id"],
            stamp(now),
            outcome,
            kind,
            sum(page["outcome"] in ("ok", "not_modified") for page in pages),
            max((page["stated_pages"] or 0 for page in pages), default=0) or None,
            listed["n"],
            max((page["stated_total"] or 0 for page in pages), default=0) or None,
            listed["newest"],
            complete,
            why,
            any(page["archived"] for page in pages),
            first["capture_id"] if first else None,
        ),
    )


def _judge(column: sqlite3.Row, first: sqlite3.Row | None, pages: list[sqlite3.Row]) -> tuple[str, str, bool, str]:
    """(kind, outcome, complete, why not) of one column."""
    if column["url"] is None:
        return "heading", Outcome.OK, True, ""
    if column["open_pages"]:
        outcome = column["open_outcome"] or "not_tried"
        kind = (first["kind"] if first else None) or "unread"
        # Page 1 decides what we could see of the column at all; a hole further on only makes it incomplete.
        shown = first["outcome"] if first is not None and first["outcome"] == "ok" else outcome
        return kind, shown, False, f"{column['open_pages']} page(s) not read: {outcome}"
    if first is None:
        return "unread", "not_tried", False, "its page was never fetched"
    kind = first["kind"] or "unread"
    if kind == "page" and column["has_children"]:
        kind = "group"
    if first["outcome"] not in ("ok", "not_modified"):
        return (
            kind,
            first["outcome"],
            first["outcome"] in ("not_found", "gone", "soft_404"),
            f"page 1: {first['outcome']}",
        )
    broken = [page for page in pages if page["outcome"] not in ("ok", "not_modified")]
    if broken:
        return kind, first["outcome"], False, f"page {broken[0]['page_no']}: {broken[0]['outcome']}"
    return kind, first["outcome"], True, ""
