"""Changing accounts. Whoever's rights or password change logs in again: all sessions end in the same transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from werkzeug.security import check_password_hash, generate_password_hash

from crawler.clock import stamp
from crawler.sqlite_files import transaction
from gongkai.console.people.accounts import (
    TEMPORARY,
    Account,
    check_password,
    check_shown_name,
    check_sites,
    find_account,
    put_sites,
)
from gongkai.console.people.refusals import AccountError, Why
from gongkai.console.people.roles import Role


def set_password(
    conn: sqlite3.Connection,
    account: Account,
    password: str,
    now: datetime,
    *,
    keep: str | None = None,
    temporary: bool = False,
) -> None:
    """Give an account another password. `keep`: the digest of the one session that goes on.

    `temporary`: somebody else chose it; it must be changed at the next login, within a week.
    """
    check_password(password, account.name)
    old = conn.execute("SELECT password FROM accounts WHERE id = ?", (account.id,)).fetchone()["password"]
    if check_password_hash(old, password):
        raise AccountError(Why.SAME, "this is the password already", fix="choose another one")
    secret = generate_password_hash(password)
    with transaction(conn):
        until = stamp(now + TEMPORARY) if temporary else None
        conn.execute("UPDATE accounts SET password = ?, temporary_until = ? WHERE id = ?", (secret, until, account.id))
        end_sessions(conn, account, now, keep=keep)


def set_role(conn: sqlite3.Connection, account: Account, role: Role, sites: Sequence[str], now: datetime) -> Account:
    """Give an account another role, or other sites. Raises AccountError where the last administrator would go."""
    check_sites(role, sites)
    if role is account.role and frozenset(sites) == account.sites:
        return account
    with transaction(conn):
        if role is not Role.ADMINISTRATOR:
            _keep_an_administrator(conn, account)
        conn.execute("UPDATE accounts SET role = ? WHERE id = ?", (role, account.id))
        put_sites(conn, account.id, sites)
        end_sessions(conn, account, now)
    return find_account(conn, account.name)


def set_shown_name(conn: sqlite3.Connection, account: Account, shown_name: str) -> Account:
    """Name somebody otherwise in histories from now on; what was written stays."""
    check_shown_name(shown_name)
    conn.execute("UPDATE accounts SET shown_name = ? WHERE id = ?", (shown_name or account.name, account.id))
    return find_account(conn, account.name)


def disable(conn: sqlite3.Connection, account: Account, now: datetime) -> Account:
    """Let an account in no more; its sessions and tokens end. Nothing that it did is touched."""
    with transaction(conn):
        _keep_an_administrator(conn, account)
        conn.execute(
            "UPDATE accounts SET disabled_at = ? WHERE id = ? AND disabled_at IS NULL", (stamp(now), account.id)
        )
        end_sessions(conn, account, now)
        conn.execute(
            "UPDATE tokens SET revoked_at = ? WHERE account_id = ? AND revoked_at IS NULL", (stamp(now), account.id)
        )
    return find_account(conn, account.name)


def enable(conn: sqlite3.Connection, account: Account) -> Account:
    """Let a disabled account in again, with its old password; its tokens stay revoked."""
    conn.execute("UPDATE accounts SET disabled_at = NULL WHERE id = ?", (account.id,))
    return find_account(conn, account.name)


def end_sessions(conn: sqlite3.Connection, account: Account, now: datetime, *, keep: str | None = None) -> int:
    """End all sessions of an account but the one with the digest `keep`; returns how many."""
    return conn.execute(
        "UPDATE sessions SET ended_at = ? WHERE account_id = ? AND ended_at IS NULL AND digest IS NOT ?",
        (stamp(now), account.id, keep),
    ).rowcount


def _keep_an_administrator(conn: sqlite3.Connection, account: Account) -> None:
    others = conn.execute(
        "SELECT 1 FROM accounts WHERE role = ? AND disabled_at IS NULL AND id != ?", (Role.ADMINISTRATOR, account.id)
    )
    if account.role is Role.ADMINISTRATOR and others.fetchone() is None:
        raise AccountError(
            Why.LAST, f'"{account.name}" is the last administrator', fix="make another administrator first"
        )
