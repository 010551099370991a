"""The schema of snapshots as a list of migrations. A migration is added, never edited.

`snapshots` holds one row for each freezing, `snapshot_values` what was counted, `snapshot_contents` by digest what it
was counted from and cannot be had from the catalogue again: registers, packs, judgements, lists.
`snapshot_signatures` holds who signed a snapshot or took that back. Rows are only ever added (triggers see to it), and
each snapshot and each signature is sealed with the one before.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

snapshot_migrations = Migrations("gongkai.snapshots")

_TABLES = (
    """
CREATE TABLE snapshots (
    id INTEGER PRIMARY KEY,
    year INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    note TEXT NOT NULL,
    complete INTEGER NOT NULL,
    state TEXT NOT NULL,
    previous TEXT,
    digest TEXT NOT NULL UNIQUE
) STRICT""",
    """
CREATE TABLE snapshot_values (
    snapshot_id INTEGER NOT NULL REFERENCES snapshots(id),
    metric TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (snapshot_id, metric)
) STRICT""",
    """
CREATE TABLE snapshot_contents (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    packed BLOB NOT NULL
) STRICT""",
)
_KEPT = {
    "snapshots": "a snapshot",
    "snapshot_values": "the value of a snapshot",
    "snapshot_contents": "what a snapshot was counted from",
}
"""Tables to which rows are only ever added, and what one calls their rows."""


@snapshot_migrations()
def m001_snapshots(db: Database) -> None:
    """Snapshots, their values, and contents by digest."""
    for statement in _TABLES:
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


_SIGNATURES = """
CREATE TABLE snapshot_signatures (
    id INTEGER PRIMARY KEY,
    snapshot_id INTEGER NOT NULL REFERENCES snapshots(id),
    snapshot_digest TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('sign', 'withdraw')),
    who TEXT NOT NULL,
    role TEXT NOT NULL,
    at TEXT NOT NULL,
    words TEXT NOT NULL,
    withdraws INTEGER UNIQUE REFERENCES snapshot_signatures(id),
    previous TEXT,
    digest TEXT NOT NULL UNIQUE
) STRICT"""


@snapshot_migrations()
def m002_signatures(db: Database) -> None:
    """Who signed which snapshot, and who took that back."""
    db.conn.execute(_SIGNATURES)
    db.conn.execute("CREATE INDEX snapshot_signatures_by_snapshot ON snapshot_signatures (snapshot_id, id)")
    for event, what in (("DELETE", "deleted"), ("UPDATE", "changed")):
        db.conn.execute(
            f"CREATE TRIGGER snapshot_signatures_{what} BEFORE {event} ON snapshot_signatures"
            f" BEGIN SELECT raise(ABORT, 'a signature is never {what}'); END"
        )
