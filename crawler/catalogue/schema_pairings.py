"""The catalogue's schema, continued: decisions on pairs of items, which only grow."""

from __future__ import annotations

from sqlite_utils import Database

from crawler.catalogue.schema import run_script
from crawler.catalogue.schema_asked import catalogue_migrations

__all__ = ["catalogue_migrations"]


@catalogue_migrations()
def m014_pairing_decisions(db: Database) -> None:
    """Every decision on a pair with its moment (those made before start with what is held), files by address."""
    run_script(
        db,
        """
CREATE TABLE pairing_decisions (
    id INTEGER PRIMARY KEY,
    pairing_id INTEGER NOT NULL REFERENCES pairings(id),
    at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('auto', 'review', 'confirmed', 'rejected')),
    made_by TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO pairing_decisions (pairing_id, at, state, made_by, note)
    SELECT id, made_at, state, made_by, note FROM pairings ORDER BY id;
CREATE INDEX pairing_decisions_by_pairing ON pairing_decisions (pairing_id, id);
CREATE TRIGGER pairing_decisions_are_kept BEFORE UPDATE ON pairing_decisions
    BEGIN SELECT RAISE(ABORT, 'decisions on pairs are never changed'); END;
CREATE TRIGGER pairing_decisions_stay BEFORE DELETE ON pairing_decisions
    BEGIN SELECT RAISE(ABORT, 'decisions on pairs are never deleted'); END;
CREATE INDEX visits_of_files ON visits (key) WHERE role = 'attachment'
""",
    )
