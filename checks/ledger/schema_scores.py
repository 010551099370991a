"""The fourth step of the ledger's schema: what each check came to, pack by pack, with its arithmetic."""

from __future__ import annotations

from sqlite_utils import Database

from checks.ledger.schema_basis import ledger_migrations

__all__ = ["ledger_migrations"]  # with this step among them

_STATEMENTS = (
    """
CREATE TABLE check_scores (
    check_id INTEGER NOT NULL REFERENCES check_runs(id),
    pack TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    points REAL,
    verified_points REAL,
    bonus REAL NOT NULL,
    final REAL,
    coverage REAL NOT NULL,
    arithmetic TEXT NOT NULL,
    unverified TEXT NOT NULL,
    not_covered TEXT NOT NULL,
    parts TEXT NOT NULL,
    PRIMARY KEY (check_id, pack)
) STRICT""",
    "CREATE TRIGGER check_scores_kept BEFORE DELETE ON check_scores"
    " BEGIN SELECT raise(ABORT, 'what a check came to is never deleted'); END",
    "CREATE TRIGGER check_scores_fixed BEFORE UPDATE ON check_scores"
    " BEGIN SELECT raise(ABORT, 'what a check came to is never changed'); END",
    # Counted for every site on the first page of the console: from the index alone.
    "CREATE INDEX findings_by_deadline ON findings (site, state, deadline)",
    "CREATE INDEX findings_by_column ON findings (site, subject_key, state) WHERE subject_kind = 'column'",
    "CREATE INDEX check_runs_newest ON check_runs (site, id) WHERE retrospective = 0",
)


@ledger_migrations()
def m004_scores(db: Database) -> None:
    """Scores by check and pack, and indexes for what is counted of many sites at once; old checks have no scores."""
    for statement in _STATEMENTS:
        db.conn.execute(statement)
