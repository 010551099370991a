"""Parts of a page that ask for themselves again: they end together, and outlast a server that is away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

import gongkai.console
from tests.console.chromium import browser

pytestmark = [pytest.mark.e2e, pytest.mark.browser]
SCRIPT = Path(gongkai.console.__file__).parent / "static" / "console.js"
HOUR = 3_600_000  # milliseconds
GOING = "<span data-going>进行中</span>"
ENDED = "<span>已完成</span>"
ADDRESS = "http://console.example"


@pytest.fixture
def page() -> Iterator[Page]:
    with browser() as chromium:
        yield chromium.new_page()


def shown(page: Page, parts: str, answers: dict[str, list[tuple[int, str]]]) -> dict[str, int]:
    """Show these parts with the console's script; each address gives its answers in turn, the last one for ever.

    Returns how often each address was asked.
    """
    asked = dict.fromkeys(answers, 0)

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        if path not in answers:
            script = f"<script>{SCRIPT.read_text('utf-8')}</script>"
            route.fulfill(body=f"<!doctype html><meta charset=utf-8>{parts}{script}", content_type="text/html")
            return
        status, body = answers[path][min(asked[path], len(answers[path]) - 1)]
        asked[path] += 1
        route.fulfill(status=status, body=body, content_type="text/html; charset=utf-8")

    page.route("**/*", answer)
    page.goto(f"{ADDRESS}/")
    return asked


def part(name: str, every: int) -> str:
    return f"<div id={name} data-live=/{name} data-every={every}>{GOING}</div>"


def test_what_is_said_aloud_ends_with_what_is_shown(page: Page) -> None:
    # A reader with a screen reader once heard "going on" for seconds after the page had shown the end.
    parts = part("state", 50) + part("said", HOUR) + "<form data-while-going><button>stop</button></form>"
    asked = shown(page, parts, {"/state": [(200, GOING), (200, ENDED)], "/said": [(200, ENDED)]})
    expect(page.locator("#state")).to_have_text("已完成")
    expect(page.locator("#said")).to_have_text("已完成")
    expect(page.locator("form")).to_have_count(0)
    page.wait_for_timeout(300)
    assert asked == {"/state": 2, "/said": 1}


def test_a_server_that_is_away_is_asked_again(page: Page) -> None:
    shown(page, part("state", 50), {"/state": [(502, "nginx"), (503, "nginx"), (429, "slower"), (200, ENDED)]})
    expect(page.locator("#state")).to_have_text("已完成")


def test_what_is_not_ours_to_see_any_more_is_not_asked_for_again(page: Page) -> None:
    asked = shown(page, part("state", 20), {"/state": [(404, "no such page")]})
    page.wait_for_timeout(400)
    assert asked == {"/state": 1}
    expect(page.locator("#state")).to_have_text("进行中")


def test_a_session_that_ended_leads_to_the_login_and_not_the_login_into_the_page(page: Page) -> None:
    whole = f"<!doctype html><meta charset=utf-8>{part('state', 100)}<script>{SCRIPT.read_text('utf-8')}</script>"
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            ended = "/state" in asked  # from then on every page leads to the login
            self.send_response(200 if self.path == "/login" or not ended else 302)
            self.send_header("Location", "/login")
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((whole if self.path == "/" and not ended else "<h1>登录</h1>").encode())

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.wait_for_url("**/login")
        expect(page.locator("body > h1")).to_have_text("登录")
        server.shutdown()


def test_a_page_that_leads_on_when_all_is_done(page: Page) -> None:
    parts = f"<div data-live=/state data-every=50 data-then={ADDRESS}/files>{GOING}</div>"
    shown(page, parts, {"/state": [(200, ENDED)], "/files": [(200, "<h1>文件</h1>")]})
    page.wait_for_url("**/files")
