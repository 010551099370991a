"""The ledger of runs as people leaf through it: pages of runs, how far one is that goes on, what one did not reach."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.catalogue.runs import RunRow, _run
from crawler.modes import LINKS, RECHECK


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which runs: of these sites, and where given of this mode and state."""

    sites: tuple[str, ...]
    mode: str | None = None
    state: str | None = None

    @property
    def _where(self) -> str:
        return (
            "site IN (SELECT value FROM json_each(:sites)) AND (:mode IS NULL OR mode = :mode)"
            " AND (:state IS NULL OR state = :state)"
        )

    @property
    def _values(self) -> dict[str, object]:
        return {"sites": json.dumps(self.sites), "mode": self.mode, "state": self.state}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a run has come."""

    waiting: int
    done: int
    failed: int
    columns: int  # of which at least one page was read
    failures: dict[str, int]  # addresses by outcome


@dataclass(frozen=True, slots=True)
class FailedAddress:
    """An address that was not read."""

    url: str
    outcome: str


@dataclass(frozen=True, slots=True)
class OpenColumnRow:
    """A column that a run did not walk whole."""

    path: str
    outcome: str
    why: str
    pages_walked: int
    pages_stated: int | None


def runs_page(conn: sqlite3.Connection, wanted: Wanted, *, before: int | None = None, limit: int = 50) -> list[RunRow]:
    """Runs, newest first; `before`: the id of the last one of the page before."""
    rows = conn.execute(
        f"SELECT * FROM runs WHERE {wanted._where} AND (:before IS NULL OR id < :before)"  # noqa: S608 - fixed words
        " ORDER BY id DESC LIMIT :limit",
        {**wanted._values, "before": before, "limit": limit},
    )
    return [_run(row) for row in rows]


def count_runs(conn: sqlite3.Connection, wanted: Wanted) -> int:
    """How many there are."""
    row = conn.execute(f"SELECT count(*) AS n FROM runs WHERE {wanted._where}", wanted._values)  # noqa: S608
    return int(row.fetchone()["n"])


def run_modes(conn: sqlite3.Connection, sites: Sequence[str]) -> list[str]:
    """The modes of the runs of these sites."""
    rows = conn.execute(
        "SELECT DISTINCT mode FROM runs WHERE site IN (SELECT value FROM json_each(?)) ORDER BY mode",
        (json.dumps(list(sites)),),
    )
    return [row["mode"] for row in rows]


def running_run(conn: sqlite3.Connection, site: str) -> RunRow | None:
    """The newest run of a site that has not ended: it goes on, or was cut off."""
    row = conn.execute(
        "SELECT * FROM runs WHERE site = ? AND state = 'running' ORDER BY id DESC LIMIT 1", (site,)
    ).fetchone()
    return _run(row) if row else None


def standing_of(conn: sqlite3.Connection, run_id: int) -> Standing:
    """How far a run has come, by its own list of addresses."""
    counts = {
        row["state"]: int(row["n"])
        for row in conn.execute("SELECT state, count(*) AS n FROM frontier WHERE run_id = ? GROUP BY state", (run_id,))
    }
    columns = conn.execute(
        "SELECT count(DISTINCT column_id) AS n FROM list_pages WHERE run_id = ?", (run_id,)
    ).fetchone()["n"]
    failures = conn.execute(
        "SELECT coalesce(outcome, 'not_tried') AS outcome, count(*) AS n FROM frontier"
        " WHERE run_id = ? AND state = 'failed' GROUP BY 1 ORDER BY 2 DESC",
        (run_id,),
    )
    return Standing(
        waiting=counts.get("queued", 0) + counts.get("in_flight", 0),
        done=counts.get("done", 0),
        failed=counts.get("failed", 0),
        columns=int(columns),
        failures={row["outcome"]: int(row["n"]) for row in failures},
    )


def failed_addresses(conn: sqlite3.Connection, run: RunRow, outcome: str, *, limit: int) -> list[FailedAddress]:
    """Addresses that a run did not read, of one outcome, in the order in which they were met."""
    if run.mode == LINKS:
        sql = "SELECT url, outcome FROM link_checks WHERE run_id = ? AND outcome = ? ORDER BY id LIMIT ?"
    elif run.mode == RECHECK:
        sql = "SELECT url, outcome FROM visits WHERE run_id = ? AND outcome = ? ORDER BY id LIMIT ?"
    else:
        sql = (
            "SELECT url, coalesce(outcome, 'not_tried') AS outcome FROM frontier"
            " WHERE run_id = ? AND state IN ('failed', 'queued', 'in_flight') AND coalesce(outcome, 'not_tried') = ?"
            " ORDER BY id LIMIT ?"
        )
    return [FailedAddress(row["url"], row["outcome"]) for row in conn.execute(sql, (run.id, outcome, limit))]


def open_columns(conn: sqlite3.Connection, run_id: int, *, limit: int) -> list[OpenColumnRow]:
    """Columns that a run did not walk whole, by path."""
    rows = conn.execute(
        "SELECT c.path, s.outcome, s.why, s.pages_walked, s.pages_stated FROM column_states s JOIN columns c"
        " ON c.id = s.column_id WHERE s.run_id = ? AND NOT s.complete ORDER BY c.path LIMIT ?",
        (run_id, limit),
    )
    return [OpenColumnRow(**dict(row)) for row in rows]


def count_open_columns(conn: sqlite3.Connection, run_id: int) -> int:
    """How many columns a run did not walk whole."""
    row = conn.execute("SELECT count(*) AS n FROM column_states WHERE run_id = ? AND NOT complete", (run_id,))
    return int(row.fetchone()["n"])


def requests_of(conn: sqlite3.Connection, run: RunRow) -> int:
    """How many requests a run made: pages, robots.txt and links."""
    pages = conn.execute("SELECT count(*) AS n FROM visits WHERE run_id = ?", (run.id,)).fetchone()["n"]
    beside = conn.execute(
        "SELECT count(*) AS n FROM fetches WHERE run_id = ? AND sent_at >= ? AND sent_at <= ?",
        (run.id, run.started_at.removesuffix("Z"), run.finished_at or "9"),
    ).fetchone()["n"]
    return int(pages) + int(beside)


def was_met(conn: sqlite3.Connection, site: str, key: str) -> bool:
    """True if a crawl or a link check of this site ever came upon this address."""
    row = conn.execute(
        "SELECT 1 FROM runs r WHERE r.site = :site AND (EXISTS (SELECT 1 FROM links k WHERE k.run_id = r.id"
        " AND k.key = :key) OR EXISTS (SELECT 1 FROM link_tasks t WHERE t.run_id = r.id AND t.key = :key)"
        " OR EXISTS (SELECT 1 FROM visits v WHERE v.run_id = r.id AND v.key = :key)) LIMIT 1",
        {"site": site, "key": key},
    ).fetchone()
    return row is not None
