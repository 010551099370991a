"""The webmaster's journey: see what is wrong, answer one, mend one, have it rechecked, and see it come back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.console.browser.jobs import finish
from tests.console.browser.pictures import show
from tests.console.browser.town import Town

pytestmark = [pytest.mark.e2e, pytest.mark.browser]
STALE = "c15.d.basic_news"


def test_a_stale_column_is_seen_answered_mended_rechecked_and_comes_back(
    town: Town, open_as: Callable[[str], Page]
) -> None:
    faults = [fault for fault in town.truth["faults"] if fault["kind"] == "stale_news"]
    mended, disputed = faults[0], faults[1]
    page = open_as("wang")

    # What is wrong: the overview leads to the findings, and one clause to the stale columns.
    show(page, "webmaster-overview")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="问题").click()
    page.get_by_label("条款").select_option(STALE)
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("#counted")).to_contain_text(f"共 {len(faults)} 个问题")

    # The page as the crawler saw it, with the place marked, in a frame that does nothing.
    open_finding(page, mended["subject"])
    frame = page.locator("iframe").first
    assert frame.get_attribute("sandbox") == ""
    seen = page.frame_locator("iframe").first
    expect(seen.locator("mark").first).to_be_attached()
    expect(seen.locator("body")).to_contain_text("存档快照")
    show(page, "webmaster-finding")

    # One is disputed, and says so from now on.
    back(page)
    open_finding(page, disputed["subject"])
    act(page, "dispute", reason="该栏目已并入“新闻动态”，不再单独更新。")
    expect(page.locator("main")).to_contain_text("已提出异议")
    expect(page.locator(".state-disputed").first).to_be_visible()

    # The other is said to be mended when it is not: the recheck finds it still there.
    back(page)
    open_finding(page, mended["subject"])
    act(page, "claim", note="已补发信息。")
    recheck(page)
    expect(page.locator("main")).to_contain_text("仍存在")

    # Now it is really mended.
    town.mend(mended["id"])
    page.goto(finding_of(page, town, mended["subject"]))
    act(page, "claim", note="今天补发了一条。")
    recheck(page)
    expect(page.locator("#state")).to_contain_text(re.compile("不再出现|不再适用"))
    show(page, "webmaster-recheck")
    page.goto(finding_of(page, town, mended["subject"]))
    expect(page.locator(".state-fixed").first).to_be_visible()

    # Seven weeks later nobody has published anything there: it is open again, and that is counted.
    town.ask("day?to=2017-03-10", post=True)
    town.start(datetime(2017, 3, 10, 2, tzinfo=UTC))
    inspector = open_as("jian")
    inspector.goto("/jobs/crawl/bureau")
    inspector.get_by_label("完整采集").check()
    inspector.get_by_role("button", name="开始采集").click()
    finish(inspector)
    inspector.goto("/jobs/check/bureau")
    inspector.get_by_label("监测时间点").fill("2017-03-10")
    inspector.get_by_role("button", name="开始检查").click()
    finish(inspector)
    later = open_as("wang")
    later.goto(finding_of(later, town, mended["subject"]))
    expect(later.locator(".state-reopened").first).to_be_visible()
    expect(later.locator("main")).to_contain_text("回潮 1 次")


def open_finding(page: Page, subject: str) -> None:
    """From the list to the finding on this column."""
    page.get_by_role("row").filter(has_text=subject).first.get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text(subject)


def finding_of(page: Page, town: Town, subject: str) -> str:
    """The address of the finding on this column, as the list links to it, whatever became of it."""
    page.goto(f"/findings/?clause={STALE}&state=all")
    found = page.get_by_role("row").filter(has_text=subject).first.get_by_role("link").first.get_attribute("href")
    assert found is not None
    return found


def back(page: Page) -> None:
    """From a finding to the list it was opened from."""
    page.get_by_role("link", name="回到问题列表").click()


def act(page: Page, deed: str, **fields: str) -> None:
    """Fill one of the forms of a finding and send it."""
    form = page.locator(f"form#{deed}")
    if not form.is_visible():
        page.locator("details.deed").filter(has=form).locator("summary").click()
    for name, value in fields.items():
        form.locator(f"[name={name}]").fill(value)
    form.get_by_role("button").click()


def recheck(page: Page) -> None:
    """Ask for a recheck and wait for what it comes to."""
    page.locator("form#recheck button").click()
    page.wait_for_url("**/jobs/*")
    finish(page)
