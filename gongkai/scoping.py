"""From a workspace to the scope that metrics and documents are computed for."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Sequence
from datetime import date
from pathlib import Path

from checks.ledger import newest_decision
from crawler.catalogue.evidence import newest_evidence, newest_moment, newest_pairing, newest_run
from gongkai.workspace import Workspace
from reports.registers import read_registers
from reports.scope import Scope, make_scope


def open_scope(
    place: Workspace,
    conn: sqlite3.Connection,
    year: int,
    *,
    site: str | None = None,
    portal: str | None = None,
    as_of: date | None = None,
    pinned: bool = False,
) -> Scope:
    """One organ's year with the workspace's registers and contact data.

    `pinned` holds it to what is known at this moment, as documents are: what comes later changes nothing of it.

    Raises ConfigError where no site or several fit, RegisterError where a register is wrong.
    """
    return make_scope(
        conn,
        year=year,
        bureau=site,
        municipal=portal,
        registers=read_registers(place.registers),
        as_of=as_of,
        organ=place.settings.organ.model_dump(),
        known_at=present(conn) if pinned else None,
        newest_run=newest_run(conn) if pinned else None,
    )


def present(conn: sqlite3.Connection) -> str | None:
    """The moment of the newest thing that was seen or decided."""
    return max(filter(None, (newest_moment(conn), newest_decision(conn))), default=None)


def mark_of_scope(
    place: Workspace, conn: sqlite3.Connection, sites: Sequence[str], *, judged: bool = False
) -> Hashable:
    """A mark that is another one as soon as a figure about these sites could be another one.

    It is made of runs that have ended, link checks, probes, decisions on pairs, registers and contact data, and where
    `judged` of the decisions on findings. What a crawl that still runs has stored so far changes nothing of it.
    """
    organ = tuple(place.settings.organ.model_dump().items())
    decided = newest_decision(conn) if judged else None
    return (newest_evidence(conn, sites), newest_pairing(conn), decided, registers_mark(place.registers), organ)


def registers_mark(folder: Path) -> Hashable:
    """A mark of the files in the folder of registers: names, and how the file system tells one state from another."""
    if not folder.is_dir():
        return ()
    found = ((path.name, path.stat()) for path in sorted(folder.iterdir()) if path.is_file())
    return tuple((name, state.st_ino, state.st_size, state.st_mtime_ns) for name, state in found)
