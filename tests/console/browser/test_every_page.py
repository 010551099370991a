"""Every page that links lead to, for each kind of person: it opens, fits a desk and a telephone, axe is content."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.console.browser.walking import walk
from tests.console.chromium import choose, sticks_out, violations

pytestmark = [pytest.mark.e2e, pytest.mark.browser]
DESK, TELEPHONE = {"width": 1366, "height": 900}, {"width": 390, "height": 844}


@pytest.mark.parametrize("name", ["guan", "wang", "nian"])
def test_every_page_opens_fits_and_can_be_used_by_everybody(name: str, open_as: Callable[[str], Page]) -> None:
    page = open_as(name)
    paths = walk(page)
    assert len(paths) > 10, paths
    wrong: list[str] = []
    for language, axe_at in (("zh", DESK), ("en", TELEPHONE)):
        page.goto("/")
        choose(page, language)
        for path in paths:
            for size in (DESK, TELEPHONE):
                page.set_viewport_size(size)  # type: ignore[arg-type]
                page.goto(path)
                where = f"{path} {language} {size['width']}"
                wrong += [f"{where} sticks out: {each}" for each in sticks_out(page)]
                if size is axe_at:
                    wrong += [f"{where} axe: {each}" for each in violations(page)]
    assert wrong == []


def test_the_way_in_is_usable_by_everybody(open_as: Callable[[str], Page]) -> None:
    page = open_as("wang")
    page.locator("header form[action='/logout'] button").click()
    page.wait_for_url("**/login*")
    assert violations(page) == []
    assert sticks_out(page) == []


def test_a_page_that_is_not_there_says_so(open_as: Callable[[str], Page]) -> None:
    page = open_as("wang")
    answer = page.goto("/findings/F-999999")
    assert answer is not None and answer.status == 404
    assert violations(page) == []
    assert "没有这个页面" in page.inner_text("main")
