"""The schema of saved views. A migration is added, never edited."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

saved_migrations = Migrations("gongkai.saved")

_TABLES = (
    """
CREATE TABLE saved_views (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts(id),
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    shared INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    UNIQUE (account_id, name)
) STRICT""",
    "CREATE INDEX saved_views_shared ON saved_views (shared)",
)


@saved_migrations()
def m001_saved(db: Database) -> None:
    """Views of the list of findings, by account."""
    for statement in _TABLES:
        db.conn.execute(statement)
