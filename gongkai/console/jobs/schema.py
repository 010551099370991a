"""The schema of jobs, in the console's own file. A migration is added, never edited."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

job_migrations = Migrations("gongkai.jobs")

_TABLES = (
    """
CREATE TABLE jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    site TEXT,
    about TEXT NOT NULL,
    arguments TEXT NOT NULL,
    allow_net TEXT NOT NULL,
    clocked INTEGER NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    started_at TEXT,
    ended_at TEXT,
    stop_asked_by TEXT,
    pid INTEGER,
    process TEXT,
    state TEXT NOT NULL CHECK (state IN
        ('waiting', 'running', 'done', 'incomplete', 'findings', 'failed', 'stopped', 'cut_off')),
    exit_code INTEGER,
    result TEXT,
    words TEXT NOT NULL DEFAULT ''
) STRICT""",
    "CREATE INDEX jobs_by_state ON jobs (state, number)",
    "CREATE INDEX jobs_by_about ON jobs (about, number)",
    "CREATE INDEX jobs_by_site ON jobs (site, number)",
    "CREATE INDEX jobs_by_asker ON jobs (asked_by, number)",
)


@job_migrations()
def m001_jobs(db: Database) -> None:
    """Jobs, with their process while they run and their outcome afterwards."""
    for statement in _TABLES:
        db.conn.execute(statement)
