"""The first start, and where the console refuses to start: with the real command."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from gongkai.console.hosts import Hosts, hosts_for
from gongkai.console.people.accounts import accounts
from gongkai.console.people.first import GOOD_FOR, first_link
from gongkai.console.people.roles import Role
from gongkai.exits import ExitCode
from tests.console.people.starting import Client, command, started
from tests.console.small import NOON, Small, small_workspace, store_of
from tests.console.visitor import Visitor

FIRST = {
    "name": "guan",
    "shown_name": "管理员",
    "password": "a long enough password",
    "again": "a long enough password",
}


def refused(folder: Path, *options: str) -> str:
    """What a start says that must be refused."""
    done = subprocess.run(command(folder, *options), capture_output=True, text=True, timeout=120)
    assert done.returncode == ExitCode.USAGE, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


@pytest.mark.e2e
def test_first_administrator_is_made_by_the_link_which_is_worthless_then(tmp_path: Path) -> None:
    folder = small_workspace(tmp_path / "w").root
    with started(folder) as console:
        link = console.first_link()
        stranger, late = Client(console.address), Client(console.address)
        path = link.removeprefix(console.address)
        assert stranger.get("/").headers["Location"].startswith("/login")
        assert stranger.get(path[:-3] + "abc").status_code == 404
        token_of_late = late.get(path)
        assert stranger.send(path, **{**FIRST, "again": "something else altogether"}).status_code == 200
        assert token_of_late.status_code == 200
        assert stranger.send(path, **FIRST).headers["Location"] == "/"
        assert "管理员" in stranger.get("/").text
        assert late.get(path).status_code == 404
    with started(folder) as again:
        assert "/first/" not in again.said.read_text("utf-8")
        assert Client(again.address).get(path).status_code == 404


@pytest.mark.e2e
def test_without_an_account_it_is_not_opened_to_others(tmp_path: Path) -> None:
    folder = small_workspace(tmp_path / "w").root
    assert "gongkai users add" in refused(folder, "--host", "0.0.0.0")
    assert "gongkai users add" in refused(folder, "--behind-tls", "--url", "https://gongkai.example.gov.cn")
    assert "--url" in refused(folder, "--behind-tls")
    assert "https://" in refused(folder, "--behind-tls", "--url", "gongkai.example.gov.cn")


@pytest.mark.e2e
def test_port_that_is_taken_is_told(tmp_path: Path) -> None:
    folder = small_workspace(tmp_path / "w").root
    with started(folder) as console:
        assert "--port" in refused(folder, "--port", console.address.rpartition(":")[2])


def test_two_who_use_the_first_link_at_once_make_one_administrator(tmp_path: Path) -> None:
    link, key = first_link(NOON)
    small = Small(tmp_path / "w", people=False, first=link)
    quick, slow = Visitor(small.app), Visitor(small.app)
    token = slow.token(f"/first/{key}")
    assert quick.send(f"/first/{key}", f"/first/{key}", **FIRST).status_code == 302
    answer = slow.client.post(f"/first/{key}", data={**FIRST, "name": "second", "csrf_token": token})
    assert answer.status_code == 404
    assert [(account.name, account.role) for account in accounts(small.store)] == [("guan", Role.ADMINISTRATOR)]
    small.close()


def test_first_link_is_good_for_half_an_hour(tmp_path: Path) -> None:
    link, key = first_link(NOON)
    small = Small(tmp_path / "w", people=False, first=link)
    assert Visitor(small.app).get(f"/first/{key}").status_code == 200
    small.time.moment = NOON + GOOD_FOR
    assert Visitor(small.app).get(f"/first/{key}").status_code == 404
    small.close()


def test_weak_first_password_is_told_and_what_was_typed_is_kept(tmp_path: Path) -> None:
    link, key = first_link(NOON)
    small = Small(tmp_path / "w", people=False, first=link)
    weak = {**FIRST, "password": "short", "again": "short"}
    answer = Visitor(small.app).send(f"/first/{key}", f"/first/{key}", **weak)
    assert "12至128" in answer.text and "管理员" in answer.text and "short" not in answer.text
    assert accounts(small.store) == []
    small.close()


def test_without_a_first_link_there_is_no_such_page(tmp_path: Path) -> None:
    small = Small(tmp_path / "w", people=False)
    assert Visitor(small.app).get("/first/anything").status_code == 404
    small.close()


LOOPBACK, OPEN = hosts_for("127.0.0.1", None, behind_tls=False), hosts_for("0.0.0.0", None, behind_tls=False)
NAMED = hosts_for("127.0.0.1", "https://gongkai.example.gov.cn/", behind_tls=True)


@pytest.mark.parametrize(
    ("hosts", "header", "ours"),
    [
        (LOOPBACK, "localhost:8016", True),
        (LOOPBACK, "127.0.0.1:8016", True),
        (LOOPBACK, "[::1]:8016", True),
        (LOOPBACK, "LOCALHOST", True),
        (LOOPBACK, "127.0.0.1.evil.example", False),
        (LOOPBACK, "evil.example:8016", False),
        (LOOPBACK, "10.0.0.1", False),
        (LOOPBACK, "", False),
        (LOOPBACK, "localhost@evil.example", False),
        (LOOPBACK, "evil.example/localhost", False),
        (LOOPBACK, "localhost:99999999", False),
        (OPEN, "10.0.0.1:8016", True),
        (OPEN, "evil.example", False),
        (NAMED, "gongkai.example.gov.cn", True),
        (NAMED, "gongkai.example.gov.cn:443", True),
        (NAMED, "gongkai.example.gov.cn.evil.example", False),
        (NAMED, "localhost", False),
        (NAMED, "127.0.0.1", False),
    ],
)
def test_names_that_are_ours(hosts: Hosts, header: str, ours: bool) -> None:
    assert hosts.answer_to(header) is ours


def test_foreign_name_is_answered_with_nothing_of_ours(tmp_path: Path) -> None:
    small = Small(tmp_path / "w")
    client = small.app.test_client()
    for path in ("/login", "/", "/static/console.js", "/healthz", "/nowhere"):
        answer = client.get(path, headers={"Host": "evil.example"})
        assert answer.status_code == 421 and "登录" not in answer.text
        assert "Set-Cookie" not in answer.headers
    small.close()


def test_proxy_before_us_is_believed_once_and_only_where_it_was_said(tmp_path: Path) -> None:
    forged = {"X-Forwarded-For": "6.6.6.6, 10.1.1.1", "X-Forwarded-Host": "evil.example"}
    plain = Small(tmp_path / "plain")
    plain.app.test_client().post("/login", headers=forged)
    Visitor(plain.app).login("wang")
    assert store_of(plain.place).execute("SELECT address FROM deeds").fetchone()["address"] == "127.0.0.1"
    plain.close()
    behind = Small(tmp_path / "behind", behind_tls=True, hosts=NAMED)
    client = behind.app.test_client()
    good = {"X-Forwarded-For": "6.6.6.6, 10.1.1.1", "X-Forwarded-Proto": "https"}
    named = {**good, "X-Forwarded-Host": "gongkai.example.gov.cn"}
    answer = client.get("/login", headers=named)
    assert answer.status_code == 200
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-gongkai=") and "Secure" in cookie and "Path=/" in cookie and "Domain" not in cookie
    assert client.get("/login", headers={**good, **forged}).status_code == 421
    assert client.get("/login", headers=good).status_code == 421  # Host: localhost
    behind.time.moment += timedelta(seconds=1)
    behind.close()
