"""The inspector's journey: add a site by its home page, crawl and plan it, waive a finding until a day, write."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from gongkai.demo.city import running_city
from tests.console.browser.jobs import finish
from tests.console.browser.pictures import show
from tests.console.browser.town import Town

pytestmark = [pytest.mark.e2e, pytest.mark.browser]


def test_a_site_is_added_crawled_planned_and_reported(
    town: Town, open_as: Callable[[str], Page], tmp_path: Path
) -> None:
    page = open_as("jian")
    show(page, "inspector-overview")
    page.goto("/sites/bureau")
    show(page, "inspector-site")

    # A site by its home page: surveyed, looked at, confirmed, crawled with progress.
    with running_city(7, "trs") as other:
        page.goto("/jobs/new-site")
        page.get_by_label("首页网址").fill(other.bureau)
        page.get_by_label("标识").fill("neighbour")
        page.get_by_label("两次访问的间隔").fill("0")
        page.get_by_role("button", name="勘察").click()
        finish(page)
        page.get_by_role("link", name="查看勘察结果").click()
        show(page, "inspector-new-site")
        expect(page.locator("main")).to_contain_text("trs")
        page.locator("form#confirm [type=checkbox]").check()
        page.locator("form#confirm [type=submit]").click()
        page.wait_for_url("**/jobs/*")
        expect(page.locator("#state")).to_contain_text("已访问地址", timeout=60_000)  # while it goes on
        finish(page)
        expect(page.locator("#state")).to_contain_text("完整")
    assert (town.place.sites / "neighbour.toml").is_file()

    # It is planned for every Monday night.
    page.goto("/schedules/")
    page.get_by_role("link", name="新计划").first.click()
    plan_weekly(page)
    page.get_by_role("button", name="看看接下来何时启动").click()
    expect(page.locator("#starts + ol li")).to_have_count(5)
    page.get_by_role("button", name="保存计划").click()
    expect(page.locator("main")).to_contain_text("neighbour-weekly")
    show(page, "inspector-schedules")
    planned = tomllib.loads((town.place.root / "gongkai.toml").read_text("utf-8"))["schedule"]
    assert [entry["name"] for entry in planned] == ["neighbour-weekly"]

    # A finding is waived, with reason, approver, document and an end.
    page.goto("/findings/?site=bureau")
    page.get_by_role("row").nth(1).get_by_role("link").first.click()
    waive = page.locator("form#waive")
    page.locator("details.deed").filter(has=waive).locator("summary").click()
    waive.locator("[name=reason]").fill("机构改革期间，该栏目正在合并。")
    waive.locator("[name=approver]").fill("办公室主任")
    waive.locator("[name=document]").fill("东安监办〔2017〕3号")
    waive.locator("[name=until]").fill("2017-06-30")
    waive.get_by_role("button").click()
    expect(page.locator(".state-waived").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("2017-06-30")
    show(page, "inspector-waiver")

    # The bulletin of the quarter.
    page.goto("/documents/new/bulletin")
    page.get_by_label("统计年度").fill("2016")
    page.get_by_label("季度").select_option("4")
    page.locator("form#order").get_by_label("DOCX").check()
    page.locator("form#order button").click()
    expect(page.get_by_role("heading", name="文件", exact=True)).to_be_visible(timeout=180_000)
    with page.expect_download() as waiting:
        page.get_by_role("link", name=".docx").first.click()
    waiting.value.save_as(tmp_path / "bulletin.docx")
    words = "".join(paragraph.text for paragraph in docx.Document(str(tmp_path / "bulletin.docx")).paragraphs)
    assert "2016年第4季度" in words or "第四季度" in words


def plan_weekly(page: Page) -> None:
    """Every Monday at 22:00, the new site alone, an update."""
    form = page.locator("form#schedule")
    form.locator("[name=name]").fill("neighbour-weekly")
    form.locator("[name=scope][value=some]").check()
    form.locator("[name=sites][value=neighbour]").check()
    form.locator("[name=way][value=weekly]").check()
    form.locator("[name=weekdays][value='1']").check()
    form.locator("[name=at]").fill("22:00")
