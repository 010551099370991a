"""Opening the one SQLite file: settings, migrations, and a clear word when it cannot be used."""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from crawler.catalogue.schema_reports_asked import catalogue_migrations
from crawler.errors import CatalogueError
from crawler.sqlite_files import BUSY_SECONDS, once, write_ahead


def connect(path: Path | None, *, extra: tuple[Migrations, ...] = (), create: bool = True) -> sqlite3.Connection:
    """Open the catalogue at `path` (None: in memory), bring its schema up to date and return the connection.

    `extra` are migration sets of higher floors that live in the same file (the findings ledger). Isolation
    level is None: transactions are explicit, see `crawler.sqlite_files`. Raises CatalogueError where the file is
    missing (and `create` is False), is not a catalogue, or was written by a newer version.
    """
    where = str(path) if path is not None else ":memory:"
    if path is not None and not path.exists() and not create:
        raise CatalogueError("there is no catalogue here", where=where, fix="run `gongkai crawl` first")
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        conn = sqlite3.connect(where, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False)
        conn.row_factory = sqlite3.Row
        conn.execute("PRAGMA foreign_keys = ON")
        write_ahead(conn)
        conn.execute("PRAGMA synchronous = NORMAL")
        db = Database(conn)
        for migrations in (catalogue_migrations, *extra):
            _refuse_newer(db, migrations, where)
            once(conn, partial(migrations.pending, db), partial(migrations.apply, db))
    except sqlite3.DatabaseError as error:
        raise CatalogueError(
            f"SQLite cannot use this file ({error})",
            where=where,
            fix="check that it is a gongkai catalogue and that the disk has room and can be written",
        ) from error
    return conn


def _refuse_newer(db: Database, migrations: Migrations, where: str) -> None:
    known = {step.name for step in migrations._migrations}
    unknown = sorted(step.name for step in migrations.applied(db) if step.name not in known)
    if unknown:
        raise CatalogueError(
            f"the catalogue was written by a newer gongkai (its step {unknown[-1]!r} is unknown to this one)",
            where=where,
            fix="upgrade gongkai; nothing in the file was changed",
        )


def problems(conn: sqlite3.Connection) -> list[str]:
    """What is wrong with the file itself, by SQLite's own checks; an empty list means that it is sound."""
    found = [str(row[0]) for row in conn.execute("PRAGMA integrity_check(10)") if row[0] != "ok"]
    for row in conn.execute("PRAGMA foreign_key_check"):
        found.append(f"a row of {row['table']} points to a row of {row['parent']} that is not there")
    return found
