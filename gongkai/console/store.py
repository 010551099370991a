"""The console's own file beside the catalogue: accounts, sessions, what people did, jobs, saved views.

It is not the catalogue, because that is handed to others with the evidence, and password digests must not be.
"""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from crawler.errors import CatalogueError
from crawler.sqlite_files import BUSY_SECONDS, once, write_ahead

FILE_NAME = "console.sqlite"


def open_store(path: Path, *migrations: Migrations) -> sqlite3.Connection:
    """Open the console's file, readable by its owner only, with these schemas brought up to date.

    Isolation level None: transactions are explicit (`crawler.sqlite_files.transaction`). Raises CatalogueError
    where the file cannot be used.
    """
    try:
        if not path.exists():
            path.touch(mode=0o600)
        conn = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False)
        conn.row_factory = sqlite3.Row
        conn.execute("PRAGMA foreign_keys = ON")
        write_ahead(conn)
        conn.execute("PRAGMA synchronous = FULL")  # what a person decided is on the disk when the page says so
        db = Database(conn)
        for each in migrations:
            once(conn, partial(each.pending, db), partial(each.apply, db))
    except (sqlite3.DatabaseError, OSError) as error:
        raise CatalogueError(
            f"the console's file cannot be used ({error})",
            where=str(path),
            fix="check that it is a file of `gongkai serve`, and that the disk has room and can be written",
        ) from error
    return conn
