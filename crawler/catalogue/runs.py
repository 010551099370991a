"""Sites and crawl runs: begun, resumed, ended, and how complete they were."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from crawler.clock import SHANGHAI, stamp
from crawler.model import SiteKind


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site as the catalogue knows it."""

    id: str
    name: str
    kind: SiteKind
    home: str
    organ: str | None = None


@dataclass(frozen=True, slots=True)
class RunRow:
    """One crawl run and its coverage. Counts are None while it is running."""

    id: int
    site: str
    mode: str
    state: str  # running | complete | incomplete
    started_at: str
    finished_at: str | None
    columns_known: int | None
    columns_reached: int | None
    pages_walked: int | None
    pages_stated: int | None
    failures: Mapping[str, int] = field(default_factory=dict)  # outcome → number of URLs

    @property
    def complete(self) -> bool:
        return self.state == "complete"


def add_site(conn: sqlite3.Connection, site: SiteRow, now: datetime) -> None:
    """Register a site, or bring its name, kind and home up to date."""
    conn.execute(
        "INSERT INTO sites (id, name, kind, home, organ, added_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, home = excluded.home,"
        " organ = excluded.organ",
        (site.id, site.name, site.kind, site.home, site.organ, stamp(now)),
    )


def unfinished_run(conn: sqlite3.Connection, site: str, mode: str) -> int | None:
    """The run of this site that was cut off, if any: resuming it is the default."""
    row = conn.execute(
        "SELECT id FROM runs WHERE site = ? AND mode = ? AND state = 'running' ORDER BY id DESC LIMIT 1",
        (site, mode),
    ).fetchone()
    return int(row["id"]) if row else None


def ended_beside(conn: sqlite3.Connection, sites: Sequence[str], mode: str, *, within: timedelta) -> dict[str, int]:
    """Runs by site that had ended when the crawl they belong to was cut off: those begun with a run still going.

    A crawl of several sites begins all its runs together; where it is resumed, the sites that were done stay done.
    """
    newest = {
        row["site"]: row
        for row in conn.execute(
            "SELECT * FROM runs WHERE mode = ? AND site IN (SELECT value FROM json_each(?)) ORDER BY id",
            (mode, json.dumps(list(sites))),
        )
    }
    going = [_moment(row["started_at"]) for row in newest.values() if row["state"] == "running"]
    return {
        site: row["id"]
        for site, row in newest.items()
        if row["state"] != "running" and any(abs(_moment(row["started_at"]) - moment) <= within for moment in going)
    }


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def start_run(conn: sqlite3.Connection, site: str, mode: str, now: datetime, software: str) -> int:
    """Begin a run and return its id."""
    cursor = conn.execute(
        "INSERT INTO runs (site, mode, state, started_at, software) VALUES (?, ?, 'running', ?, ?)",
        (site, mode, stamp(now), software),
    )
    return int(cursor.lastrowid or 0)


def mode_of(conn: sqlite3.Connection, run_id: int) -> str:
    """The mode of a run. Raises LookupError if there is none."""
    return read_run(conn, run_id).mode


def finish_run(conn: sqlite3.Connection, run_id: int, now: datetime) -> RunRow:
    """End a run: derive its column states, its coverage and its verdict (complete or incomplete).

    A run is complete if every column known to it was reached and walked whole and no task failed for a
    reason of ours (a plain 404 is an answer, not a failure).
    """
    from crawler.catalogue.items import mark_vanished
    from crawler.catalogue.states import derive_states

    derive_states(conn, run_id, now)
    columns = conn.execute(
        "SELECT count(*) AS known, coalesce(sum(outcome IN ('ok', 'not_modified')), 0) AS reached,"
        " coalesce(sum(pages_walked), 0) AS walked,"
        " coalesce(sum(max(coalesce(pages_stated, 0), pages_walked)), 0) AS stated,"
        " coalesce(sum(NOT complete), 0) AS open FROM column_states WHERE run_id = ?",
        (run_id,),
    ).fetchone()
    failures = {
        row["outcome"]: row["n"]
        for row in conn.execute(
            "SELECT coalesce(outcome, 'not_tried') AS outcome, count(*) AS n FROM frontier"
            " WHERE run_id = ? AND state <> 'done' GROUP BY 1 ORDER BY 1",
            (run_id,),
        )
    }
    home_read = conn.execute(
        "SELECT 1 FROM visits WHERE run_id = ? AND role = 'home' AND outcome IN ('ok', 'not_modified') LIMIT 1",
        (run_id,),
    ).fetchone()
    complete = bool(home_read) and not failures and not columns["open"]
    conn.execute(
        "UPDATE runs SET state = ?, finished_at = ?, columns_known = ?, columns_reached = ?, pages_walked = ?,"
        " pages_stated = ?, failures = ? WHERE id = ?",
        (
            "complete" if complete else "incomplete",
            stamp(now),
            columns["known"],
            columns["reached"],
            columns["walked"],
            columns["stated"],
            json.dumps(failures, sort_keys=True),
            run_id,
        ),
    )
    if complete:
        mark_vanished(conn, run_id, now)
    return read_run(conn, run_id)


