"""The catalogue's schema as a list of migrations. A migration is added, never edited.

Times are UTC (`2016-03-05T02:00:00Z`), dates are days in Asia/Shanghai (`2016-03-05`). What a site claims
(dates, titles) and when we saw it (`…_seen`, `run`) are both kept; a later crawl overwrites nothing: changed
texts become new `item_versions`, changed list rows new `listings`, and each crawl of a column its own
`column_states` row.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

catalogue_migrations = Migrations("gongkai.catalogue")


def run_script(db: Database, script: str) -> None:
    """Carry out the statements of a migration one by one, within its transaction."""
    for statement in script.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)


@catalogue_migrations()
def m001_sites_and_runs(db: Database) -> None:
    """Sites, and the ledger of crawl runs."""
    run_script(
        db,
        """
CREATE TABLE sites (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    home TEXT NOT NULL,
    organ TEXT,
    added_at TEXT NOT NULL
) STRICT;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL REFERENCES sites(id),
    mode TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'complete', 'incomplete')),
    started_at TEXT NOT NULL,
    finished_at TEXT,
    software TEXT NOT NULL,
    columns_known INTEGER,
    columns_reached INTEGER,
    pages_walked INTEGER,
    pages_stated INTEGER,
    failures TEXT
) STRICT;
CREATE INDEX runs_by_site ON runs (site, id)
""",
    )


@catalogue_migrations()
def m002_frontier(db: Database) -> None:
    """The frontier: what is queued, in flight, done and failed, one row a URL and run."""
    run_script(
        db,
        """
CREATE TABLE frontier (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    key TEXT NOT NULL,
    url TEXT NOT NULL,
    role TEXT NOT NULL,
    priority INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'in_flight', 'done', 'failed')),
    column_id INTEGER REFERENCES columns(id),
    page_no INTEGER NOT NULL DEFAULT 1,
    attempts INTEGER NOT NULL DEFAULT 0,
    hops INTEGER NOT NULL DEFAULT 0,
    referrer TEXT,
    listed_title TEXT,
    listed_on TEXT,
    not_before TEXT,
    owner TEXT,
    lease_until TEXT,
    outcome TEXT,
    UNIQUE (run_id, key)
) STRICT;
CREATE INDEX frontier_next ON frontier (run_id, state, priority, id)
""",
    )


@catalogue_migrations()
def m003_visits_and_captures(db: Database) -> None:
    """Each fetch, and where its bytes lie in the archive."""
    run_script(
        db,
        """
CREATE TABLE captures (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    at TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    warc_file TEXT NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL,
    UNIQUE (warc_file, offset)
) STRICT;
CREATE TABLE visits (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    url TEXT NOT NULL,
    key TEXT NOT NULL,
    role TEXT NOT NULL,
    at TEXT NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER,
    bytes INTEGER NOT NULL,
    sha256 TEXT,
    media_type TEXT,
    etag TEXT,
    last_modified TEXT,
    elapsed_ms INTEGER,
    redirect_url TEXT,
    page_kind TEXT,
    platform TEXT,
    error TEXT,
    capture_id INTEGER REFERENCES captures(id)
) STRICT;
CREATE INDEX visits_by_key ON visits (run_id, key)
""",
    )


@catalogue_migrations()
def m004_columns(db: Database) -> None:
    """The column tree, and what each crawl saw of each column."""
    run_script(
        db,
        """
