"""The schema of documents and examinations, in the console's own file. A migration is added, never edited."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

document_migrations = Migrations("gongkai.documents")

_TABLES = (
    """
CREATE TABLE documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    quarter INTEGER,
    as_of TEXT,
    due TEXT,
    formats TEXT NOT NULL,
    sites TEXT NOT NULL,
    portal TEXT,
    snapshot INTEGER,
    who TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    job INTEGER
) STRICT""",
    """
CREATE TABLE document_files (
    document INTEGER NOT NULL REFERENCES documents(number),
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (document, name)
) STRICT""",
    """
CREATE TABLE examinations (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('verify', 'audit')),
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    path TEXT,
    uploaded INTEGER NOT NULL,
    asked TEXT NOT NULL,
    who TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    job INTEGER,
    ended_at TEXT,
    result TEXT,
    refused TEXT
) STRICT""",
)


@document_migrations()
def m001_documents(db: Database) -> None:
    """What was ordered, the files as they were made, and what was examined with its outcome."""
    for statement in _TABLES:
        db.conn.execute(statement)
