"""Paths, numbers and uploads that nobody sends in good faith: never outside, never an error inside."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.console.inspected_city import Inspected
from tests.console.security.endpoints import WHO, WHOSE, rules_of
from tests.console.security.things import things_of
from tests.console.visitor import Visitor

pytestmark = pytest.mark.e2e
WALKS = (
    "../../gongkai.toml",
    "..%2f..%2fgongkai.toml",
    "%2e%2e%2f%2e%2e%2fconsole.key",
    "....//....//console.sqlite",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "..\\..\\console.key",
    "x%00.html",
    "~root",
    "'; DROP TABLE accounts; --",
    '"><script>alert(1)</script>',
    "{{7*7}}",
    "%F0%9F%90%89",
    "a" * 3000,
    "-1",
    "0",
    "9" * 40,
    "1e9",
    "F-99999999999999999999999",
    "٣",
)
SECRETS = ("[organ]", "root:x:", "SQLite format", "scrypt:", "Traceback", "49</")


def filled(rule: Rule, argument: str, value: str) -> str:
    """A path with this value in one place, as it stands (the test sends it past every builder of addresses)."""
    path = re.sub(rf"<(?:[^<>]*:)?{argument}>", lambda _: value, rule.rule)
    path = re.sub(r"<any\(([^,)]*)[^>]*>", r"\1", path)
    return re.sub(r"<(?:[^<>:]*:)?(\w+)>", "1", path)


def test_no_place_of_a_path_leads_outside_or_to_an_error_inside(app: Flask, visit: Callable[[str], Visitor]) -> None:
    guan = visit("guan")
    wrong, asked = [], 0
    for rule in rules_of(app):
        if "GET" not in (rule.methods or ()):
            continue
        for argument in rule.arguments:
            for walk in WALKS:
                path = filled(rule, argument, walk)
                answer = guan.client.get(path, buffered=True)
                told = answer.get_data().decode("utf-8", "replace")
                asked += 1
                if answer.status_code >= 500 or any(secret in told for secret in SECRETS):
                    wrong.append((rule.endpoint, path[:120], answer.status_code))
    assert wrong == [] and asked > 500


def test_no_question_behind_an_address_leads_to_an_error_inside(
    app: Flask, workspace: Inspected, visit: Callable[[str], Visitor]
) -> None:
    guan = visit("guan")
    things = things_of(workspace.place, "bureau", workspace.now)
    adapter = app.url_map.bind("localhost")
    names = (
        "page",
        "before",
        "after",
        "site",
        "state",
        "clause",
        "q",
        "year",
        "finding",
        "sort",
        "day",
        "column",
        "within",
    )
    wrong = []
    for rule in rules_of(app):
        kinds = WHOSE.get(rule.endpoint, {})
        if "GET" not in (rule.methods or ()) or rule.arguments - set(kinds) or WHO.get(rule.endpoint) == "public":
            continue
        values = {key: kind[1:] if kind.startswith("=") else things[kind] for key, kind in kinds.items()}
        path = adapter.build(rule.endpoint, values)
        for value in (
            "-1",
            "9" * 30,
            "'\"><script>",
            "{{7*7}}",
            "\x00",
            "../..",
            "2016-13-45",
            "\u202e",
            "%",
            "a" * 5000,
        ):
            answer = guan.client.get(path, query_string=dict.fromkeys(names, value), buffered=True)
            told = answer.get_data().decode("utf-8", "replace")
            if answer.status_code >= 500 or "<script>" in told.replace('<script type="module"', ""):
                wrong.append((rule.endpoint, value[:20], answer.status_code))
    assert wrong == []


def test_things_that_are_not_there_are_404(app: Flask, visit: Callable[[str], Visitor]) -> None:
    guan = visit("guan")
    wrong = []
    for rule in rules_of(app):
        kinds = WHOSE.get(rule.endpoint, {})
        if "GET" not in (rule.methods or ()) or not kinds or rule.rule.startswith("/api/"):
            continue  # the API knows no session: `tests/console/test_api.py` asks it with a token
        path = re.sub(r"<(?:[^<>]*:)?(number|site|other|run)>", "99999999", rule.rule)
        path = re.sub(r"<any\(([^,)]*)[^>]*>", r"\1", path)
        answer = guan.client.get(path, buffered=True)
        if "<" not in path and answer.status_code not in (404, 302):
            wrong.append((rule.endpoint, path, answer.status_code))
    assert wrong == []


def test_upload_that_is_too_large_is_refused_in_words(visit: Callable[[str], Visitor]) -> None:
    guan = visit("guan")
    # Put together by hand: the client would keep so large a form in a file that it does not close.
    parts = f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{guan.token()}\r\n'
    parts += '--x\r\nContent-Disposition: form-data; name="file"; filename="large.docx"\r\n\r\n'
    body = parts.encode() + b"x" * (31 * 2**20) + b"\r\n--x--\r\n"
    answer = guan.client.post("/documents/audit", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413 and "文件太大" in answer.text


@pytest.mark.parametrize("path", ["/documents/audit", "/documents/verify"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.exe", b"MZ\x90\x00"),
        ("report.docx", b"this is no zip file"),
        ("report.pdf", b"%PDF-1.7 and nothing more"),
        ("../../../tmp/evil.html", b"<script>alert(1)</script>"),
        ("报告\u202efdp.exe", b"MZ"),
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a" * 300 + ".html", b"<p>x</p>"),
        ("empty.docx", b""),
        ("con\x00.html", b"<p>x</p>"),
    ],
)
def test_upload_of_a_wrong_type_is_refused_and_nothing_is_left(
    workspace: Inspected, visit: Callable[[str], Visitor], path: str, name: str, content: bytes
) -> None:
    guan = visit("guan")
    before = {each for each in workspace.place.root.rglob("*") if "sqlite" not in each.name}
    fields = {"csrf_token": guan.token(), "file": (io.BytesIO(content), name)}
    answer = guan.client.post(path, data=fields, follow_redirects=False, buffered=True)
    assert answer.status_code < 500, answer.text
    assert "<script>alert" not in answer.text and "onload=" not in answer.text
    left = {each for each in workspace.place.root.rglob("*") if "sqlite" not in each.name} - before
    assert all(workspace.place.root in each.resolve().parents for each in left)
    assert not any(each.suffix in (".exe", ".svg") or "evil" in each.name or "\u202e" in each.name for each in left)
