"""Sessions: begun by a password, ended by logging out, by rest, or by age. Only their digests are kept.

The cookie holds a random number of 256 bits, signed by Flask; flask-login asks `person_of` with it on every request.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.clock import stamp
from gongkai.console.people.accounts import Account, account_of
from gongkai.console.people.roles import Permission
from gongkai.workspace import Console

log = logging.getLogger(__name__)

_NOTED = timedelta(seconds=60)  # how exactly the last request is kept: not every page writes
_KEPT = timedelta(days=400)  # ended sessions; they tell from where somebody usually comes


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a session lasts: without any request, and at most."""

    rest: timedelta
    age: timedelta


def lasting(settings: Console) -> Lasting:
    """The same as `[console]` in gongkai.toml says it."""
    return Lasting(timedelta(minutes=settings.idle_minutes), timedelta(hours=settings.session_hours))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is logged in. What flask-login calls a user. `token`: a program with somebody's token."""

    account: Account
    ticket: str
    token: int | None = None

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the cookie holds."""
        return self.ticket

    @property
    def signature(self) -> str:
        """How the person is named in histories."""
        return self.account.signature

    def may(self, permission: Permission) -> bool:
        """True if the person may do that."""
        return self.account.may(permission)

    def sees(self, site: str) -> bool:
        """True if the person may see anything of this site."""
        return self.account.sees(site)


@dataclass(frozen=True, slots=True)
class Session:
    """One session as its owner sees it. `digest` is no secret: one cannot get in with it."""

    digest: str
    began_at: str
    seen_at: str
    address: str
    browser: str


def begin(conn: sqlite3.Connection, account: Account, now: datetime, address: str, browser: str) -> Person:
    """A new session; its ticket is known to the browser alone."""
    ticket = secrets.token_urlsafe(32)
    conn.execute(
        "INSERT INTO sessions (digest, account_id, began_at, seen_at, address, browser) VALUES (?, ?, ?, ?, ?, ?)",
        (digest_of(ticket), account.id, stamp(now), stamp(now), address, browser[:200]),
    )
    conn.execute("DELETE FROM sessions WHERE began_at < ?", (stamp(now - _KEPT),))
    return Person(account, ticket)


def person_of(conn: sqlite3.Connection, ticket: str, now: datetime, lasting: Lasting) -> Person | None:
    """Who holds this ticket, None where it is unknown, ended, at rest too long, too old, or its account disabled."""
    row = conn.execute("SELECT * FROM sessions WHERE digest = ?", (digest_of(ticket),)).fetchone()
    if row is None or row["ended_at"] is not None:
        return None
    began, seen = datetime.fromisoformat(row["began_at"]), datetime.fromisoformat(row["seen_at"])
    if now - seen > lasting.rest or now - began > lasting.age:
        return None
    account = account_of(conn, row["account_id"])
    if account is None or account.disabled_at is not None:
        return None
    if now - seen > _NOTED:
        note_use(conn, "UPDATE sessions SET seen_at = ? WHERE digest = ?", (stamp(now), row["digest"]))
    return Person(account, ticket)


def sessions_of(conn: sqlite3.Connection, account: Account, now: datetime, lasting: Lasting) -> list[Session]:
    """The sessions of an account that go on, newest first."""
    rows = conn.execute(
        "SELECT * FROM sessions WHERE account_id = ? AND ended_at IS NULL AND seen_at >= ? AND began_at >= ?"
        " ORDER BY seen_at DESC, began_at DESC LIMIT 100",
        (account.id, stamp(now - lasting.rest), stamp(now - lasting.age)),
    )
    return [Session(**{name: row[name] for name in Session.__slots__}) for row in rows]


def end(conn: sqlite3.Connection, ticket: str, now: datetime) -> None:
    """End a session: its ticket is worthless from now on."""
    conn.execute(
        "UPDATE sessions SET ended_at = ? WHERE digest = ? AND ended_at IS NULL", (stamp(now), digest_of(ticket))
    )


def note_use(conn: sqlite3.Connection, statement: str, values: tuple[object, ...]) -> None:
    """Note that somebody was here. Where the disk is full or the file busy, reading goes on without the note."""
    try:
        conn.execute(statement, values)
    except sqlite3.OperationalError as error:
        log.warning("the last use of a session or token could not be noted: %s", error)


def digest_of(ticket: str) -> str:
    """What is kept of a ticket or a token."""
    return hashlib.sha256(ticket.encode("utf-8", "surrogatepass")).hexdigest()
