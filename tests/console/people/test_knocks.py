"""Failed logins: counted over restarts, slower and slower, never a lock for good."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

from gongkai.console.people.accounts import add_account
from gongkai.console.people.knocks import ACCOUNT, ADDRESS, BOTH, knock, let_in
from gongkai.console.people.roles import Role
from gongkai.console.people.session import begin
from gongkai.console.schemas import console_migrations
from gongkai.console.store import open_store
from tests.console.small import NOON

HERE, THERE = "10.0.0.1", "10.9.9.9"


def fail(conn: sqlite3.Connection, times: int, name: str = "wang", address: str = HERE) -> int:
    """So many tries at one moment; returns how many were looked at."""
    return sum(knock(conn, name, address, NOON) == 0 for _ in range(times))


def test_some_tries_are_free_then_one_waits(store: sqlite3.Connection) -> None:
    assert fail(store, 50) == BOTH.free
    assert knock(store, "wang", HERE, NOON) == BOTH.first


def test_waiting_doubles_up_to_a_quarter_of_an_hour(store: sqlite3.Connection) -> None:
    waits, now = [], NOON
    for _ in range(20):
        wait = knock(store, "wang", HERE, now)
        while wait:
            waits.append(wait)
            now += timedelta(seconds=wait)
            wait = knock(store, "wang", HERE, now)
    assert waits[:4] == [15, 30, 60, 120]
    assert max(waits) == BOTH.most


def test_tries_while_waiting_do_not_make_it_longer(store: sqlite3.Connection) -> None:
    fail(store, 1000)
    assert knock(store, "wang", HERE, NOON + timedelta(seconds=BOTH.first)) == 0


def test_failures_survive_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "console.sqlite"
    for expected in (BOTH.free, 0):
        conn = open_store(path, *console_migrations)
        assert fail(conn, 50) == expected
        conn.close()


def test_being_let_in_forgets_the_own_failures_here(store: sqlite3.Connection) -> None:
    fail(store, BOTH.free - 1)
    assert knock(store, "wang", HERE, NOON) == 0
    let_in(store, "wang", HERE, NOON)
    assert fail(store, 50) == BOTH.free


def test_one_address_cannot_try_one_password_on_everybody(store: sqlite3.Connection) -> None:
    assert sum(fail(store, 1, name=f"person{number}") for number in range(200)) == ADDRESS.free


def test_a_thousand_addresses_cannot_try_everything_on_one_account(store: sqlite3.Connection) -> None:
    assert sum(fail(store, 1, address=f"10.1.{number // 250}.{number % 250}") for number in range(300)) == ACCOUNT.free


def test_attackers_cannot_lock_a_person_out_who_came_from_here_before(store: sqlite3.Connection) -> None:
    wang = add_account(store, "wang", Role.INSPECTOR, "a long enough password", NOON)
    begin(store, wang, NOON - timedelta(days=3), HERE, "browser")
    for number in range(200):
        knock(store, "wang", f"10.1.0.{number}", NOON)
    assert knock(store, "wang", HERE, NOON) == 0
    assert 0 < knock(store, "wang", THERE, NOON) <= ACCOUNT.most


def test_success_of_the_person_gives_attackers_no_new_tries(store: sqlite3.Connection) -> None:
    wang = add_account(store, "wang", Role.INSPECTOR, "a long enough password", NOON)
    begin(store, wang, NOON, HERE, "browser")
    fail(store, BOTH.free, address=THERE)
    for _ in range(10):
        assert knock(store, "wang", HERE, NOON) == 0
        let_in(store, "wang", HERE, NOON)
    assert fail(store, 10, address=THERE) == 0


def test_one_ipv6_household_is_one_address(store: sqlite3.Connection) -> None:
    assert sum(fail(store, 1, address=f"2001:db8::{number:x}") for number in range(1, 50)) == BOTH.free


def test_everything_is_forgotten_after_a_day(store: sqlite3.Connection) -> None:
    fail(store, 50)
    assert knock(store, "li", THERE, NOON + timedelta(hours=25)) == 0
    assert [row["key"] for row in store.execute("SELECT key FROM knocks WHERE key LIKE '%wang%'")] == []


def test_a_clock_that_is_put_back_locks_nobody_out(store: sqlite3.Connection) -> None:
    fail(store, 50)
    assert knock(store, "wang", HERE, NOON - timedelta(days=400)) <= BOTH.most
    assert knock(store, "li", THERE, NOON) == 0
    assert knock(store, "li", THERE, NOON - timedelta(minutes=1)) == 0
