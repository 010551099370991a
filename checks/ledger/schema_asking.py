"""The fifth step of the ledger's schema: indexes from which lists are counted and sorted without reading the rows."""

from __future__ import annotations

from sqlite_utils import Database

from checks.ledger.schema_scores import ledger_migrations

__all__ = ["ledger_migrations"]  # with this step among them

_STEPS = (
    # All that `checks.ledger.asking` filters and sorts by. It begins as the index did that it takes the place of.
    "CREATE INDEX findings_asked ON findings (site, state, clause, pack, rule, veto, unverified, deadline,"
    " first_flagged, reopened, subject_kind, subject_key, subject_label, clause_title)",
    "DROP INDEX findings_by_site",
    "CREATE INDEX doubts_asked ON doubts (site, state, clause, pack, rule, veto, unverified, first_seen,"
    " subject_kind, subject_key, subject_label, clause_title)",
    "DROP INDEX doubts_by_site",
)


@ledger_migrations()
def m005_asking(db: Database) -> None:
    """Covering indexes for long lists of findings and doubts."""
    for statement in _STEPS:
        db.conn.execute(statement)
