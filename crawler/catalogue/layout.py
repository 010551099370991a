"""Lists that brought nothing where something was to be expected: the sign of a layout that a reader does not know.

An empty list is a fact about the site only if nothing speaks against it. What does: rows in an earlier run, a stated
total, a list whose rows are not in its page, an empty list on each and every page of one platform.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from crawler.catalogue.runs import last_run


class Doubt(StrEnum):
    """Why an empty list is not believed, the strongest reason first."""

    BEFORE = "before"  # an earlier run read rows here
    STATED = "stated"  # the page states a total
    HIDDEN = "hidden"  # a list is there, and its rows are not in the page
    ALL_EMPTY = "all_empty"  # no list of this platform brought any row


@dataclass(frozen=True, slots=True)
class EmptyList:
    """A column whose list brought no row in the last finished run. `wanted` is what the reason speaks of."""

    path: str
    url: str
    platform: str | None
    doubt: Doubt
    wanted: int | None  # rows before, or rows stated; None where only the platform's usual number is known


_FEWEST = 3  # lists of one platform, all empty, that are no coincidence


def doubtful_lists(conn: sqlite3.Connection, site: str) -> list[EmptyList]:
    """The columns of a site's last finished run whose empty list should not be believed, by path."""
    run = last_run(conn, site)
    if run is None:
        return []
    rows = conn.execute(_COLUMNS, {"run": run.id, "site": site}).fetchall()
    read: dict[str, int] = defaultdict(int)
    lists: dict[str, int] = defaultdict(int)
    for row in rows:
        if row["platform"] is not None and (row["kind"] == "list" or row["page_kind"] == "list"):
            lists[row["platform"]] += 1
            read[row["platform"]] += row["rows"]
    silent = {name for name, count in lists.items() if count >= _FEWEST and read[name] == 0}
    return [found for row in rows if row["rows"] == 0 and (found := _doubted(row, silent)) is not None]


def _doubted(row: sqlite3.Row, silent: set[str]) -> EmptyList | None:
    def found(doubt: Doubt, wanted: int | None) -> EmptyList:
        return EmptyList(row["path"], row["url"], row["platform"], doubt, wanted)

    if row["before"]:
        return found(Doubt.BEFORE, row["before"])
    if row["stated_total"]:
        return found(Doubt.STATED, row["stated_total"])
    if row["kind"] == "page" and row["page_kind"] == "list":
        return found(Doubt.HIDDEN, None)
    if row["kind"] == "list" and row["platform"] in silent:
        return found(Doubt.ALL_EMPTY, None)
    return None


# Columns that were read and have no children of their own; `before` is what their first page brought when it last
# brought anything. A list whose rows come from a second address has its platform from there.
_COLUMNS = """
SELECT c.path, c.url, s.kind, s.rows, s.stated_total,
  (SELECT v.page_kind FROM list_pages p JOIN visits v ON v.id = p.visit_id
     WHERE p.run_id = s.run_id AND p.column_id = c.id ORDER BY p.page_no LIMIT 1) AS page_kind,
  (SELECT v.platform FROM list_pages p JOIN visits v ON v.id = p.visit_id
     WHERE p.run_id = s.run_id AND p.column_id = c.id ORDER BY p.page_no DESC LIMIT 1) AS platform,
  (SELECT p.rows FROM list_pages p WHERE p.column_id = c.id AND p.run_id < s.run_id AND p.rows > 0
     ORDER BY p.run_id DESC, p.page_no LIMIT 1) AS before
FROM column_states s JOIN columns c ON c.id = s.column_id
WHERE s.run_id = :run AND c.site = :site AND c.level > 0 AND s.outcome IN ('ok', 'not_modified')
  AND s.kind IN ('list', 'page')
ORDER BY c.path
"""
