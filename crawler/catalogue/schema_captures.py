"""The catalogue's schema, continued: from a capture to the visits that it belongs to."""

from __future__ import annotations

from sqlite_utils import Database

from crawler.catalogue.schema import run_script
from crawler.catalogue.schema_pairings import catalogue_migrations

__all__ = ["catalogue_migrations"]


@catalogue_migrations()
def m015_visits_of_captures(db: Database) -> None:
    """Whose a capture is must be known before it is shown, whatever the number of visits."""
    run_script(db, "CREATE INDEX visits_by_capture ON visits (capture_id) WHERE capture_id IS NOT NULL")
