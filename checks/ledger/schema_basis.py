"""The third step of the ledger's schema: what each check rested on."""

from __future__ import annotations

from sqlite_utils import Database

from checks.ledger.schema_life import ledger_migrations

__all__ = ["ledger_migrations"]  # with this step among them


@ledger_migrations()
def m003_basis(db: Database) -> None:
    """A digest of evidence and packs (`checks.basis`); of older checks it is not known."""
    db.conn.execute("ALTER TABLE check_runs ADD COLUMN basis TEXT")
