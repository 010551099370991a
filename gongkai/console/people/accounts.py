"""Accounts: made, found, and asked for by name and password. How they are changed: changes.py."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from werkzeug.security import check_password_hash, generate_password_hash

from crawler.clock import stamp
from crawler.sqlite_files import transaction
from gongkai.console.people.refusals import AccountError, Why
from gongkai.console.people.roles import Permission, Role

SHORTEST = 12  # characters of a password (OWASP ASVS 5.0, 6.2.1 asks for 8, recommends 15)
LONGEST = 128
LONGEST_NAME = 40
TEMPORARY = timedelta(days=7)  # how long a password is good that somebody else chose
_DIFFERENT = 5  # characters that a password must have at least
_GUESSED = 2  # of 4: below it, a million guesses are enough
_NAME = re.compile(r"[\w.-]{1,40}")
_NOBODY = generate_password_hash("nobody has this password")  # so that an unknown name takes as long as a known one


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may enter. `sites` are those a webmaster is responsible for; empty for all other roles."""

    id: int
    name: str
    shown_name: str
    role: Role
    sites: frozenset[str]
    made_at: str
    disabled_at: str | None
    temporary_until: str | None = None  # of a password that somebody else chose: it must be changed

    @property
    def signature(self) -> str:
        """How this person is named in histories: "李明（liming）"."""
        return self.shown_name if self.shown_name == self.name else f"{self.shown_name}（{self.name}）"

    def may(self, permission: Permission) -> bool:
        """True if the account may do that (on the sites that it sees)."""
        return permission in self.role.permissions

    def sees(self, site: str) -> bool:
        """True if the account may see anything of this site."""
        return self.role.sees_all_sites or site in self.sites


def add_account(
    conn: sqlite3.Connection,
    name: str,
    role: Role,
    password: str,
    now: datetime,
    *,
    shown_name: str = "",
    sites: Sequence[str] = (),
    first: bool = False,
    temporary: bool = False,
) -> Account:
    """Make an account. Raises AccountError for a name in use, a weak password, or sites that do not fit the role.

    `first`: only where there is no account at all yet. `temporary`: the password is to be changed at the first login.
    """
    if not _NAME.fullmatch(name):
        raise AccountError(Why.NAME, f'"{name}" is no name of an account', fix="use 1 to 40 letters, digits, _ . -")
    check_shown_name(shown_name)
    check_password(password, name)
    check_sites(role, sites)
    secret = generate_password_hash(password)  # takes long; not while others wait for the file
    try:
        with transaction(conn):
            if first and conn.execute("SELECT 1 FROM accounts").fetchone():
                raise AccountError(Why.NOT_FIRST, "there are accounts already", fix="log in with one of them")
            account = conn.execute(
                "INSERT INTO accounts (name, shown_name, role, password, made_at, temporary_until)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (name, shown_name or name, role, secret, stamp(now), stamp(now + TEMPORARY) if temporary else None),
            ).lastrowid
            put_sites(conn, account or 0, sites)
    except sqlite3.IntegrityError as error:
        raise AccountError(Why.TAKEN, f'there is an account "{name}" already', fix="choose another name") from error
    return find_account(conn, name)


def put_sites(conn: sqlite3.Connection, account: int, sites: Sequence[str]) -> None:
    """Let an account be responsible for exactly these sites."""
    conn.execute("DELETE FROM account_sites WHERE account_id = ?", (account,))
    conn.executemany("INSERT INTO account_sites VALUES (?, ?)", [(account, site) for site in sorted(set(sites))])


