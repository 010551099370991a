"""The schema of accounts, sessions, tokens and the log of deeds. A migration is added, never edited."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

people_migrations = Migrations("gongkai.people")

_TABLES = (
    """
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    shown_name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('administrator', 'inspector', 'webmaster', 'writer')),
    password TEXT NOT NULL,
    made_at TEXT NOT NULL,
    disabled_at TEXT
) STRICT""",
    """
CREATE TABLE account_sites (
    account_id INTEGER NOT NULL REFERENCES accounts(id),
    site TEXT NOT NULL,
    PRIMARY KEY (account_id, site)
) STRICT""",
    """
CREATE TABLE sessions (
    digest TEXT PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts(id),
    began_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    ended_at TEXT,
    address TEXT NOT NULL,
    browser TEXT NOT NULL
) STRICT""",
    "CREATE INDEX sessions_by_account ON sessions (account_id)",
    """
CREATE TABLE deeds (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    about TEXT NOT NULL,
    site TEXT,
    note TEXT NOT NULL,
    outcome INTEGER NOT NULL,
    address TEXT NOT NULL
) STRICT""",
    "CREATE INDEX deeds_by_who ON deeds (who, id)",
    "CREATE TRIGGER deeds_kept BEFORE DELETE ON deeds BEGIN SELECT raise(ABORT, 'what was done is never deleted'); END",
    "CREATE TRIGGER deeds_fixed BEFORE UPDATE ON deeds"
    " BEGIN SELECT raise(ABORT, 'what was done is never changed'); END",
)


@people_migrations()
def m001_people(db: Database) -> None:
    """Accounts with their sites, sessions, and the log of deeds."""
    for statement in _TABLES:
        db.conn.execute(statement)


_CHAIN = (
    # An entry's digest is over the entry and the digest before it. Entries older than the chain have none.
    "ALTER TABLE deeds ADD COLUMN digest TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX deeds_by_action ON deeds (action, id)",
    "CREATE INDEX deeds_by_site ON deeds (site, id)",
    "CREATE INDEX deeds_by_day ON deeds (at, id)",
    """
CREATE TABLE deeds_begun (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    about TEXT NOT NULL,
    site TEXT,
    note TEXT NOT NULL,
    address TEXT NOT NULL
) STRICT""",
    """
CREATE TABLE tokens (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    account_id INTEGER NOT NULL REFERENCES accounts(id),
    title TEXT NOT NULL,
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    seen_at TEXT,
    revoked_at TEXT
) STRICT""",
    "CREATE INDEX tokens_by_account ON tokens (account_id)",
    """
CREATE TABLE knocks (
    key TEXT PRIMARY KEY,
    failed INTEGER NOT NULL,
    last_at TEXT NOT NULL
) STRICT""",
)


@people_migrations()
def m002_chain_and_tokens(db: Database) -> None:
    """The chain of the log, changes that were begun, tokens of the API, failed logins."""
    for statement in _CHAIN:
        db.conn.execute(statement)


@people_migrations()
def m003_temporary_passwords(db: Database) -> None:
    """A password that somebody else chose is good until this moment, and must be changed at the first login."""
    db.conn.execute("ALTER TABLE accounts ADD COLUMN temporary_until TEXT")
