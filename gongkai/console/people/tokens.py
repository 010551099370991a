"""Tokens: a program reads the JSON API with one, in the name of an account, seeing what the account sees.

Shown once, kept as a digest, expiring, revocable. With a token nothing can be changed.
"""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.clock import stamp
from crawler.sqlite_files import transaction
from gongkai.console.people.accounts import LONGEST_NAME, Account, account_of
from gongkai.console.people.refusals import AccountError, Why
from gongkai.console.people.session import Person, digest_of, note_use

PREFIX = "gongkai_"  # so that one that lies about somewhere is known for what it is
USUAL_DAYS = 90
MOST_DAYS = 366
MOST = 20  # valid ones of an account
_NOTED = timedelta(minutes=10)  # how exactly the last use is kept


@dataclass(frozen=True, slots=True)
class Token:
    """A token as one sees it after it was made: never again its text."""

    id: int
    title: str
    made_at: str
    expires_at: str
    seen_at: str | None
    revoked_at: str | None

    def valid(self, now: datetime) -> bool:
        """True if one can still read with it (where its account is not disabled)."""
        return self.revoked_at is None and stamp(now) < self.expires_at


def make_token(
    conn: sqlite3.Connection, account: Account, title: str, now: datetime, *, days: int = USUAL_DAYS
) -> tuple[Token, str]:
    """A new token and its text, which nobody can see again. Raises AccountError."""
    if not title.strip() or len(title) > LONGEST_NAME or not title.isprintable():
        raise AccountError(
            Why.TITLE, f"a token has a title of up to {LONGEST_NAME} characters", fix="say what it is for"
        )
    if not 1 <= days <= MOST_DAYS:
        raise AccountError(Why.EXPIRY, f"a token is valid for 1 to {MOST_DAYS} days", fix="make another one later")
    text = PREFIX + secrets.token_urlsafe(32)
    with transaction(conn):
        if sum(token.valid(now) for token in tokens_of(conn, account)) >= MOST:
            raise AccountError(Why.TOO_MANY, f"there are {MOST} valid tokens already", fix="revoke one first")
        number = conn.execute(
            "INSERT INTO tokens (digest, account_id, title, made_at, expires_at) VALUES (?, ?, ?, ?, ?)",
            (digest_of(text), account.id, title.strip(), stamp(now), stamp(now + timedelta(days=days))),
        ).lastrowid
    return next(token for token in tokens_of(conn, account) if token.id == number), text


def tokens_of(conn: sqlite3.Connection, account: Account) -> list[Token]:
    """All tokens of an account, newest first."""
    rows = conn.execute("SELECT * FROM tokens WHERE account_id = ? ORDER BY id DESC", (account.id,))
    return [Token(**{name: row[name] for name in Token.__slots__}) for row in rows]


def revoke(conn: sqlite3.Connection, account: Account, number: int, now: datetime) -> bool:
    """Make a token of this account worthless; False where the account has no valid one of this number."""
    done = conn.execute(
        "UPDATE tokens SET revoked_at = ? WHERE id = ? AND account_id = ? AND revoked_at IS NULL",
        (stamp(now), number, account.id),
    )
    return done.rowcount > 0


def bearer(conn: sqlite3.Connection, text: str, now: datetime) -> Person | None:
    """In whose name a program asks that sends this token; None where it is unknown, revoked or expired."""
    row = conn.execute("SELECT * FROM tokens WHERE digest = ?", (digest_of(text),)).fetchone()
    if row is None or row["revoked_at"] is not None or row["expires_at"] <= stamp(now):
        return None
    account = account_of(conn, row["account_id"])
    if account is None or account.disabled_at is not None:
        return None
    if row["seen_at"] is None or row["seen_at"] < stamp(now - _NOTED):
        note_use(conn, "UPDATE tokens SET seen_at = ? WHERE id = ?", (stamp(now), row["id"]))
    return Person(account, ticket="", token=row["id"])
