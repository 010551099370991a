"""How far the evidence about some sites goes: a mark that changes whenever anything new was seen of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence


def newest_evidence(conn: sqlite3.Connection, sites: Sequence[str]) -> tuple[int, int, int]:
    """(finished runs, number of the newest link check, that of the newest probe) of these sites; 0 where there is none.

    Crawls, rechecks and replays are runs; pairs that a person decided, and what was seen of other sites, do not count.
    Runs are counted: they have their numbers from their beginning, and one with a smaller number may end later.
    """
    row = conn.execute(
        "WITH mine AS (SELECT value AS site FROM json_each(?))"
        " SELECT (SELECT count(*) FROM runs WHERE site IN mine AND state <> 'running'),"
        " coalesce((SELECT max(k.id) FROM link_checks k JOIN runs r ON r.id = k.run_id WHERE r.site IN mine), 0),"
        " coalesce((SELECT max(id) FROM probes WHERE site IN mine), 0)",
        (json.dumps(list(sites)),),
    ).fetchone()
    return int(row[0]), int(row[1]), int(row[2])


def newest_moment(conn: sqlite3.Connection) -> str | None:
    """The UTC moment at which the last thing that counts came to be known; None of an empty catalogue.

    That is the end of a run, or a decision that two items are one or are not.
    """
    row = conn.execute(
        "SELECT max(at) FROM (SELECT max(finished_at) AS at FROM runs WHERE state <> 'running'"
        " UNION ALL SELECT max(at) FROM pairing_decisions)"
    ).fetchone()
    moment: str | None = row[0]
    return moment


def newest_run(conn: sqlite3.Connection) -> int | None:
    """The number of the newest run that has ended, of whatever site and kind; None of an empty catalogue."""
    number: int | None = conn.execute("SELECT max(id) FROM runs WHERE state <> 'running'").fetchone()[0]
    return number


def ended_runs(conn: sqlite3.Connection) -> int:
    """How many runs have ended, of whatever site and kind: another number as soon as one more has."""
    return int(conn.execute("SELECT count(*) FROM runs WHERE state <> 'running'").fetchone()[0])


def newest_pairing(conn: sqlite3.Connection) -> int:
    """The number of the newest decision that two items are one or are not, a program's or a person's; 0 of none.

    Programs decide at the end of a run, never while one goes on.
    """
    return int(conn.execute("SELECT coalesce(max(id), 0) FROM pairing_decisions").fetchone()[0])
