"""The second step of the ledger's schema: a finding's whole life, waivers with a scope, and doubts.

The states of a finding are a closed list that SQLite checks, so the tables are laid anew and filled from the old ones.
"""

from __future__ import annotations

from sqlite_utils import Database

from checks.ledger.schema import ledger_migrations

__all__ = ["ledger_migrations"]  # with this step among them

_WAIVERS = (
    """
CREATE TABLE waivers (
    id INTEGER PRIMARY KEY,
    scope TEXT NOT NULL CHECK (scope IN ('finding', 'column', 'site')),
    site TEXT NOT NULL REFERENCES sites(id),
    clause TEXT NOT NULL,
    column_path TEXT,
    finding_id INTEGER,
    reason TEXT NOT NULL,
    approver TEXT NOT NULL,
    document TEXT,
    valid_from TEXT NOT NULL,
    until TEXT,
    made_at TEXT NOT NULL,
    CHECK ((scope = 'finding') = (finding_id IS NOT NULL) AND (scope = 'column') = (column_path IS NOT NULL))
) STRICT""",
    "CREATE INDEX waivers_by_site ON waivers (site)",
    """
CREATE TABLE waiver_revocations (
    waiver_id INTEGER PRIMARY KEY REFERENCES waivers(id),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT""",
)

_FINDINGS = """
CREATE TABLE findings_new (
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
    state TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'disputed', 'waived', 'claimed', 'fixed', 'reopened',
        'false_alarm')),
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
    unneeded_since TEXT,
    origin TEXT NOT NULL DEFAULT 'check' CHECK (origin IN ('check', 'person')),
    within TEXT NOT NULL DEFAULT '',
    state_before TEXT,
    waiver_id INTEGER REFERENCES waivers(id),
    grounds TEXT NOT NULL DEFAULT '',
    decided_grounds TEXT,
    after_run INTEGER REFERENCES runs(id),
    claimed_at TEXT,
    claimed_by TEXT,
    refused INTEGER NOT NULL DEFAULT 0
) STRICT"""
_COPIED = (
    "id, fingerprint, site, rule, clause, pack, clause_title, source, confidence, veto, unverified, points, advice,"
    " subject_kind, subject_key, subject_label, subject_url, state, observed, threshold, message, since, evidence,"
    " first_flagged, last_flagged, first_as_of, last_as_of, deadline, fixed_at, reopened, unneeded_since"
)
_REPLACED = (
    # One waiver a finding is what there was; it takes the finding's number.
    "INSERT INTO waivers (id, scope, site, clause, finding_id, reason, approver, document, valid_from, until, made_at)"
    " SELECT f.id, 'finding', f.site, f.clause, f.id, f.waived_reason, f.waived_by, f.waived_document,"
    " substr(f.first_flagged, 1, 10), f.waived_until, coalesce((SELECT max(e.at) FROM finding_events e"
    " WHERE e.finding_id = f.id AND e.kind = 'waived'), f.first_flagged)"
    " FROM findings f WHERE f.state = 'waived' AND f.waived_reason IS NOT NULL",
    _FINDINGS,
    f"INSERT INTO findings_new ({_COPIED}, state_before, waiver_id)"  # noqa: S608 - fixed words
    f" SELECT {_COPIED}, iif(state = 'waived', 'open', NULL), iif(state = 'waived' AND waived_reason IS NOT NULL, id,"
    " NULL) FROM findings",
    """
CREATE TABLE sightings_new (
    check_id INTEGER NOT NULL REFERENCES check_runs(id),
    finding_id INTEGER NOT NULL REFERENCES findings_new(id),
    observed TEXT NOT NULL,
    threshold TEXT NOT NULL,
    message TEXT NOT NULL,
    since TEXT,
    evidence TEXT NOT NULL,
    PRIMARY KEY (check_id, finding_id)
) STRICT""",
    "INSERT INTO sightings_new SELECT * FROM sightings",
    """
CREATE TABLE finding_events_new (
    id INTEGER PRIMARY KEY,
    finding_id INTEGER NOT NULL REFERENCES findings_new(id),
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    who TEXT NOT NULL,
    note TEXT NOT NULL,
    check_id INTEGER REFERENCES check_runs(id)
) STRICT""",
    "INSERT INTO finding_events_new SELECT * FROM finding_events",
    "DROP TABLE sightings",
    "DROP TABLE finding_events",
    "DROP TABLE findings",
    "ALTER TABLE findings_new RENAME TO findings",
    "ALTER TABLE sightings_new RENAME TO sightings",
    "ALTER TABLE finding_events_new RENAME TO finding_events",
    "CREATE INDEX findings_by_site ON findings (site, state)",
    "CREATE INDEX findings_by_waiver ON findings (waiver_id) WHERE waiver_id IS NOT NULL",
    "CREATE INDEX sightings_by_finding ON sightings (finding_id)",
    "CREATE INDEX finding_events_by_finding ON finding_events (finding_id, id)",
)

_DOUBTS = (
    """
CREATE TABLE doubts (
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
    look TEXT NOT NULL,
    within TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    subject_label TEXT NOT NULL,
    subject_url TEXT,
    state TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'dismissed', 'settled')),
    observed TEXT NOT NULL,
    threshold TEXT NOT NULL,
    message TEXT NOT NULL,
    evidence TEXT NOT NULL,
    grounds TEXT NOT NULL,
    decided_grounds TEXT,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    first_as_of TEXT NOT NULL,
    last_as_of TEXT NOT NULL
) STRICT""",
    "CREATE INDEX doubts_by_site ON doubts (site, state)",
    """
CREATE TABLE doubt_events (
    id INTEGER PRIMARY KEY,
    doubt_id INTEGER NOT NULL REFERENCES doubts(id),
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    who TEXT NOT NULL,
    note TEXT NOT NULL,
    check_id INTEGER REFERENCES check_runs(id)
) STRICT""",
    "CREATE INDEX doubt_events_by_doubt ON doubt_events (doubt_id, id)",
)

_KEPT = {
    "finding_events": "the history of a finding",
    "sightings": "what a check saw",
    "waivers": "a waiver",
    "waiver_revocations": "a revocation",
    "doubt_events": "the history of a doubt",
}
"""Tables to which rows are only ever added, and what one calls their rows."""


@ledger_migrations()
def m002_life(db: Database) -> None:
    """States of a claimed finding and of a false alarm, waivers of their own, doubts; histories for ever."""
    for statement in (*_WAIVERS, *_REPLACED, *_DOUBTS):
        db.conn.execute(statement)
    for table, what in _KEPT.items():
        db.conn.execute(
            f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table}"
            f" BEGIN SELECT raise(ABORT, '{what} is never deleted'); END"
        )
        db.conn.execute(
            f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table}"
            f" BEGIN SELECT raise(ABORT, '{what} is never changed'); END"
        )
