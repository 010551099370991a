"""From a workspace to the scope that metrics and documents are computed for."""

from __future__ import annotations

import sqlite3
from datetime import date

from checks.ledger import newest_decision
from crawler.catalogue.evidence import newest_moment, newest_run
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
