"""The run ledger's schema as a list of migrations. A migration is added, never edited.

`schedules` holds up to when the planned starts of each schedule are accounted for, `schedule_runs` what became of
them, `schedule_keeper` the one process that looks after them.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

schedule_migrations = Migrations("gongkai.schedule")

_TABLES = (
    """
CREATE TABLE schedules (
    name TEXT PRIMARY KEY,
    cron TEXT NOT NULL,
    window TEXT,
    accounted_until TEXT NOT NULL
) STRICT""",
    """
CREATE TABLE schedule_runs (
    id INTEGER PRIMARY KEY,
    schedule TEXT NOT NULL,
    action TEXT NOT NULL,
    mode TEXT NOT NULL,
    sites TEXT NOT NULL,
    first_planned_at TEXT NOT NULL,
    planned_at TEXT NOT NULL,
    planned_count INTEGER NOT NULL DEFAULT 1,
    started_at TEXT,
    ended_at TEXT,
    exit_code INTEGER,
    state TEXT NOT NULL CHECK (state IN
        ('started', 'done', 'stopped', 'failed', 'killed', 'overlapped', 'missed')),
    pid INTEGER,
    process TEXT,
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (schedule, planned_at)
) STRICT""",
    "CREATE INDEX schedule_runs_by_state ON schedule_runs (state)",
    """
CREATE TABLE schedule_keeper (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    pid INTEGER NOT NULL,
    process TEXT NOT NULL,
    started_at TEXT NOT NULL
) STRICT""",
)


@schedule_migrations()
def m001_schedules(db: Database) -> None:
    """Schedules, their runs, and their keeper."""
    for statement in _TABLES:
        db.conn.execute(statement)
