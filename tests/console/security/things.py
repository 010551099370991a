"""One thing of each kind that belongs to the bureau's site, and that another webmaster must not see."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from checks.ledger import Scope, grant
from gongkai.console.jobs.ledger import Order, add_job
from gongkai.workspace import Workspace
from tests.console.small import store_of

_QUERIES = {
    "finding": "SELECT printf('F-%06d', id) FROM findings WHERE site = ? LIMIT 1",
    "doubt": "SELECT printf('D-%06d', id) FROM doubts WHERE site = ? LIMIT 1",
    "item": "SELECT id FROM items WHERE site = ? LIMIT 1",
    "column": "SELECT id FROM columns WHERE site = ? LIMIT 1",
    "run": "SELECT id FROM runs WHERE site = ? LIMIT 1",
}


def things_of(place: Workspace, site: str, now: datetime) -> dict[str, str]:
    """Kind → its number, as an address names it. Makes a waiver and a job."""
    conn = place.open_catalogue()
    found = {"site": site}
    for kind, query in _QUERIES.items():
        row = conn.execute(query, (site,)).fetchone()
        if row is not None:
            found[kind] = str(row[0])
    found["capture"] = str(_capture(conn, site))
    if "finding" in found:
        clause = conn.execute("SELECT clause FROM findings WHERE site = ?", (site,)).fetchone()[0]
        found["waiver"] = grant(
            conn, Scope.SITE, site=site, clause=clause, column=None, reason="试", approver="局长", now=now
        ).number
    conn.close()
    store = store_of(place)
    order = Order("check", ("check", site), f"检查 {site} 机密", site)
    found["job"] = str(add_job(store, order, "检查员（jian）", now))
    store.close()
    return found


def _capture(conn: sqlite3.Connection, site: str) -> int:
    row = conn.execute(
        "SELECT c.id FROM captures c JOIN visits v ON v.capture_id = c.id JOIN runs r ON r.id = v.run_id"
        " WHERE r.site = ? ORDER BY c.id LIMIT 1",
        (site,),
    ).fetchone()
    return int(row[0])
