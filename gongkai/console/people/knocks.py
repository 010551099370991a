"""Failed logins are counted in the console's file, so that a restart forgets none; each makes the next wait longer.

Counted three ways: for an account from an address, for an address, and for an account from anywhere. Waiting is capped,
what is tried while one must wait is neither looked at nor counted, and an address from which somebody has logged in
before does not wait for what strangers try elsewhere: nobody can lock another person out for good.
"""

from __future__ import annotations

import ipaddress
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.clock import stamp
from crawler.sqlite_files import transaction

_FORGOTTEN = timedelta(hours=24)  # after the last failure
_KNOWN = timedelta(days=90)  # an address from which the account has logged in


@dataclass(frozen=True, slots=True)
class Patience:
    """So many failures cost nothing; from there the wait doubles from `first` seconds up to `most`."""

    free: int
    first: int
    most: int

    def seconds(self, failed: int) -> int:
        """How long the next try must wait after the last of so many failures."""
        over = failed - self.free
        return 0 if over < 0 else min(self.most, self.first * 2 ** min(over, 20))


BOTH = Patience(free=5, first=15, most=900)
ADDRESS = Patience(free=30, first=15, most=300)  # a whole office may come from one
ACCOUNT = Patience(free=20, first=5, most=60)


def knock(conn: sqlite3.Connection, name: str, address: str, now: datetime) -> int:
    """Before a password is looked at: 0, and the try is counted as failed until `let_in`; or the seconds to wait."""
    keys = _keys(conn, name, address, now)
    with transaction(conn):
        conn.execute("DELETE FROM knocks WHERE last_at < ?", (stamp(now - _FORGOTTEN),))
        wait = max(_wait(conn, key, patience, now) for key, patience in keys.items())
        if wait == 0:
            conn.executemany(
                "INSERT INTO knocks VALUES (?, 1, ?) ON CONFLICT (key) DO UPDATE SET failed = failed + 1, last_at = ?",
                [(key, stamp(now), stamp(now)) for key in keys],
            )
    return wait


def let_in(conn: sqlite3.Connection, name: str, address: str, now: datetime) -> None:
    """The password was right (call it before the session begins): this person's own failures here are forgotten."""
    keys = [key for key in _keys(conn, name, address, now) if key != _both(name, address)]
    with transaction(conn):
        conn.execute("DELETE FROM knocks WHERE key = ?", (_both(name, address),))
        conn.executemany("UPDATE knocks SET failed = failed - 1 WHERE key = ?", [(key,) for key in keys])


def _wait(conn: sqlite3.Connection, key: str, patience: Patience, now: datetime) -> int:
    row = conn.execute("SELECT failed, last_at FROM knocks WHERE key = ?", (key,)).fetchone()
    if row is None:
        return 0
    seconds = patience.seconds(row["failed"])
    until = datetime.fromisoformat(row["last_at"]) + timedelta(seconds=seconds)
    # A clock that was put back, or is behind that of another console, makes nobody wait longer than the rule says.
    return max(0, min(seconds, -int((now - until).total_seconds() // 1)))


def _keys(conn: sqlite3.Connection, name: str, address: str, now: datetime) -> dict[str, Patience]:
    keys = {_both(name, address): BOTH, _from(address): ADDRESS}
    known = conn.execute(
        "SELECT 1 FROM sessions JOIN accounts ON accounts.id = account_id"
        " WHERE accounts.name = ? AND address = ? AND began_at > ? LIMIT 1",
        (name, address, stamp(now - _KNOWN)),
    ).fetchone()
    return keys if known else {**keys, _account(name): ACCOUNT}


def _both(name: str, address: str) -> str:
    return f"both {name.casefold()} {_network(address)}"


def _account(name: str) -> str:
    return f"account {name.casefold()}"


def _from(address: str) -> str:
    return f"address {_network(address)}"


def _network(address: str) -> str:
    """The address; of IPv6 the network of 64 bits, since one household has all of it."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))
