"""Sessions: begun by a password, ended by logging out, by rest, or by age. Only their digests are kept.

The cookie holds a random number of 256 bits, signed by Flask; flask-login asks `person_of` with it on every request.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.clock import stamp
from gongkai.console.people.accounts import Account, accounts
from gongkai.console.people.roles import Permission

REST = timedelta(minutes=60)  # without any request
AGE = timedelta(hours=12)  # at most
_NOTED = timedelta(seconds=60)  # how exactly the last request is kept: not every page writes


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is logged in. What flask-login calls a user."""

    account: Account
    ticket: str

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


def begin(conn: sqlite3.Connection, account: Account, now: datetime, address: str, browser: str) -> Person:
    """A new session; its ticket is known to the browser alone."""
    ticket = secrets.token_urlsafe(32)
    conn.execute(
        "INSERT INTO sessions (digest, account_id, began_at, seen_at, address, browser) VALUES (?, ?, ?, ?, ?, ?)",
        (_digest(ticket), account.id, stamp(now), stamp(now), address, browser[:200]),
    )
    return Person(account, ticket)


def person_of(conn: sqlite3.Connection, ticket: str, now: datetime) -> Person | None:
    """Who holds this ticket, None where it is unknown, ended, at rest too long, too old, or its account disabled."""
    row = conn.execute("SELECT * FROM sessions WHERE digest = ?", (_digest(ticket),)).fetchone()
    if row is None or row["ended_at"] is not None:
        return None
    began, seen = datetime.fromisoformat(row["began_at"]), datetime.fromisoformat(row["seen_at"])
    if now - seen > REST or now - began > AGE:
        return None
    account = next((each for each in accounts(conn) if each.id == row["account_id"]), None)
    if account is None or account.disabled_at is not None:
        return None
    if now - seen > _NOTED:
        conn.execute("UPDATE sessions SET seen_at = ? WHERE digest = ?", (stamp(now), row["digest"]))
    return Person(account, ticket)


def end(conn: sqlite3.Connection, ticket: str, now: datetime) -> None:
    """End a session: its ticket is worthless from now on."""
    conn.execute(
        "UPDATE sessions SET ended_at = ? WHERE digest = ? AND ended_at IS NULL", (stamp(now), _digest(ticket))
    )


def end_all(conn: sqlite3.Connection, account: Account, now: datetime) -> None:
    """End all sessions of an account: its password was changed, or it was disabled."""
    conn.execute("UPDATE sessions SET ended_at = ? WHERE account_id = ? AND ended_at IS NULL", (stamp(now), account.id))


def _digest(ticket: str) -> str:
    return hashlib.sha256(ticket.encode()).hexdigest()
