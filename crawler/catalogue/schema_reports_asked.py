"""The catalogue's schema, continued: articles that are called annual report, for the list to choose one from."""

from __future__ import annotations

from sqlite_utils import Database

from crawler.catalogue.schema_pairs_asked import catalogue_migrations

__all__ = ["catalogue_migrations"]


@catalogue_migrations()
def m017_reports_asked(db: Database) -> None:
    """They are a few among a million titles; the condition is that of `annual_reports`, word for word."""
    db.conn.execute(
        "CREATE INDEX items_called_reports ON items (published_on DESC, id DESC)"
        " WHERE title LIKE '%年度报告%' OR title LIKE '%公开%年报%'"
    )
