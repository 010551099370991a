"""The catalogue's schema, continued: pairs in the order in which a person looks at them, and from either item."""

from __future__ import annotations

from sqlite_utils import Database

from crawler.catalogue.schema import run_script
from crawler.catalogue.schema_captures import catalogue_migrations

__all__ = ["catalogue_migrations"]


@catalogue_migrations()
def m016_pairs_asked(db: Database) -> None:
    """A city has hundreds of thousands of pairs; a page shows twenty of those that wait, or those of one item."""
    run_script(
        db,
        """
CREATE INDEX pairings_by_state ON pairings (state, score DESC, id);
CREATE INDEX pairings_by_second ON pairings (item_b)
""",
    )
