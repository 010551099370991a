"""Checks of links: which addresses a run is to check, and what each check showed. Nothing of it is ever overwritten.

Every writing function works inside the caller's transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from crawler.clock import day_in_shanghai, stamp
from crawler.identity import canonical_key
from crawler.links import Check, Try, outages
from crawler.model import Outcome
from crawler.posting import is_post


@dataclass(frozen=True, slots=True)
class KnownLink:
    """An address that some page of a site links to, as the newest full crawl saw it."""

    key: str
    url: str  # as linked
    internal: bool
    text: str = ""
    from_url: str | None = None
    column: str | None = None  # path of a column that lists it, or that it is
    on_home: bool = False


@dataclass(frozen=True, slots=True)
class LinkTask:
    """An address that a run is to check."""

    id: int
    key: str
    url: str
    internal: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """What one check showed. `asked` is False where the outcome is another request's (same target, same dead host)."""

    task: LinkTask
    at: datetime
    outcome: Outcome
    final_url: str
    hops: int
    status: int | None = None
    error: str = ""
    elapsed_ms: int | None = None
    asked: bool = True
    capture_id: int | None = None


@dataclass(frozen=True, slots=True)
class LastCheck:
    """The newest check of an address, with all that were made of it."""

    at: str
    outcome: str
    status: int | None
    capture_id: int | None
    checks: tuple[Check, ...]


def were_checked(conn: sqlite3.Connection) -> bool:
    """True if links were ever checked: until then nothing can be said of any."""
    return conn.execute("SELECT 1 FROM link_checks LIMIT 1").fetchone() is not None


def full_run(conn: sqlite3.Connection, site: str, *, until: int | None = None) -> int | None:
    """The newest finished run that walked the whole site (over the network or out of an archive), or None."""
    row = conn.execute(
        "SELECT max(id) AS id FROM runs WHERE site = ? AND state <> 'running' AND mode IN ('full', 'replay')"
        " AND (? IS NULL OR id <= ?)",
        (site, until, until),
    ).fetchone()
    return int(row["id"]) if row["id"] is not None else None


def known_links(conn: sqlite3.Connection, site: str, run_id: int) -> list[KnownLink]:
    """Every address that the pages of one run link to, by key; further pages of lists and the home page left out.

    A list's further pages are walked by every crawl, and many are addresses that we make and nobody links to.
    """
    from crawler.catalogue.queries import targets

    found: dict[str, KnownLink] = {}
    first = _as_linked(conn, run_id)
    skipped: set[str] = set()
    for target in targets(conn, site, run=run_id):
        if target.role in ("home", "list_page") or is_post(target.url):
            skipped.add(target.key)
        elif target.on_home or target.from_url or target.column is not None:
            found[target.key] = KnownLink(
                target.key,
                first.get(target.key, target.url),
                True,
                target.text,
                target.from_url,
                target.column,
                target.on_home,
            )
    for row in conn.execute(_NOT_VISITED, {"run": run_id, "site": site}):
        key = row["key"] or canonical_key(row["url"])
        if key in found or key in skipped or is_post(row["url"]) or not row["url"].startswith(("http://", "https://")):
            continue
        internal, on_home = bool(row["internal"]), bool(row["on_home"])
        found[key] = KnownLink(key, row["url"], internal, row["text"], row["from_url"], row["path"], on_home)
    return sorted(found.values(), key=lambda link: link.key)


def _as_linked(conn: sqlite3.Connection, run_id: int) -> dict[str, str]:
    """Key → the address that was asked first: later ones are where it forwarded to."""
    rows = conn.execute(
        "SELECT key, url FROM visits WHERE id IN (SELECT min(id) FROM visits WHERE run_id = ? GROUP BY key)", (run_id,)
    )
    return {row["key"]: row["url"] for row in rows}


# Links of pages, columns that lie elsewhere, and rows of lists that lead elsewhere; visited ones are known already.
_NOT_VISITED = """
SELECT k.key, k.url, k.text, k.from_url, NULL AS path, k.on_home, k.internal FROM links k WHERE k.run_id = :run
UNION ALL
SELECT c.key, c.url, c.name, NULL, c.path, 0, 0 FROM column_states s JOIN columns c ON c.id = s.column_id
  WHERE s.run_id = :run AND s.kind = 'external' AND c.url IS NOT NULL
UNION ALL
SELECT i.key, l.url, l.title, d.url, CASE WHEN d.level > 0 THEN d.path END, d.level = 0, 0
  FROM listings l JOIN items i ON i.id = l.item_id JOIN columns d ON d.id = l.column_id
  WHERE i.site = :site AND l.first_run <= :run AND l.last_run >= :run
    AND NOT EXISTS (SELECT 1 FROM visits v WHERE v.run_id = :run AND v.key = i.key)
ORDER BY 1, 6 DESC
"""


# --- what a run is to do ------------------------------------------------------------------------------------


def add_tasks(conn: sqlite3.Connection, run_id: int, links: Iterable[KnownLink]) -> int:
    """Put addresses on a run's list; returns how many."""
    rows = [(run_id, link.key, link.url, link.internal) for link in links]
    conn.executemany("INSERT INTO link_tasks (run_id, key, url, internal) VALUES (?, ?, ?, ?)", rows)
    return len(rows)


_OPEN = (
    "SELECT {} FROM link_tasks t WHERE t.run_id = ?"
    " AND NOT EXISTS (SELECT 1 FROM link_checks c WHERE c.run_id = t.run_id AND c.key = t.key)"
)


def open_tasks(conn: sqlite3.Connection, run_id: int) -> Iterator[tuple[int, str]]:
    """(id, address) of what a run still has to check, in the order in which it was planned."""
    for row in conn.execute(_OPEN.format("t.id, t.url") + " ORDER BY t.id", (run_id,)):
        yield row["id"], row["url"]


