"""The file of the index: its tables, opening it, and starting anew where it is of another making or damaged."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from crawler.errors import CatalogueError
from crawler.sqlite_files import BUSY_SECONDS, is_locked, once, write_ahead

FILE_NAME = "search.sqlite"
VERSION = 1  # of the tables and of the normal form: another number makes the index anew

_FTS = "fts5(body, title, beside, places, content='', columnsize=0, tokenize='ascii', detail={})"
_TABLES = f"""
CREATE VIRTUAL TABLE pairs USING {_FTS.format("full")};
CREATE VIRTUAL TABLE letters USING {_FTS.format("column")};
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    item INTEGER NOT NULL,
    key INTEGER NOT NULL
) STRICT;
CREATE TABLE entries (
    item INTEGER PRIMARY KEY,
    site INTEGER NOT NULL,
    document INTEGER NOT NULL,
    print INTEGER NOT NULL
) STRICT;
CREATE INDEX entries_by_site ON entries (site);
CREATE TABLE replaced (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL
) STRICT;
CREATE TABLE sites (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL DEFAULT '',
    run INTEGER,
    run_at TEXT
) STRICT;
CREATE TABLE marks (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;
PRAGMA user_version = {VERSION}
"""
# A document is written once: what changes gets a new one, and the old one is named in `replaced`. A table of FTS5
# without content needs the old words to forget them, and the catalogue may have taken those back.


def path_beside(catalogue: Path) -> Path:
    """Where the index of a catalogue lies."""
    return catalogue.with_name(FILE_NAME)


def open_index(path: Path | None) -> sqlite3.Connection:
    """Open the index (None: in memory), made empty where there is none or one of another version.

    Raises CatalogueError where the file cannot be written.
    """
    try:
        if path is not None and path.exists() and not _ours(path):
            remove_index(path)
        conn = _connect(path)
        once(conn, lambda: conn.execute("PRAGMA user_version").fetchone()[0] != VERSION, lambda: _make(conn))
    except (sqlite3.DatabaseError, OSError) as error:
        raise CatalogueError(
            f"the index of the full-text search cannot be used ({error})",
            where=str(path),
            fix="check that the disk has room and can be written; the file may be deleted, it is made anew",
        ) from error
    return conn


def remove_index(path: Path) -> None:
    """Delete the file: it is made anew from the catalogue."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _connect(path: Path | None) -> sqlite3.Connection:
    where = str(path) if path is not None else ":memory:"
    conn = sqlite3.connect(where, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False)
    conn.row_factory = sqlite3.Row
    write_ahead(conn)
    conn.execute("PRAGMA synchronous = NORMAL")
    conn.execute("PRAGMA temp_store = MEMORY")
    return conn


def _ours(path: Path) -> bool:
    try:
        conn = sqlite3.connect(path, timeout=BUSY_SECONDS)
        try:
            return bool(conn.execute("PRAGMA user_version").fetchone()[0] in (0, VERSION))
        finally:
            conn.close()
    except sqlite3.DatabaseError as error:
        if is_locked(error):
            raise
        return False


def _make(conn: sqlite3.Connection) -> None:
    for statement in _TABLES.split(";\n"):
        conn.execute(statement)
    # Words are gathered in memory before they are written: a first index of a million items is written once rather
    # than merged a dozen times.
    conn.execute("INSERT INTO pairs (pairs, rank) VALUES ('hashsize', 33554432)")
    conn.execute("INSERT INTO letters (letters, rank) VALUES ('hashsize', 8388608)")