CREATE TABLE columns (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL REFERENCES sites(id),
    key TEXT NOT NULL,
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    level INTEGER NOT NULL,
    url TEXT,
    path_via TEXT NOT NULL CHECK (path_via IN ('breadcrumb', 'nav', 'profile')),
    identity TEXT,
    class TEXT NOT NULL,
    class_reason TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    last_run INTEGER NOT NULL REFERENCES runs(id),
    UNIQUE (site, key)
) STRICT;
CREATE INDEX columns_by_path ON columns (site, path);
CREATE TABLE list_pages (
    run_id INTEGER NOT NULL REFERENCES runs(id),
    column_id INTEGER NOT NULL REFERENCES columns(id),
    page_no INTEGER NOT NULL,
    url TEXT NOT NULL,
    outcome TEXT NOT NULL,
    kind TEXT,
    rows INTEGER NOT NULL DEFAULT 0,
    new_rows INTEGER NOT NULL DEFAULT 0,
    stated_total INTEGER,
    stated_pages INTEGER,
    has_next INTEGER NOT NULL DEFAULT 0,
    archived INTEGER NOT NULL DEFAULT 0,
    visit_id INTEGER REFERENCES visits(id),
    PRIMARY KEY (run_id, column_id, page_no)
) STRICT;
CREATE TABLE column_states (
    run_id INTEGER NOT NULL REFERENCES runs(id),
    column_id INTEGER NOT NULL REFERENCES columns(id),
    at TEXT NOT NULL,
    outcome TEXT NOT NULL,
    kind TEXT NOT NULL,
    pages_walked INTEGER NOT NULL,
    pages_stated INTEGER,
    rows INTEGER NOT NULL,
    stated_total INTEGER,
    newest TEXT,
    complete INTEGER NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    archived INTEGER NOT NULL DEFAULT 0,
    capture_id INTEGER REFERENCES captures(id),
    PRIMARY KEY (run_id, column_id)
) STRICT
""",
    )


@catalogue_migrations()
def m005_items(db: Database) -> None:
    """Items with their addresses, versions, appearances in columns, attachments, records and links."""
    run_script(
        db,
        """
CREATE TABLE items (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL REFERENCES sites(id),
    key TEXT NOT NULL,
    url TEXT NOT NULL,
    kind TEXT NOT NULL,
    identity_id INTEGER,
    title TEXT,
    published_on TEXT,
    published_via TEXT,
    version_id INTEGER,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    last_changed TEXT NOT NULL,
    vanished_at TEXT,
    first_run INTEGER NOT NULL REFERENCES runs(id),
    last_run INTEGER NOT NULL REFERENCES runs(id),
    read_run INTEGER REFERENCES runs(id),
    UNIQUE (site, key)
) STRICT;
CREATE INDEX items_by_day ON items (site, published_on);
CREATE INDEX items_by_identity ON items (identity_id);
CREATE TABLE item_versions (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES items(id),
    run_id INTEGER NOT NULL REFERENCES runs(id),
    seen_at TEXT NOT NULL,
    digest TEXT NOT NULL,
    title TEXT,
    subtitle TEXT,
    published_on TEXT,
    published_via TEXT,
    published_raw TEXT,
    written_on TEXT,
    written_via TEXT,
    source TEXT,
    publisher TEXT,
    index_no TEXT,
    doc_no TEXT,
    text TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    fields TEXT NOT NULL,
    candidates TEXT NOT NULL,
    sent_on TEXT,
    replied_on TEXT,
    letter_status TEXT,
    capture_id INTEGER REFERENCES captures(id)
) STRICT;
CREATE INDEX versions_by_item ON item_versions (item_id, id);
CREATE INDEX versions_by_text ON item_versions (text_sha256);
CREATE TABLE listings (
    id INTEGER PRIMARY KEY,
    column_id INTEGER NOT NULL REFERENCES columns(id),
    item_id INTEGER NOT NULL REFERENCES items(id),
    title TEXT NOT NULL,
    listed_on TEXT,
    raw_date TEXT NOT NULL,
    url TEXT NOT NULL,
    row INTEGER NOT NULL,
    pinned INTEGER NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    first_run INTEGER NOT NULL REFERENCES runs(id),
    last_run INTEGER NOT NULL REFERENCES runs(id),
    capture_id INTEGER REFERENCES captures(id)
) STRICT;
CREATE UNIQUE INDEX listings_once ON listings (column_id, item_id, title, ifnull(listed_on, ''));
CREATE INDEX listings_by_item ON listings (item_id);
CREATE TABLE attachments (
    version_id INTEGER NOT NULL REFERENCES item_versions(id),
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT,
    PRIMARY KEY (version_id, position)
) STRICT;
CREATE TABLE records (
    version_id INTEGER NOT NULL REFERENCES item_versions(id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    doc_no TEXT,
    decided_on TEXT,
    fields TEXT NOT NULL,
    PRIMARY KEY (version_id, position)
) STRICT;
CREATE TABLE links (
    run_id INTEGER NOT NULL REFERENCES runs(id),
    key TEXT NOT NULL,
    url TEXT NOT NULL,
    text TEXT NOT NULL,
    from_url TEXT NOT NULL,
    on_home INTEGER NOT NULL,
    internal INTEGER NOT NULL,
    PRIMARY KEY (run_id, key)
) STRICT;
CREATE TABLE pairings (
    id INTEGER PRIMARY KEY,
    item_a INTEGER NOT NULL REFERENCES items(id),
    item_b INTEGER NOT NULL REFERENCES items(id),
    method TEXT NOT NULL,
    score REAL NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('auto', 'review', 'confirmed', 'rejected')),
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (item_a, item_b)
) STRICT
""",
    )


@catalogue_migrations()
def m006_memory_of_runs(db: Database) -> None:
    """What a run knows beyond its rows, so that it survives its process and is shared by several."""
    run_script(
        db,
        """