def count_open(conn: sqlite3.Connection, run_id: int) -> int:
    """How many addresses a run still has to check."""
    return int(conn.execute(_OPEN.format("count(*)"), (run_id,)).fetchone()[0])


def open_task(conn: sqlite3.Connection, run_id: int, *, task_id: int | None = None, key: str = "") -> LinkTask | None:
    """One address on a run's list, by id or by key; None where it is not there or was checked by now."""
    row = conn.execute(
        _OPEN.format("*") + (" AND t.id = ?" if task_id is not None else " AND t.key = ?"),
        (run_id, task_id if task_id is not None else key),
    ).fetchone()
    return LinkTask(row["id"], row["key"], row["url"], bool(row["internal"])) if row is not None else None


def outside_checked_since(conn: sqlite3.Connection, since: datetime) -> set[str]:
    """Keys of external addresses that were checked after a moment, for whatever site, or are about to be."""
    rows = conn.execute(
        "SELECT key FROM link_checks WHERE internal = 0 AND ours = 0 AND at >= ?"
        " UNION SELECT t.key FROM link_tasks t JOIN runs r ON r.id = t.run_id"
        " WHERE t.internal = 0 AND r.state = 'running'",
        (stamp(since),),
    )
    return {row["key"] for row in rows}


# --- what it showed -----------------------------------------------------------------------------------------


def put_check(conn: sqlite3.Connection, run_id: int, checked: Checked) -> bool:
    """Note what one check showed; False where this run has checked the address already."""
    cursor = conn.execute(
        "INSERT INTO link_checks (run_id, key, url, internal, at, day, outcome, status, error, elapsed_ms, final_url,"
        " hops, asked, capture_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            run_id,
            checked.task.key,
            checked.task.url,
            checked.task.internal,
            stamp(checked.at),
            day_in_shanghai(checked.at).isoformat(),
            checked.outcome,
            checked.status,
            checked.error or None,
            checked.elapsed_ms,
            checked.final_url,
            checked.hops,
            checked.asked,
            checked.capture_id,
        ),
    )
    return cursor.rowcount > 0


def check_of(conn: sqlite3.Connection, run_id: int, key: str) -> sqlite3.Row | None:
    """What this run found at an address, or None."""
    row: sqlite3.Row | None = conn.execute(
        "SELECT * FROM link_checks WHERE run_id = ? AND key = ?", (run_id, key)
    ).fetchone()
    return row


def mark_outages(conn: sqlite3.Connection, run_id: int) -> int:
    """Mark the checks of a run that fell into a failure of our own network; returns how many."""
    rows = conn.execute("SELECT id, final_url, outcome FROM link_checks WHERE run_id = ? ORDER BY id", (run_id,))
    tries = [Try(row["id"], canonical_key(row["final_url"]).partition("/")[0], Outcome(row["outcome"])) for row in rows]
    ours = outages(tries)
    conn.executemany("UPDATE link_checks SET ours = 1 WHERE id = ?", [(check,) for check in sorted(ours)])
    return len(ours)


def end_links_run(conn: sqlite3.Connection, run_id: int, now: datetime) -> None:
    """End a run of link checks: complete if every address on its list was checked."""
    mark_outages(conn, run_id)
    left = count_open(conn, run_id)
    conn.execute(
        "UPDATE runs SET state = ?, finished_at = ?, columns_known = 0, columns_reached = 0, pages_walked = 0,"
        " pages_stated = 0, failures = ? WHERE id = ?",
        ("incomplete" if left else "complete", stamp(now), f'{{"not_tried": {left}}}' if left else "{}", run_id),
    )


def histories(
    conn: sqlite3.Connection, keys: Iterable[str], site: str, *, until: str | None = None
) -> dict[str, LastCheck]:
    """All checks of these addresses, whatever run made them, with the crawls' own visits to them among the checks.

    Only addresses that were checked at least once are there. What was known before `until` (a UTC stamp).
    """
    checks: dict[str, list[Check]] = {}
    last: dict[str, sqlite3.Row] = {}
    for row in conn.execute(
        "SELECT * FROM link_checks WHERE key IN (SELECT value FROM json_each(?)) AND (? IS NULL OR at < ?)"
        " ORDER BY at, id",
        (json.dumps(list(keys)), until, until),
    ):
        ours = bool(row["ours"])
        checks.setdefault(row["key"], []).append(Check(_moment(row["at"]), Outcome(row["outcome"]), ours))
        if not ours or row["key"] not in last:
            last[row["key"]] = row
    for row in conn.execute(_CRAWLED, {"site": site, "until": until}):
        if row["key"] not in checks:
            continue
        checks[row["key"]].append(Check(_moment(row["at"]), Outcome(row["outcome"])))
        if row["at"] > last[row["key"]]["at"]:
            last[row["key"]] = row
    return {
        key: LastCheck(
            at=last[key]["at"],
            outcome=last[key]["outcome"],
            status=last[key]["status"],
            capture_id=last[key]["capture_id"],
            checks=tuple(sorted(found, key=lambda check: check.at)),
        )
        for key, found in checks.items()
    }


# How each crawl's visits to an address ended (several tries in one run are one visit). Replays show no new moment.
_CRAWLED = """
SELECT v.key, v.at, v.outcome, v.status, v.capture_id FROM visits v
WHERE v.id IN (SELECT max(w.id) FROM visits w JOIN runs r ON r.id = w.run_id
    WHERE r.site = :site AND r.mode IN ('full', 'update') GROUP BY w.run_id, w.key)
  AND v.outcome NOT IN ('redirect', 'not_captured') AND (:until IS NULL OR v.at < :until)
ORDER BY v.id
"""


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
