"""`gongkai users …`: everything by command, for scripts too, and every command in the log."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gongkai.console.people.accounts import find_account, with_password
from gongkai.console.people.session import Lasting, begin, person_of
from gongkai.console.people.tokens import bearer
from gongkai.exits import ExitCode
from tests.console.small import NOON, Small
from tests.gongkai.conftest import Answer, gongkai  # noqa: F401 - a fixture

GOOD = "a long enough password"
Users = Callable[..., Answer]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Small]:
    made = Small(tmp_path / "empty", people=False)
    yield made
    made.close()


@pytest.fixture
def users(
    empty: Small,
    gongkai: Callable[..., Answer],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> Users:
    """Run `gongkai users …`, with something on standard input."""

    def call(*arguments: str, typed: str = "") -> Answer:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return gongkai("users", *arguments, "--workspace", empty.place.root)

    return call


def add(users: Users, name: str, role: str, *options: str) -> Any:
    answer = users("add", name, "--role", role, *options, "--password-stdin", "--json", typed=f"{GOOD}\n")
    assert answer.code == 0, answer.err
    return answer.json


def test_account_is_added_listed_and_shown(users: Users, empty: Small) -> None:
    made = add(users, "wang", "webmaster", "--site", "bureau", "--shown-name", "王工")
    assert (made["name"], made["role"], made["sites"], made["disabled_at"]) == ("wang", "webmaster", ["bureau"], None)
    assert users("list", "--json").json == [made]
    assert "网站管理员" in users("list").out
    shown = users("show", "wang", "--json").json
    assert (shown["sessions"], shown["tokens"]) == ([], [])
    assert "password" not in str(shown)
    assert with_password(empty.store, "wang", GOOD, NOON) is not None


def test_list_without_accounts_says_how_to_make_one(users: Users) -> None:
    answer = users("list")
    assert answer.code == 0 and "gongkai users add" in answer.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "wang", "--role", "boss"), "boss"),
        (("add", "wang", "--role", "webmaster"), "--site"),
        (("add", "wang", "--role", "inspector", "--site", "bureau"), "sees all sites"),
        (("add", "wang", "--role", "webmaster", "--site", "buraeu"), "bureau"),
        (("add", "wang wang", "--role", "inspector"), "no name of an account"),
        (("show", "nobody"), "gongkai users list"),
        (("disable", "guan"), "last administrator"),
        (("role", "guan", "writer"), "last administrator"),
        (("token", "revoke", "guan", "7"), "token list"),
        (("token", "make", "guan", "--title", "x", "--days", "0"), "--days"),
        (("log", "--head", "abc"), "--verify"),
        (("log", "--day", "yesterday"), "2016-12-31"),
    ],
)
def test_wrong_order_is_refused_in_one_line_that_says_what_to_do(
    users: Users, arguments: tuple[str, ...], said: str
) -> None:
    add(users, "guan", "administrator")
    more = ("--password-stdin",) if arguments[0] == "add" else ()
    answer = users(*arguments, *more, typed=f"{GOOD}\n")
    assert answer.code == ExitCode.USAGE
    assert said in answer.err and answer.err.count("\n") == 1


def test_weak_password_is_refused_and_never_repeated(users: Users, empty: Small) -> None:
    answer = users("add", "wang", "--role", "inspector", "--password-stdin", typed="geheim\n")
    assert answer.code == ExitCode.USAGE and "12 to 128" in answer.err
    assert "geheim" not in answer.err and "geheim" not in "\n".join(empty.store.iterdump())


def test_changed_rights_and_password_end_the_session(users: Users, empty: Small) -> None:
    add(users, "guan", "administrator")
    add(users, "wang", "inspector")
    from datetime import timedelta

    lasting = Lasting(timedelta(hours=1), timedelta(hours=12))
    for arguments in (
        ("role", "wang", "webmaster", "--site", "bureau"),
        ("sites", "wang", "bureau", "municipal"),
        ("password", "wang", "--password-stdin"),
        ("disable", "wang"),
    ):
        ticket = begin(empty.store, find_account(empty.store, "wang"), NOON, "127.0.0.1", "browser").ticket
        answer = users(*arguments, typed="quite another password\n")
        assert answer.code == 0, answer.err
        assert person_of(empty.store, ticket, NOON, lasting) is None, arguments
    assert find_account(empty.store, "wang").sites == {"bureau", "municipal"}
    assert "已停用" in users("show", "wang").out
    users("enable", "wang")
    assert with_password(empty.store, "wang", "quite another password", NOON) is not None


def test_token_is_printed_once_and_works_until_revoked(users: Users, empty: Small) -> None:
    from crawler.clock import system_clock

    add(users, "nian", "writer")
    made = users("token", "make", "nian", "--title", "统计", "--json").json
    text = made.pop("token")
    assert bearer(empty.store, text, system_clock()) is not None
    assert users("token", "list", "nian", "--json").json[0]["seen_at"] is not None
    assert text not in users("token", "list", "nian").out + users("show", "nian", "--json").out
    assert users("token", "revoke", "nian", str(made["id"])).code == 0
    assert bearer(empty.store, text, system_clock()) is None


def test_every_command_that_changes_something_is_in_the_log(users: Users, empty: Small) -> None:
    add(users, "guan", "administrator")
    add(users, "wang", "inspector")
    users("role", "wang", "writer")
    users("disable", "guan")  # refused: the last one
    users("enable", "wang")
    users("token", "make", "wang", "--title", "统计")
    entered = [(action, about, outcome) for _, action, about, outcome in empty.log()]
    assert entered == [
        ("account.add", "guan", 0),
        ("account.add", "wang", 0),
        ("account.role", "wang", 0),
        ("account.disable", "guan", 400),
        ("account.enable", "wang", 0),
        ("token.make", "wang", 0),
    ]
    assert all(who.startswith("命令行（") for who, *_ in empty.log())
    found = users("log", "--action", "account.disable", "--json").json
    assert [(deed["number"], deed["about"]) for deed in found] == [(4, "guan")]
    assert "last administrator" in found[0]["note"]
    assert "account.disable" in users("log").out


def test_tampered_log_is_told_by_the_exit_code(users: Users, empty: Small) -> None:
    add(users, "guan", "administrator")
    add(users, "wang", "inspector")
    whole = users("log", "--verify", "--json")
    assert whole.code == 0 and whole.json["entries"] == 2
    assert users("log", "--verify", "--head", whole.json["head"]).code == 0
    assert users("log", "--verify", "--head", "0" * 64).code == ExitCode.INTERNAL_ERROR
    empty.store.execute("DROP TRIGGER deeds_fixed")
    empty.store.execute("UPDATE deeds SET who = 'somebody else' WHERE id = 1")
    answer = users("log", "--verify")
    assert answer.code == ExitCode.INTERNAL_ERROR and "第 1 条" in answer.out