CREATE TABLE column_addresses (
    run_id INTEGER NOT NULL REFERENCES runs(id),
    column_id INTEGER NOT NULL REFERENCES columns(id),
    key TEXT NOT NULL,
    url TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('other', 'left')),
    PRIMARY KEY (run_id, column_id, key)
) STRICT;
CREATE TABLE run_facts (
    run_id INTEGER NOT NULL REFERENCES runs(id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run_id, name)
) STRICT
""",
    )


@catalogue_migrations()
def m007_links_probes_and_fetches(db: Database) -> None:
    """Link checks and probes with their history, and when each request went out (the ledger for webmasters).

    `sent_at` is UTC with milliseconds, NULL where no request went out; of older visits only the second is known.
    """
    run_script(
        db,
        """
ALTER TABLE visits ADD COLUMN sent_at TEXT;
UPDATE visits SET sent_at = replace(at, 'Z', '.000Z') WHERE status IS NOT NULL
    AND run_id IN (SELECT id FROM runs WHERE mode <> 'replay');
CREATE TABLE fetches (
    id INTEGER PRIMARY KEY,
    run_id INTEGER REFERENCES runs(id),
    purpose TEXT NOT NULL CHECK (purpose IN ('robots', 'link', 'probe')),
    url TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER,
    bytes INTEGER NOT NULL,
    elapsed_ms INTEGER NOT NULL,
    crawl_delay REAL,
    error TEXT,
    capture_id INTEGER REFERENCES captures(id)
) STRICT;
CREATE INDEX fetches_by_moment ON fetches (sent_at);
CREATE TABLE link_tasks (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    key TEXT NOT NULL,
    url TEXT NOT NULL,
    internal INTEGER NOT NULL,
    UNIQUE (run_id, key)
) STRICT;
CREATE TABLE link_checks (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    key TEXT NOT NULL,
    url TEXT NOT NULL,
    internal INTEGER NOT NULL,
    at TEXT NOT NULL,
    day TEXT NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER,
    error TEXT,
    elapsed_ms INTEGER,
    final_url TEXT NOT NULL,
    hops INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    ours INTEGER NOT NULL DEFAULT 0,
    capture_id INTEGER REFERENCES captures(id),
    UNIQUE (run_id, key)
) STRICT;
CREATE INDEX link_checks_by_key ON link_checks (key, at);
CREATE TABLE probes (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL REFERENCES sites(id),
    url TEXT NOT NULL,
    at TEXT NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER,
    elapsed_ms INTEGER,
    error TEXT,
    final_url TEXT NOT NULL,
    hops INTEGER NOT NULL
) STRICT;
CREATE INDEX probes_by_moment ON probes (at);
CREATE INDEX probes_by_site ON probes (site, at)
""",
    )


@catalogue_migrations()
def m008_updates(db: Database) -> None:
    """What an update crawl needs: lists that were settled by a page of known rows, and addresses by key."""
    run_script(
        db,
        """
ALTER TABLE list_pages ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;
CREATE INDEX frontier_by_key ON frontier (key, run_id)
""",
    )


@catalogue_migrations()
def m009_prints(db: Database) -> None:
    """What pages looked like by which others are judged: the home page, and what a host shows where nothing is."""
    run_script(
        db,
        """
CREATE TABLE prints (
    run_id INTEGER NOT NULL REFERENCES runs(id),
    host TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('home', 'wrong', 'target')),
    value TEXT NOT NULL,
    PRIMARY KEY (run_id, host, what)
) STRICT
""",
    )


@catalogue_migrations()
def m010_spellings(db: Database) -> None:
    """Of several spellings of one address, the one that it is known by: not the one that happened to come first."""
    run_script(
        db,
        """
ALTER TABLE frontier ADD COLUMN spelling TEXT;
CREATE INDEX links_by_key ON links (key, run_id)
""",
    )
