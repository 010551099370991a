"""The catalogue's schema, continued: indexes for what every check asks of a whole crawl.

Each of these questions is about a few visits out of thousands; without an index every check read them all.
"""

from __future__ import annotations

from sqlite_utils import Database

from crawler.catalogue.schema import run_script
from crawler.catalogue.schema_related import catalogue_migrations

__all__ = ["catalogue_migrations"]


@catalogue_migrations()
def m013_asked(db: Database) -> None:
    """Visits by how they ended and by scheme and host (`origin`), visits to links, further pages of lists."""
    run_script(
        db,
        """
ALTER TABLE visits ADD COLUMN origin TEXT GENERATED ALWAYS AS
    (substr(url, 1, coalesce(nullif(instr(substr(url, 9, 90), '/'), 0), 90) + 7)) VIRTUAL;
CREATE INDEX visits_by_origin ON visits (run_id, outcome, origin);
CREATE INDEX visits_of_links ON visits (run_id) WHERE role = 'link';
CREATE INDEX frontier_further_pages ON frontier (run_id, page_no) WHERE role = 'list_page'
""",
    )
