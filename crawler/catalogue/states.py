"""What one run saw of each column: derived at its end from the pages walked and from what is left in the frontier."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from crawler.clock import stamp
from crawler.model import Outcome


def derive_states(conn: sqlite3.Connection, run_id: int, now: datetime) -> None:
    """Write one state per column of this run, from its walked pages and its part of the frontier.

    Kinds: `list`, `page` (a single page), `group` (children, nothing of its own), `external`, `heading` (no
    address), `door` (forwards elsewhere), `unread`. Complete means: every page that the list offered was walked.
    """
    conn.execute("DELETE FROM column_states WHERE run_id = ?", (run_id,))
    site = conn.execute("SELECT site FROM runs WHERE id = ?", (run_id,)).fetchone()["site"]
    rows = conn.execute(
        "SELECT c.id, c.path, c.url,"
        " EXISTS (SELECT 1 FROM columns d WHERE d.site = c.site AND d.last_run = c.last_run"
        "         AND substr(d.path, 1, length(c.path) + 1) = c.path || '/') AS has_children,"
        " (SELECT count(*) FROM frontier f WHERE f.run_id = ? AND f.column_id = c.id AND f.state <> 'done'"
        "         AND f.role IN ('column', 'list_page')) AS open_pages,"
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
        "INSERT INTO column_states (run_id, column_id, at, outcome, kind, pages_walked, pages_stated, rows,"
        " stated_total, newest, complete, why, archived, capture_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run_id,
            column["id"],
            stamp(now),
            outcome,
            kind,
            sum(page["outcome"] in ("ok", "not_modified") for page in pages),
            next((page["stated_pages"] for page in pages if page["stated_pages"]), None),
            listed["n"],
            next((page["stated_total"] for page in pages if page["stated_total"]), None),
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
    if column["has_children"] and (kind == "page" or (kind == "list" and not any(page["rows"] for page in pages))):
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
    shown = any(page["rows"] for page in pages)
    if pages[-1]["has_next"] and (shown or kind != "group"):
        why = f"the list goes on behind page {pages[-1]['page_no']}" if shown else "its rows are not in the page"
        return kind, first["outcome"], False, why
    if kind == "list" and not shown and (stated := _stated(pages)):
        return kind, first["outcome"], False, f"the list states {stated} and shows no row"
    if _is_stuck(pages) and not first["settled"]:
        return kind, first["outcome"], False, f"the list states {first['stated_pages']} pages and shows no page 2"
    return kind, first["outcome"], True, ""


def _stated(pages: list[sqlite3.Row]) -> str:
    """What a list without rows says that it has; empty where it says nothing, or that it has none."""
    total = max((page["stated_total"] or 0 for page in pages), default=0)
    count = max((page["stated_pages"] or 0 for page in pages), default=0)
    return f"{total} entries" if total else f"{count} pages" if count > 1 else ""


def _is_stuck(pages: list[sqlite3.Row]) -> bool:
    """True for a list of several pages whose first shows no way to the second, and not all entries."""
    first = pages[0]
    if len(pages) > 1 or first["kind"] != "list" or (first["stated_pages"] or 0) < 2 or not first["rows"]:
        return False
    return not first["stated_total"] or first["rows"] < first["stated_total"]
