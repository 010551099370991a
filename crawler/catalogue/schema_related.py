"""The catalogue's schema, continued: links between documents and their interpretations."""

from __future__ import annotations

from sqlite_utils import Database

from crawler.catalogue.schema import run_script
from crawler.catalogue.schema_marks import catalogue_migrations

__all__ = ["catalogue_migrations"]


@catalogue_migrations()
def m012_related(db: Database) -> None:
    """Which article pages link to which, where one of them interprets the other."""
    run_script(
        db,
        """
CREATE TABLE related_links (
    run_id INTEGER NOT NULL REFERENCES runs(id),
    from_key TEXT NOT NULL,
    key TEXT NOT NULL,
    url TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (run_id, from_key, key)
) STRICT
""",
    )
