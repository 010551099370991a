"""What several programs that open one new SQLite file at the same moment must not trip over.

Turning a file to write-ahead logging needs it alone for an instant, and SQLite then answers "locked" at once instead of
waiting, whatever the timeout; and two programs that both see a step of the schema missing would both take it.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

BUSY_SECONDS = 30.0  # to wait for another program that is writing
_AGAIN = (0.005, 0.05)  # seconds after which to try again, drawn by lot so that nobody keeps step


def write_ahead(conn: sqlite3.Connection) -> None:
    """Keep the file with a write-ahead log, so that readers and a writer do not hold each other up.

    From here on the connection waits BUSY_SECONDS for others. Raises sqlite3.OperationalError where the file stays
    locked for as long.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    conn.execute("PRAGMA busy_timeout = 0")  # two that both wait here, each with its lock, would wait for each other
    while True:
        try:
            conn.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            if not is_locked(error) or time.monotonic() > deadline:
                raise
            time.sleep(random.uniform(*_AGAIN))  # noqa: S311 - nobody gains by guessing it
    conn.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")


def is_locked(error: sqlite3.DatabaseError) -> bool:
    """True if SQLite refused only because another program was at the file, so that it may be tried again."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def once(conn: sqlite3.Connection, missing: Callable[[], object], make: Callable[[], object]) -> None:
    """Do `make` if there is something `missing`, all or nothing, and only one program of several that ask at once."""
    if missing():
        with transaction(conn):
            if missing():  # another program may have been faster
                make()


@contextmanager
def transaction(conn: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All or nothing: commits at the end of the block, rolls back on any error. Does not nest."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        yield conn
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise
    conn.execute("COMMIT")
