"""Accounts: what can be made of them, and what not."""

from __future__ import annotations

import sqlite3
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from gongkai.console.people import changes
from gongkai.console.people.accounts import TEMPORARY, Account, add_account, find_account, with_password
from gongkai.console.people.refusals import AccountError, Why
from gongkai.console.people.roles import Role
from gongkai.console.people.session import Lasting, begin, person_of
from gongkai.console.people.tokens import MOST, bearer, make_token, revoke, tokens_of
from tests.console.small import NOON

GOOD = "a long enough password"
HOUR = Lasting(rest=timedelta(hours=1), age=timedelta(hours=12))


def account(conn: sqlite3.Connection, name: str = "wang", role: Role = Role.INSPECTOR) -> Account:
    return add_account(conn, name, role, GOOD, NOON, sites=["bureau"] if role is Role.WEBMASTER else [])


def why(error: pytest.ExceptionInfo[AccountError]) -> Why:
    return error.value.why


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("elevenchars", Why.LENGTH),
        ("x" * 40, Why.REPEATS),
        ("1qaz2wsx3edc", Why.GUESSED),
        ("password123456", Why.GUESSED),
        ("so long and yet WANG", Why.HOLDS_NAME),
        ("ab" * 65, Why.LENGTH),
    ],
)
def test_weak_password_is_refused_with_its_reason(store: sqlite3.Connection, password: str, reason: Why) -> None:
    with pytest.raises(AccountError) as error:
        add_account(store, "wang", Role.INSPECTOR, password, NOON)
    assert why(error) is reason


@pytest.mark.parametrize("password", ["密码可以是一句中文的话呀呀", " spaces at both ends ", "emoji 🐉 and ünïcode ok"])
def test_password_of_any_characters_is_taken_exactly_as_it_is(store: sqlite3.Connection, password: str) -> None:
    add_account(store, "wang", Role.INSPECTOR, password, NOON)
    assert with_password(store, "wang", password, NOON) is not None
    assert with_password(store, "wang", password.strip() + "x", NOON) is None


def test_password_is_kept_as_a_slow_digest_only(store: sqlite3.Connection) -> None:
    account(store)
    kept = store.execute("SELECT password FROM accounts").fetchone()["password"]
    assert kept.startswith("scrypt:") and GOOD not in kept


def test_file_with_digests_is_readable_by_its_owner_only(store: sqlite3.Connection, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "console.sqlite").stat().st_mode) == 0o600


def test_names_differ_in_more_than_case(store: sqlite3.Connection) -> None:
    account(store)
    with pytest.raises(AccountError) as error:
        account(store, "WANG")
    assert why(error) is Why.TAKEN


@pytest.mark.parametrize("name", ["", "a b", "../x", "x" * 41, "a\n"])
def test_name_that_is_none_is_refused(store: sqlite3.Connection, name: str) -> None:
    with pytest.raises(AccountError) as error:
        account(store, name)
    assert why(error) is Why.NAME


def test_webmaster_without_a_site_and_inspector_with_one_are_refused(store: sqlite3.Connection) -> None:
    for role, sites, reason in ((Role.WEBMASTER, (), Why.NO_SITES), (Role.INSPECTOR, ("bureau",), Why.SEES_ALL)):
        with pytest.raises(AccountError) as error:
            add_account(store, "wang", role, GOOD, NOON, sites=sites)
        assert why(error) is reason


def test_last_administrator_can_neither_go_nor_become_something_else(store: sqlite3.Connection) -> None:
    guan = account(store, "guan", Role.ADMINISTRATOR)
    for change in (
        lambda: changes.disable(store, guan, NOON),
        lambda: changes.set_role(store, guan, Role.INSPECTOR, (), NOON),
    ):
        with pytest.raises(AccountError) as error:
            change()
        assert why(error) is Why.LAST
    account(store, "second", Role.ADMINISTRATOR)
    assert changes.disable(store, guan, NOON).disabled_at is not None


