"""Every address: closed without a session, closed to other sites' forms, and open to the roles that are written out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from gongkai.console.access import permission_of
from gongkai.console.people.roles import Role
from tests.console.inspected_city import Inspected
from tests.console.security.endpoints import NOBODYS, OF_TWO, OWN, PUBLIC, WHO, WHOSE, for_webmasters, rules_of
from tests.console.security.things import things_of
from tests.console.visitor import Visitor

pytestmark = pytest.mark.e2e
LETTERS = {Role.ADMINISTRATOR: "A", Role.INSPECTOR: "I", Role.WEBMASTER: "W", Role.WRITER: "R"}
ACCOUNTS = {"A": "guan", "I": "jian", "W": "wang", "R": "nian"}
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
GUESS = {
    "form": "csv",
    "code": "zh",
    "deed": "claim",
    "path": "x",
    "shelf": "made",
    "kind": "annual",
    "sha256": "0" * 64,
}


def addresses(app: Flask, things: dict[str, str] | None = None) -> list[tuple[str, str, set[str]]]:
    """(endpoint, path, methods) of every address, with something in each place of the path."""
    found = []
    adapter = app.url_map.bind("localhost")
    for rule in rules_of(app):
        named = WHOSE.get(rule.endpoint, {})
        values: dict[str, str | int] = {}
        for argument in rule.arguments:
            kind = named.get(argument, "")
            known = kind.removeprefix("=") if kind.startswith("=") else (things or {}).get(kind)
            values[argument] = known or GUESS.get(argument, "1")
        path = adapter.build(rule.endpoint, values, method=_any(rule.methods))
        found.append((rule.endpoint, path, set(rule.methods or ())))
    return found


def _any(methods: set[str] | None) -> str:
    return "GET" if "GET" in (methods or ()) else "POST"


def ask(visitor: Visitor, path: str, method: str) -> TestResponse:
    """Ask as this person, with a CSRF token where something would change."""
    if method == "GET":
        return visitor.get(path)
    return visitor.client.open(path, method=method, data={"csrf_token": visitor.token("/me")})


def test_every_address_is_written_out(app: Flask) -> None:
    missing = sorted({rule.endpoint for rule in rules_of(app)} - set(WHO))
    assert missing == [], "write them into tests/console/security/endpoints.py: who may open them?"


def test_every_path_for_webmasters_says_whose_it_is(app: Flask) -> None:
    unsaid = [
        f"{rule.endpoint}: {argument}"
        for rule in rules_of(app)
        if for_webmasters(rule.endpoint) and rule.endpoint not in NOBODYS | OWN | OF_TWO
        for argument in rule.arguments
        if argument not in WHOSE.get(rule.endpoint, {}) and argument not in ("form",)
    ]
    assert unsaid == [], "write them into WHOSE, NOBODYS or OWN of tests/console/security/endpoints.py"


def test_roles_may_open_what_is_written_out_and_nothing_else(app: Flask) -> None:
    wrong = {}
    for rule in rules_of(app):
        permission = permission_of(app, rule.endpoint)
        roles = (
            PUBLIC
            if permission is None
            else "".join(letter for role, letter in LETTERS.items() if permission in role.permissions)
        )
        if WHO.get(rule.endpoint, roles) != roles:
            wrong[rule.endpoint] = (WHO[rule.endpoint], roles)
    assert wrong == {}


def test_whoever_may_not_is_refused_and_whoever_may_is_not(
    app: Flask, workspace: Inspected, visit: Callable[[str], Visitor]
) -> None:
    things = things_of(workspace.place, "bureau", workspace.now)
    people = {letter: visit(name) for letter, name in ACCOUNTS.items()}
    wrong = []
    for endpoint, path, methods in addresses(app, things):
        roles = WHO.get(endpoint, PUBLIC)
        if roles == PUBLIC:
            continue
        for letter, visitor in people.items():
            for method in sorted(methods - {"HEAD", "OPTIONS"}):
                if letter in roles and method in CHANGING:
                    continue  # what it changes is the business of its own tests
                code = ask(visitor, path, method).status_code
                if (code == 403) is (letter in roles) or code >= 500:
                    wrong.append((endpoint, method, path, letter, code))
    assert wrong == []


def test_nothing_is_open_without_a_session(app: Flask) -> None:
    stranger = Visitor(app)
    token = stranger.token("/login")
    wrong = []
    for endpoint, path, methods in addresses(app):
        if WHO.get(endpoint) == PUBLIC:
            continue
        for method in sorted(methods - {"HEAD", "OPTIONS"}):
            answer = stranger.client.open(path, method=method, data={"csrf_token": token} if method != "GET" else None)
            expected = 401 if path.startswith("/api/") else 302
            led = answer.status_code == 401 or answer.headers.get("Location", "").startswith("/login")
            if answer.status_code != expected or not led:
                wrong.append((endpoint, method, path, answer.status_code))
    assert wrong == []
    assert stranger.get("/no/such/page").status_code == 302  # what is there and what is not looks alike


def test_nothing_changes_without_the_token_of_our_own_page(
    app: Flask, workspace: Inspected, visit: Callable[[str], Visitor]
) -> None:
    things = things_of(workspace.place, "bureau", workspace.now)
    guan, nian = visit("guan"), visit("nian")
    foreign = nian.token("/me")
    asked = 0
    wrong = []
    for endpoint, path, methods in addresses(app, things):
        for method in sorted(methods & CHANGING):
            for data in ({}, {"csrf_token": ""}, {"csrf_token": "forged"}, {"csrf_token": foreign}):
                asked += 1
                answer = guan.client.open(path, method=method, data=data)
                if answer.status_code != 400 or "没有作任何改动" not in answer.text:
                    wrong.append((endpoint, method, path, data, answer.status_code))
    assert wrong == [] and asked > 50


def test_addresses_that_change_nothing_take_no_changing_method(app: Flask, visit: Callable[[str], Visitor]) -> None:
    guan = visit("guan")
    wrong = [
        (endpoint, method, code)
        for endpoint, path, methods in addresses(app)
        for method in sorted(CHANGING - methods)
        if (code := guan.client.open(path, method=method).status_code) not in (400, 405)
    ]
    # Two views may share an address, one for looking and one for changing: then the CSRF token is asked for (400).
    assert wrong == []
    assert guan.client.open("/", method="TRACE").status_code in (400, 405)


PARTS = ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'")


@pytest.mark.parametrize(
    ("path", "method", "code"),
    [
        ("/login", "GET", 200),
        ("/", "GET", 302),
        ("/static/console.js", "GET", 200),
        ("/static/none.js", "GET", 404),
        ("/bootstrap/static/css/bootstrap.min.css", "GET", 200),
        ("/logout", "POST", 400),
        ("/login", "PUT", 302),
        ("/healthz", "GET", 200),
    ],
)
def test_every_answer_to_a_stranger_carries_our_headers(app: Flask, path: str, method: str, code: int) -> None:
    hardened(app.test_client().open(path, method=method, buffered=True), code)


@pytest.mark.parametrize(("path", "code"), [("/", 200), ("/no/such", 404), ("/people", 403), ("/me", 200)])
def test_every_answer_to_a_person_carries_our_headers(visit: Callable[[str], Visitor], path: str, code: int) -> None:
    answer = visit("wang").get(path)
    hardened(answer, code)
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_error_inside_tells_nothing_of_the_inside(
    app: Flask, visit: Callable[[str], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    wang = visit("wang")
    monkeypatch.setitem(app.view_functions, "overview.index", _broken(app))
    answer = wang.get("/")
    hardened(answer, 500)
    assert "ZeroDivision" not in answer.text and "Traceback" not in answer.text and ".py" not in answer.text


def _broken(app: Flask) -> Callable[[], str]:
    def index() -> str:
        return str(1 // 0)

    index.gongkai_permission = permission_of(app, "overview.index")  # type: ignore[attr-defined]
    return index


def hardened(answer: TestResponse, code: int) -> None:
    """Assert that an answer trusts nobody."""
    assert answer.status_code == code
    policy = answer.headers["Content-Security-Policy"]
    assert all(part in policy for part in PARTS) and "unsafe" not in policy and "*" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Server" not in answer.headers or "Werkzeug" not in answer.headers["Server"]