def check_password(password: str, name: str) -> None:
    """Raise AccountError for a password that is too short, too long, holds the name, or is guessed in a few tries.

    Guessing is estimated by zxcvbn, whose lists hold the 30,000 most common passwords (OWASP ASVS 5.0, 6.2.4).
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountError(
            Why.LENGTH,
            f"a password has {SHORTEST} to {LONGEST} characters",
            fix="a sentence is easier to keep than a riddle",
        )
    if name.casefold() in password.casefold():
        raise AccountError(Why.HOLDS_NAME, "the password holds the name of the account", fix="choose another one")
    if len(set(password)) < _DIFFERENT:
        raise AccountError(Why.REPEATS, "the password repeats a few characters", fix="choose another one")
    from zxcvbn import zxcvbn  # its lists take a moment to load, and few processes check a password

    if zxcvbn(password, user_inputs=[name], max_length=LONGEST)["score"] < _GUESSED:
        raise AccountError(
            Why.GUESSED,
            "the password is easily guessed (common words, keys in a row, a date)",
            fix="choose another one",
        )


def check_shown_name(name: str) -> None:
    """Raise AccountError for a name that cannot be shown in one line of a history."""
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise AccountError(
            Why.SHOWN_NAME, f"a shown name has up to {LONGEST_NAME} printable characters", fix="write a shorter one"
        )


def check_sites(role: Role, sites: Sequence[str]) -> None:
    """Raise AccountError where sites are named for a role that sees all, or none for one that must have some."""
    if role.sees_all_sites and sites:
        raise AccountError(
            Why.SEES_ALL, f"somebody with the role {role} sees all sites", fix="leave out --site, or say webmaster"
        )
    if not role.sees_all_sites and not sites:
        raise AccountError(Why.NO_SITES, "a webmaster is responsible for named sites", fix="name them with --site")


def find_account(conn: sqlite3.Connection, name: str) -> Account:
    """The account of this name. Raises AccountError where there is none."""
    row = conn.execute("SELECT * FROM accounts WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise AccountError(Why.UNKNOWN, f'there is no account "{name}"', fix="`gongkai users list` shows them")
    return _account(row, _sites_of(conn, row["id"]))


def account_of(conn: sqlite3.Connection, number: int) -> Account | None:
    """The account with this number."""
    row = conn.execute("SELECT * FROM accounts WHERE id = ?", (number,)).fetchone()
    return _account(row, _sites_of(conn, number)) if row else None


def accounts(conn: sqlite3.Connection) -> list[Account]:
    """All accounts by name, disabled ones too."""
    sites: dict[int, set[str]] = {}
    for row in conn.execute("SELECT account_id, site FROM account_sites"):
        sites.setdefault(row["account_id"], set()).add(row["site"])
    rows = conn.execute("SELECT * FROM accounts ORDER BY name")
    return [_account(row, frozenset(sites.get(row["id"], ()))) for row in rows]


def nobody_yet(conn: sqlite3.Connection) -> bool:
    """True while no account was ever made."""
    return conn.execute("SELECT 1 FROM accounts LIMIT 1").fetchone() is None


def with_password(conn: sqlite3.Connection, name: str, password: str, now: datetime) -> Account | None:
    """The account with this name and password, None where there is none or it is disabled. Always takes as long.

    Nor does a temporary password let in that was not changed in time.
    """
    row = conn.execute("SELECT * FROM accounts WHERE name = ?", (name,)).fetchone()
    right = check_password_hash(row["password"] if row else _NOBODY, password[: LONGEST + 1])
    if not row or not right or row["disabled_at"] is not None:
        return None
    late = row["temporary_until"] is not None and row["temporary_until"] <= stamp(now)
    return None if late else find_account(conn, name)


def _account(row: sqlite3.Row, sites: frozenset[str]) -> Account:
    return Account(
        id=row["id"],
        name=row["name"],
        shown_name=row["shown_name"],
        role=Role(row["role"]),
        sites=sites,
        made_at=row["made_at"],
        disabled_at=row["disabled_at"],
        temporary_until=row["temporary_until"],
    )


def _sites_of(conn: sqlite3.Connection, account: int) -> frozenset[str]:
    rows = conn.execute("SELECT site FROM account_sites WHERE account_id = ?", (account,))
    return frozenset(row["site"] for row in rows)
