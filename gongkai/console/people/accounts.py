"""Accounts: made, changed, disabled, and asked for by name and password."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from werkzeug.security import check_password_hash, generate_password_hash

from crawler.catalogue.database import transaction
from crawler.clock import stamp
from crawler.errors import ConfigError
from gongkai.console.people.roles import Permission, Role

SHORTEST = 12  # characters of a password (OWASP ASVS 5.0, 6.2.1 asks for 8, recommends 15)
LONGEST = 128
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
) -> Account:
    """Make an account. Raises ConfigError for a name in use, a weak password, or sites that do not fit the role."""
    if not _NAME.fullmatch(name):
        raise ConfigError(f'"{name}" is no name of an account', fix="use 1 to 40 letters, digits, dots and hyphens")
    check_password(password, name)
    _check_sites(role, sites)
    try:
        with transaction(conn):
            account = conn.execute(
                "INSERT INTO accounts (name, shown_name, role, password, made_at) VALUES (?, ?, ?, ?, ?)",
                (name, shown_name or name, role, generate_password_hash(password), stamp(now)),
            ).lastrowid
            conn.executemany(
                "INSERT INTO account_sites VALUES (?, ?)", [(account, site) for site in sorted(set(sites))]
            )
    except sqlite3.IntegrityError as error:
        raise ConfigError(f'there is an account "{name}" already', fix="choose another name") from error
    return find_account(conn, name)


def check_password(password: str, name: str) -> None:
    """Raise ConfigError for a password that is too short, too long, or holds the name."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise ConfigError(
            f"a password has {SHORTEST} to {LONGEST} characters", fix="a sentence is easier to keep than a riddle"
        )
    if name.casefold() in password.casefold():
        raise ConfigError("the password holds the name of the account", fix="choose another one")
    if len(set(password)) < 5:
        raise ConfigError("the password repeats a few characters", fix="choose another one")


def find_account(conn: sqlite3.Connection, name: str) -> Account:
    """The account of this name. Raises ConfigError where there is none."""
    found = [account for account in accounts(conn) if account.name.casefold() == name.casefold()]
    if not found:
        raise ConfigError(f'there is no account "{name}"', fix="`gongkai users list` shows them")
    return found[0]


def accounts(conn: sqlite3.Connection) -> list[Account]:
    """All accounts by name, disabled ones too."""
    sites: dict[int, set[str]] = {}
    for row in conn.execute("SELECT account_id, site FROM account_sites"):
        sites.setdefault(row["account_id"], set()).add(row["site"])
    rows = conn.execute("SELECT * FROM accounts ORDER BY name")
    return [_account(row, frozenset(sites.get(row["id"], ()))) for row in rows]


def with_password(conn: sqlite3.Connection, name: str, password: str) -> Account | None:
    """The account with this name and password, None where there is none or it is disabled. Always takes as long."""
    row = conn.execute("SELECT * FROM accounts WHERE name = ?", (name,)).fetchone()
    right = check_password_hash(row["password"] if row else _NOBODY, password[: LONGEST + 1])
    return find_account(conn, name) if row and right and row["disabled_at"] is None else None


def _account(row: sqlite3.Row, sites: frozenset[str]) -> Account:
    return Account(
        id=row["id"],
        name=row["name"],
        shown_name=row["shown_name"],
        role=Role(row["role"]),
        sites=sites,
        made_at=row["made_at"],
        disabled_at=row["disabled_at"],
    )


def _check_sites(role: Role, sites: Sequence[str]) -> None:
    if role.sees_all_sites and sites:
        raise ConfigError(
            f"somebody with the role {role} sees all sites", fix="leave out --site, or say --role webmaster"
        )
    if not role.sees_all_sites and not sites:
        raise ConfigError("a webmaster is responsible for named sites", fix="name them with --site")