def end_single_run(conn: sqlite3.Connection, run_id: int, now: datetime, failures: Mapping[str, int]) -> None:
    """End a run that fetched one address and knows nothing of the site it stands on."""
    conn.execute(
        "UPDATE runs SET state = ?, finished_at = ?, columns_known = 0, columns_reached = 0, pages_walked = 0,"
        " pages_stated = 0, failures = ? WHERE id = ?",
        ("incomplete" if failures else "complete", stamp(now), json.dumps(dict(failures)), run_id),
    )


def fall_short(conn: sqlite3.Connection, run_id: int, missing: Mapping[str, int]) -> None:
    """The run brought less than the site's profile expects: it is incomplete, and says by how much."""
    failures = {**read_run(conn, run_id).failures, **missing}
    conn.execute(
        "UPDATE runs SET state = 'incomplete', failures = ? WHERE id = ?",
        (json.dumps(failures, sort_keys=True), run_id),
    )


def read_run(conn: sqlite3.Connection, run_id: int) -> RunRow:
    """One run. Raises LookupError if there is none."""
    row = conn.execute("SELECT * FROM runs WHERE id = ?", (run_id,)).fetchone()
    if row is None:
        raise LookupError(f"no run {run_id}")
    return _run(row)


def newest_crawls(conn: sqlite3.Connection) -> dict[str, RunRow]:
    """The newest finished crawl of every site that was ever crawled; link checks and rechecks are none."""
    rows = conn.execute(
        "SELECT r.* FROM runs r JOIN (SELECT max(id) AS id FROM runs WHERE state <> 'running'"  # noqa: S608
        f" AND mode IN {_CRAWLS} GROUP BY site) n ON n.id = r.id"
    )
    return {row["site"]: _run(row) for row in rows}


def last_crawls(
    conn: sqlite3.Connection, site: str, count: int, *, before: int | None = None, all_modes: bool = False
) -> list[RunRow]:
    """The last so many finished crawls of a site, newest first; `before` those with smaller numbers only.

    With `all_modes` checks of links and rechecks are among them.
    """
    rows = conn.execute(
        f"SELECT * FROM runs WHERE site = ? AND state <> 'running' AND (? OR mode IN {_CRAWLS})"  # noqa: S608
        " AND (? IS NULL OR id < ?) ORDER BY id DESC LIMIT ?",
        (site, all_modes, before, before, count),
    )
    return [_run(row) for row in rows]


def last_run(
    conn: sqlite3.Connection, site: str, *, until: str | None = None, newest: int | None = None
) -> RunRow | None:
    """The newest finished run of a site, or None. `until` is a UTC stamp: what was known then.

    `newest` is the number of the last run that exists: a replay of old files is stamped with their moment, and was not
    known then all the same. Runs that only checked links, or looked at one thing again, are no crawls: they do not
    know the site.
    """
    row = conn.execute(
        f"SELECT * FROM runs WHERE site = ? AND state <> 'running' AND mode IN {_CRAWLS}"  # noqa: S608 - fixed words
        " AND (? IS NULL OR finished_at <= ?) AND (? IS NULL OR id <= ?) ORDER BY id DESC LIMIT 1",
        (site, until, until, newest, newest),
    ).fetchone()
    return _run(row) if row else None


def first_run(
    conn: sqlite3.Connection, site: str, *, until: str | None = None, newest: int | None = None
) -> RunRow | None:
    """The oldest finished crawl of a site, or None: nothing that was taken down before it is known."""
    row = conn.execute(
        f"SELECT * FROM runs WHERE site = ? AND state <> 'running' AND mode IN {_CRAWLS}"  # noqa: S608 - fixed words
        " AND (? IS NULL OR finished_at <= ?) AND (? IS NULL OR id <= ?) ORDER BY finished_at, id LIMIT 1",
        (site, until, until, newest, newest),
    ).fetchone()
    return _run(row) if row else None


def run_nearest(
    conn: sqlite3.Connection, site: str, day: date, *, until: str | None = None, newest: int | None = None
) -> RunRow | None:
    """The crawl that saw the site as it stood at the end of a day, as nearly as any: the ground of a check as of it.

    It is the last complete one that ended on that day (in Shanghai), else the first one after it, since what is put
    up or taken down afterwards belongs to later days; without either the newest crawl, which may be blind. `until` is a
    UTC stamp: crawls that ended later do not exist, nor do those with a number above `newest`.
    """
    morning = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
    row = conn.execute(
        f"SELECT *, finished_at >= :evening AS later FROM runs WHERE site = :site AND state = 'complete'"  # noqa: S608
        f" AND mode IN {_CRAWLS} AND finished_at >= :morning AND (:until IS NULL OR finished_at <= :until)"
        " AND (:newest IS NULL OR id <= :newest) ORDER BY later, CASE WHEN later THEN id ELSE -id END",
        {
            "site": site,
            "morning": stamp(morning),
            "evening": stamp(morning + timedelta(days=1)),
            "until": until,
            "newest": newest,
        },
    ).fetchone()
    return _run(row) if row else last_run(conn, site, until=until, newest=newest)


_CRAWLS = "('full', 'update', 'replay')"


def _run(row: sqlite3.Row) -> RunRow:
    return RunRow(
        id=row["id"],
        site=row["site"],
        mode=row["mode"],
        state=row["state"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        columns_known=row["columns_known"],
        columns_reached=row["columns_reached"],
        pages_walked=row["pages_walked"],
        pages_stated=row["pages_stated"],
        failures=json.loads(row["failures"] or "{}"),
    )
