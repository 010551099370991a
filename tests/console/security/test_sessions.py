"""Sessions: a new one at each login, cookies that scripts and other sites do not get, redirects that stay inside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.console.people.accounts import find_account
from gongkai.console.people.tokens import make_token
from tests.console.small import NOON, Small
from tests.console.visitor import Visitor


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    made = Small(tmp_path / "small")
    yield made
    made.close()


def cookie(visitor: Visitor) -> str:
    found = visitor.client.get_cookie("gongkai")
    assert found is not None
    return found.value


def test_session_from_before_the_login_is_worth_nothing_after_it(small: Small) -> None:
    victim, attacker = Visitor(small.app), Visitor(small.app)
    attacker.get("/login")
    planted = cookie(attacker)
    victim.client.set_cookie("gongkai", planted)
    victim.login("wang")
    assert cookie(victim) != planted
    assert attacker.get("/me").status_code == 302


def test_each_login_is_another_session(small: Small) -> None:
    wang = Visitor(small.app, "wang")
    first = cookie(wang)
    wang.login("wang")
    tickets = {row["digest"] for row in small.store.execute("SELECT digest FROM sessions")}
    assert len(tickets) == 2 and cookie(wang) != first


def test_csrf_token_from_before_the_login_is_worth_nothing_after_it(small: Small) -> None:
    wang = Visitor(small.app)
    before = wang.token("/login")
    wang.login("wang")
    assert wang.client.post("/me/sessions", data={"csrf_token": before}).status_code == 400


def test_cookie_that_was_changed_is_no_session(small: Small) -> None:
    wang = Visitor(small.app, "wang")
    good = cookie(wang)
    for forged in (good[:-2] + "xx", good.partition(".")[0] + ".x.y", "x" * 4000):
        wang.client.set_cookie("gongkai", forged)
        assert wang.get("/me").status_code == 302
    wang.client.set_cookie("gongkai", good)
    assert wang.get("/me").status_code == 200


def test_cookie_is_kept_from_scripts_and_from_other_sites(small: Small) -> None:
    answer = small.app.test_client().get("/login")
    flags = answer.headers["Set-Cookie"]
    assert "HttpOnly" in flags and "SameSite=Lax" in flags and "Path=/" in flags
    assert "Domain" not in flags and "Expires" not in flags and "Max-Age" not in flags
    assert "Secure" not in flags  # plain HTTP on loopback; with TLS: test_first_start


def test_cookie_holds_nothing_about_the_person(small: Small) -> None:
    import base64

    wang = Visitor(small.app, "wang")
    payload = cookie(wang).lstrip(".").split(".")[0]
    held = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)) if not cookie(wang).startswith(".") else b""
    assert b"wang" not in held and b"inspector" not in held and b"bureau" not in held


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "/\t/evil.example/",
        "/\n/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "///evil.example",
        " //evil.example",
        "/a\\..\\//evil.example",
        "",
    ],
)
def test_login_and_language_lead_nowhere_else(small: Small, target: str) -> None:
    visitor = Visitor(small.app)
    token = visitor.token("/login")
    form = {"csrf_token": token, "name": "wang", "password": "a long enough password"}
    answer = visitor.client.post("/login", query_string={"next": target}, data=form)
    assert answer.status_code == 302 and answer.headers["Location"] == "/"
    assert visitor.send("/language/en", "/me", next=target).headers["Location"] == "/"


def test_login_leads_on_inside(small: Small) -> None:
    visitor = Visitor(small.app)
    form = {"csrf_token": visitor.token("/login"), "name": "wang", "password": "a long enough password"}
    answer = visitor.client.post("/login", query_string={"next": "/me?a=1"}, data=form)
    assert answer.headers["Location"] == "/me?a=1"


def test_wrong_passwords_are_slowed_down_and_said(small: Small) -> None:
    visitor = Visitor(small.app)
    codes = [visitor.login("wang", f"wrong password {number}").status_code for number in range(8)]
    assert codes == [401] * 5 + [429] * 3
    answer = visitor.login("wang")  # the right one, too early
    assert answer.status_code == 429 and answer.headers["Retry-After"] == "15" and "15秒" in answer.text
    small.time.pass_by(seconds=15)
    assert visitor.login("wang").status_code == 302


def test_unknown_and_known_names_are_slowed_alike(small: Small) -> None:
    visitor = Visitor(small.app)
    told = [
        [(answer.status_code, len(answer.text)) for answer in (visitor.login(name, "wrong password") for _ in range(7))]
        for name in ("wang", "nobo")
    ]
    assert told[0] == told[1]


def test_changes_are_limited_for_each_person(small: Small) -> None:
    wang, shen = Visitor(small.app, "wang"), Visitor(small.app, "shen")
    token = wang.token("/me")
    codes = [wang.client.post("/language/zh", data={"csrf_token": token}).status_code for _ in range(245)]
    assert codes[:200] == [302] * 200 and codes[-1] == 429
    assert shen.send("/language/zh", "/me").status_code == 302
    assert wang.get("/me").status_code == 200


def test_token_reads_the_api_only_and_changes_nothing(small: Small) -> None:
    _, text = make_token(small.store, find_account(small.store, "guan"), "统计", NOON)
    client, bearer = small.app.test_client(), {"Authorization": f"Bearer {text}"}
    assert client.get("/", headers=bearer).status_code == 302
    assert client.get("/people", headers=bearer).status_code == 302
    assert client.get("/api/no/such", headers=bearer).status_code == 404
    for path in ("/me/sessions", "/people/1/disable", "/api/v1/findings"):
        answer = client.post(path, headers=bearer)
        assert answer.status_code in (302, 400, 401, 404, 405), path
    assert small.store.execute("SELECT disabled_at FROM accounts WHERE id = 1").fetchone()["disabled_at"] is None


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Bearer gongkai_" + "a" * 43, "Basic d2FuZzp4", "Bearer \u0100"]
)
def test_api_without_a_good_token_says_that_one_is_needed(small: Small, header: str) -> None:
    answer = small.app.test_client().get("/api/v1/findings", headers={"Authorization": header} if header else {})
    assert answer.status_code == 401 and answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.json is not None and answer.json["error"]["status"] == 401


def test_password_stands_in_no_address_and_no_log(small: Small) -> None:
    visitor = Visitor(small.app)
    visitor.login("wang", "this very secret")
    form = visitor.see("/login").find("input", {"type": "password"})
    assert form is not None and form.get("value", "") == ""
    assert "this very secret" not in "\n".join(small.store.iterdump())
