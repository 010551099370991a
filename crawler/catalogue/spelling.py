"""Of several spellings of one address, the one that a site's items and columns are known by.

Portals link to one page in several ways (`/a//b.htm`, `/publicfiles/a/b.htm`); the canonical key says that it is one.
Which of them came first depends on the order of answers, and so on the day and on the number of processes. The shortest
counts, of equally short ones the smallest: a replay, or a run that was cut off, then says the same.
"""

from __future__ import annotations

import sqlite3

_BEST = (
    "SELECT url FROM (SELECT ifnull(f.spelling, f.url) AS url FROM frontier f WHERE f.run_id = :run AND f.key = {key}"
    " AND f.hops = 0 UNION SELECT k.url FROM links k WHERE k.run_id = :run AND k.key = {key}"
    " UNION SELECT {own}) ORDER BY length(url), url LIMIT 1"
)


def settle_spellings(conn: sqlite3.Connection, run_id: int, site: str) -> None:
    """Give items and columns that a run saw the spelling of their address that does not depend on any order."""
    for table in ("items", "columns"):
        best = _BEST.format(key=f"{table}.key", own=f"{table}.url")
        conn.execute(
            f"UPDATE {table} SET url = ({best}) WHERE site = :site AND last_run = :run AND url IS NOT NULL",  # noqa: S608
            {"run": run_id, "site": site},
        )
