"""Fixtures of the browser's tests: one chromium a process, one town a module, a page for each person."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.console.browser.town import Town, running_town
from tests.console.chromium import browser, log_in


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A running city with its console."""
    with running_town(tmp_path_factory.mktemp("town") / "city") as found:
        yield found


@pytest.fixture(scope="module")
def chromium(town: Town) -> Iterator[Browser]:
    """The browser. After the town: Playwright keeps an event loop going, beside which no crawl can be begun."""
    with browser() as found:
        yield found


@pytest.fixture
def open_as(chromium: Browser, town: Town) -> Iterator[Callable[[str], Page]]:
    """`open_as("wang")`: a page of that person, logged in. What the browser complains about fails the test."""
    complaints: list[str] = []
    contexts = []

    def opened(name: str, width: int = 1366) -> Page:
        context = chromium.new_context(
            locale="zh-CN", base_url=town.address, accept_downloads=True, viewport={"width": width, "height": 900}
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        log_in(page, town.address, name)
        return page

    yield opened
    for context in contexts:
        context.close()
    # A 4xx answer that a journey provokes on purpose is told by the browser too; it is none of ours.
    assert [said for said in complaints if "status of 4" not in said] == []
