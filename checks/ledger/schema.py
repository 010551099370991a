"""The ledger's schema as a list of migrations. A migration is added, never edited.

`findings` holds the present state, one row a fingerprint; `sightings` what each check saw of it; `finding_events`
is the history, to which rows are only ever added (triggers see to it).
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

ledger_migrations = Migrations("gongkai.ledger")

_TABLES = (
    """
CREATE TABLE check_runs (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL REFERENCES sites(id),
    as_of TEXT NOT NULL,
    run_id INTEGER REFERENCES runs(id),
    checked_at TEXT NOT NULL,
    packs TEXT NOT NULL,
    flagged INTEGER NOT NULL,
    clear INTEGER NOT NULL,
    unsure INTEGER NOT NULL,
    not_applicable INTEGER NOT NULL,
    verdict TEXT,
    points REAL,
    complete INTEGER NOT NULL,
    retrospective INTEGER NOT NULL
) STRICT""",
    "CREATE INDEX check_runs_by_site ON check_runs (site, as_of)",
    """
CREATE TABLE findings (
    id INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL UNIQUE,
    site TEXT NOT NULL REFERENCES sites(id),
    rule TEXT,
    clause TEXT NOT NULL,
    pack TEXT NOT NULL,
    clause_title TEXT NOT NULL,
    source TEXT NOT NULL,
    confidence TEXT NOT NULL,
    veto INTEGER NOT NULL,
    unverified INTEGER NOT NULL,
    points REAL,
    advice TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    subject_label TEXT NOT NULL,
    subject_url TEXT,
    state TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'disputed', 'waived', 'fixed', 'reopened')),
    observed TEXT NOT NULL,
    threshold TEXT NOT NULL,
    message TEXT NOT NULL,
    since TEXT,
    evidence TEXT NOT NULL,
    first_flagged TEXT NOT NULL,
    last_flagged TEXT NOT NULL,
    first_as_of TEXT NOT NULL,
    last_as_of TEXT NOT NULL,
    deadline TEXT,
    fixed_at TEXT,
    reopened INTEGER NOT NULL DEFAULT 0,
    waived_reason TEXT,
    waived_by TEXT,
    waived_document TEXT,
    waived_until TEXT,
    unneeded_since TEXT
) STRICT""",
    "CREATE INDEX findings_by_site ON findings (site, state)",
    """
CREATE TABLE sightings (
    check_id INTEGER NOT NULL REFERENCES check_runs(id),
    finding_id INTEGER NOT NULL REFERENCES findings(id),
    observed TEXT NOT NULL,
    threshold TEXT NOT NULL,
    message TEXT NOT NULL,
    since TEXT,
    evidence TEXT NOT NULL,
    PRIMARY KEY (check_id, finding_id)
) STRICT""",
    """
CREATE TABLE finding_events (
    id INTEGER PRIMARY KEY,
    finding_id INTEGER NOT NULL REFERENCES findings(id),
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    who TEXT NOT NULL,
    note TEXT NOT NULL,
    check_id INTEGER REFERENCES check_runs(id)
) STRICT""",
    "CREATE INDEX finding_events_by_finding ON finding_events (finding_id, id)",
    "CREATE TRIGGER finding_events_kept BEFORE DELETE ON finding_events"
    " BEGIN SELECT raise(ABORT, 'the history of a finding is never deleted'); END",
    "CREATE TRIGGER finding_events_fixed BEFORE UPDATE ON finding_events"
    " BEGIN SELECT raise(ABORT, 'the history of a finding is never changed'); END",
)


@ledger_migrations()
def m001_ledger(db: Database) -> None:
    """Check runs, findings, sightings and the history of each finding."""
    for statement in _TABLES:
        db.conn.execute(statement)
