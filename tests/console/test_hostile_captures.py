"""Captures that attack who looks at them, in the real browser: nothing runs, loads, asks, moves or leads away."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import waitress
from bs4 import BeautifulSoup
from flask import Flask
from playwright.sync_api import Browser, Dialog, Frame, Page, Request

from tests.console.chromium import browser, log_in, violations
from tests.console.hostile_captures import bodies, keep
from tests.console.small import NOON, Small
from tests.console.visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.browser]
NAMES = [*bodies("http://x"), "address"]
NOT_HTML = {"pdf"}
SECONDS = 30.0  # in which a frame is answered, the one of 20 MB included


@dataclass
class Scene:
    """A console over hostile captures, and a server that hears whoever falls for them."""

    app: Flask
    address: str
    numbers: dict[str, int]
    heard: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    heard: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_GET  # noqa: N815

        def log_message(self, *arguments: object) -> None:
            """Quiet."""

    evil = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=evil.serve_forever, daemon=True).start()
    small = Small(tmp_path_factory.mktemp("hostile") / "city")
    numbers = keep(small.place, "bureau", f"http://127.0.0.1:{evil.server_port}", NOON)
    server = waitress.create_server(small.app, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield Scene(small.app, f"http://127.0.0.1:{server.effective_port}", numbers, heard)
    server.close()
    evil.shutdown()
    evil.server_close()
    small.close()


@pytest.fixture(scope="module")
def chromium(scene: Scene) -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def page(scene: Scene, chromium: Browser) -> Iterator[Page]:
    made = chromium.new_page(locale="zh-CN")
    log_in(made, scene.address, "jian")
    yield made
    made.close()


@pytest.fixture(scope="module")
def jian(scene: Scene) -> Visitor:
    return Visitor(scene.app, "jian")


def attacked(scene: Scene, page: Page, path: str) -> list[str]:
    """Open a page of the console and tell everything that went wrong within a moment."""
    wrong: list[str] = []
    scene.heard.clear()

    def ours(url: str) -> bool:
        return url.startswith(f"{scene.address}/") or url == "about:blank"  # a frame before its page came

    def asked(request: Request) -> None:
        if not ours(request.url):
            wrong.append(f"asked {request.url}")

    def went(frame: Frame) -> None:
        if not ours(frame.url):
            wrong.append(f"went to {frame.url}")

    def spoke(dialog: Dialog) -> None:
        wrong.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def opened(popup: Page) -> None:
        wrong.append(f"popup {popup.url}")

    heard: dict[Any, Any] = {"request": asked, "framenavigated": went, "dialog": spoke, "popup": opened}
    for event, told in heard.items():
        page.on(event, told)
    page.goto(scene.address + path)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(200)
    for event, told in heard.items():
        page.remove_listener(event, told)
    if page.url != scene.address + path:
        wrong.append(f"led away to {page.url}")
    return [*wrong, *scene.heard]


@pytest.mark.parametrize("name", NAMES)
def test_a_capture_does_nothing_in_its_frame(scene: Scene, page: Page, name: str) -> None:
    path = f"/captures/{scene.numbers[name]}"
    assert attacked(scene, page, path) == []
    assert page.title().startswith(f"快照 {scene.numbers[name]}")
    assert page.locator("iframe").count() == 1
    assert page.locator("script:not([src])").count() == 0
    (frame,) = page.frames[1:]
    shown = frame.locator("body").inner_text()
    assert ("字" in shown) if name not in NOT_HTML else ("这不是网页" in shown)
    assert frame.locator("script, iframe, form, input, svg, object, embed, link[href], base, a[href]").count() == 0
    box, head = page.locator("iframe").bounding_box(), page.locator("header.top").bounding_box()
    assert box is not None
    assert head is not None
    assert box["y"] >= head["y"] + head["height"]  # nothing lies over the console's own parts


@pytest.mark.parametrize("name", ["everything", "svg", "called a picture", "refresh", "20 MB", "address"])
def test_a_capture_does_nothing_when_it_is_opened_by_itself(scene: Scene, page: Page, name: str) -> None:
    assert attacked(scene, page, f"/captures/{scene.numbers[name]}/frame") == []
    assert page.evaluate("typeof window.x") == "undefined"


@pytest.mark.parametrize("name", NAMES)
def test_every_frame_is_our_own_html_and_comes_in_time(scene: Scene, jian: Visitor, name: str) -> None:
    start = time.monotonic()
    answer = jian.get(f"/captures/{scene.numbers[name]}/frame")
    assert time.monotonic() - start < SECONDS
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert len(answer.data) < 8_000_000
    tree = BeautifulSoup(answer.text, "lxml")
    assert tree.find(["script", "iframe", "form", "svg", "object", "embed", "base", "link"]) is None
    assert tree.find("meta", attrs={"http-equiv": "refresh"}) is None
    assert not [each for each in tree.find_all(True) if any(key.startswith("on") for key in each.attrs)]


def test_a_cut_page_says_so(scene: Scene, jian: Visitor) -> None:
    text = jian.get(f"/captures/{scene.numbers['20 MB']}/frame").text
    assert "网页很长，以下只是开头部分。" in text


def test_an_address_that_is_no_address_is_no_link(scene: Scene, jian: Visitor) -> None:
    page = jian.see(f"/captures/{scene.numbers['address']}")
    assert "javascript:alert(1)" in page.text
    assert not [each for each in page.find_all("a") if "javascript" in str(each.get("href"))]


def test_the_page_around_a_capture_is_accessible(scene: Scene, page: Page) -> None:
    page.goto(f"{scene.address}/captures/{scene.numbers['json']}")
    assert violations(page) == []