def test_every_change_of_rights_ends_all_sessions(store: sqlite3.Connection) -> None:
    account(store, "guan", Role.ADMINISTRATOR)
    wang = account(store)
    for change in (
        lambda: changes.set_password(store, wang, "another good password", NOON),
        lambda: changes.set_role(store, wang, Role.WRITER, (), NOON),
        lambda: changes.disable(store, wang, NOON),
    ):
        ticket = begin(store, wang, NOON, "127.0.0.1", "browser").ticket
        assert person_of(store, ticket, NOON, HOUR) is not None
        change()
        row = store.execute("SELECT ended_at FROM sessions ORDER BY rowid DESC LIMIT 1").fetchone()
        assert row["ended_at"] is not None
        assert person_of(store, ticket, NOON, HOUR) is None


def test_session_ends_by_rest_and_by_age(store: sqlite3.Connection) -> None:
    ticket = begin(store, account(store), NOON, "127.0.0.1", "browser").ticket
    assert person_of(store, ticket, NOON + timedelta(minutes=59), HOUR) is not None
    assert person_of(store, ticket, NOON + timedelta(minutes=118), HOUR) is not None
    assert person_of(store, ticket, NOON + timedelta(minutes=179), HOUR) is None
    busy = begin(store, find_account(store, "wang"), NOON, "127.0.0.1", "browser").ticket
    for half in range(24):
        assert person_of(store, busy, NOON + timedelta(minutes=30 * half), HOUR) is not None
    assert person_of(store, busy, NOON + timedelta(hours=12, seconds=1), HOUR) is None


def test_ticket_and_token_are_kept_as_digests_only(store: sqlite3.Connection) -> None:
    wang = account(store)
    ticket = begin(store, wang, NOON, "127.0.0.1", "browser").ticket
    _, text = make_token(store, wang, "统计", NOON)
    everything = "\n".join(store.iterdump())
    assert ticket not in everything and text not in everything


def test_temporary_password_is_good_for_a_week(store: sqlite3.Connection) -> None:
    add_account(store, "wang", Role.INSPECTOR, GOOD, NOON, temporary=True)
    assert with_password(store, "wang", GOOD, NOON + TEMPORARY - timedelta(seconds=1)) is not None
    assert with_password(store, "wang", GOOD, NOON + TEMPORARY) is None
    changes.set_password(store, find_account(store, "wang"), "my very own password", NOON)
    assert with_password(store, "wang", "my very own password", NOON + timedelta(days=1000)) is not None


def test_token_reads_in_its_accounts_name_until_it_expires(store: sqlite3.Connection) -> None:
    token, text = make_token(store, account(store), "统计", NOON, days=2)
    found = bearer(store, text, NOON + timedelta(hours=47))
    assert found is not None and found.account.name == "wang" and found.token == token.id
    assert bearer(store, text, NOON + timedelta(hours=48)) is None
    assert bearer(store, text[:-1], NOON) is None
    assert bearer(store, token.title, NOON) is None


def test_token_is_worthless_once_revoked_or_its_account_disabled(store: sqlite3.Connection) -> None:
    account(store, "guan", Role.ADMINISTRATOR)
    wang = account(store)
    token, first = make_token(store, wang, "一", NOON)
    _, second = make_token(store, wang, "二", NOON)
    assert revoke(store, wang, token.id, NOON)
    assert not revoke(store, wang, token.id, NOON)
    assert bearer(store, first, NOON) is None
    changes.enable(store, changes.disable(store, wang, NOON))
    assert bearer(store, second, NOON) is None


def test_token_of_somebody_else_cannot_be_revoked(store: sqlite3.Connection) -> None:
    token, text = make_token(store, account(store), "一", NOON)
    assert not revoke(store, account(store, "li"), token.id, NOON)
    assert bearer(store, text, NOON) is not None


@pytest.mark.parametrize(
    ("title", "days", "reason"), [("", 9, Why.TITLE), ("一", 0, Why.EXPIRY), ("一", 367, Why.EXPIRY)]
)
def test_token_without_title_or_end_is_refused(store: sqlite3.Connection, title: str, days: int, reason: Why) -> None:
    with pytest.raises(AccountError) as error:
        make_token(store, account(store), title, NOON, days=days)
    assert why(error) is reason


def test_nobody_collects_tokens_without_end(store: sqlite3.Connection) -> None:
    wang = account(store)
    for number in range(MOST):
        make_token(store, wang, str(number), NOON)
    with pytest.raises(AccountError) as error:
        make_token(store, wang, "one more", NOON)
    assert why(error) is Why.TOO_MANY
    assert len(tokens_of(store, wang)) == MOST
