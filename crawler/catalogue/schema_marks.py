"""The catalogue's schema, continued: what a crawl sees of pages beside their content."""

from __future__ import annotations

from sqlite_utils import Database

from crawler.catalogue.schema import catalogue_migrations, run_script

__all__ = ["catalogue_migrations"]


@catalogue_migrations()
def m011_sight(db: Database) -> None:
    """Marks of pages, hidden links, masked numbers of persons, and what wrong addresses show.

    `mark_sets.id` is the beginning of the digest of `marks`, so that the same marks have the same id in every
    catalogue; pages of one template share a set. Numbers of persons are never stored whole.
    """
    run_script(
        db,
        """
CREATE TABLE mark_sets (
    id INTEGER PRIMARY KEY,
    marks TEXT NOT NULL
) STRICT;
CREATE TABLE page_marks (
    visit_id INTEGER PRIMARY KEY REFERENCES visits(id),
    run_id INTEGER NOT NULL REFERENCES runs(id),
    role TEXT NOT NULL,
    set_id INTEGER NOT NULL REFERENCES mark_sets(id)
) STRICT;
CREATE INDEX page_marks_by_run ON page_marks (run_id, role, set_id);
CREATE TABLE hidden_links (
    run_id INTEGER NOT NULL REFERENCES runs(id),
    key TEXT NOT NULL,
    url TEXT NOT NULL,
    text TEXT NOT NULL,
    how TEXT NOT NULL,
    from_url TEXT NOT NULL,
    from_key TEXT NOT NULL,
    on_home INTEGER NOT NULL,
    visit_id INTEGER NOT NULL REFERENCES visits(id),
    PRIMARY KEY (run_id, key)
) STRICT;
CREATE TABLE personal_numbers (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES items(id),
    version_id INTEGER REFERENCES item_versions(id),
    listing_id INTEGER REFERENCES listings(id),
    kind TEXT NOT NULL,
    masked TEXT NOT NULL,
    label TEXT NOT NULL,
    contact INTEGER NOT NULL,
    place TEXT NOT NULL,
    CHECK ((version_id IS NULL) <> (listing_id IS NULL))
) STRICT;
CREATE INDEX personal_by_version ON personal_numbers (version_id);
CREATE INDEX personal_by_listing ON personal_numbers (listing_id);
CREATE TABLE wrong_pages (
    visit_id INTEGER PRIMARY KEY REFERENCES visits(id),
    title TEXT NOT NULL,
    chinese INTEGER NOT NULL,
    home_link INTEGER NOT NULL
) STRICT
""",
    )
