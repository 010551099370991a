"""The journeys of all three by keyboard alone: everything can be reached, and one sees where one is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from gongkai.demo.city import running_city
from tests.console.browser.jobs import finish
from tests.console.browser.keys import Keys
from tests.console.browser.town import Town
from tests.console.inspected_city import PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.browser]


def test_a_webmaster_answers_and_rechecks(town: Town, open_as: Callable[[str], Page]) -> None:
    page = open_as("wang")
    keys = Keys(page)
    keys.open(page.locator("form[action='/logout'] button"))
    page.goto("/login")
    keys.write(page.locator("[name=name]"), "wang")
    keys.write(page.locator("[name=password]"), PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")

    keys.press(page.get_by_role("link", name="跳到正文"))
    keys.open(page.get_by_role("navigation", name="主导航").get_by_role("link", name="问题"))
    keys.choose(page.get_by_label("条款"), "信息")
    keys.open(page.get_by_role("button", name="筛选"))
    keys.open(page.locator("a.title").first)
    keys.to(page.locator("iframe").first)  # the captured page can be scrolled, and left again
    form = page.locator("form#dispute")
    keys.press(page.locator("details.deed").filter(has=form).locator("summary"))
    keys.write(form.locator("[name=reason]"), "该栏目已经合并。")
    keys.open(form.get_by_role("button"))
    expect(page.locator(".state-disputed").first).to_be_visible()

    keys.open(page.locator("form#recheck button"))
    finish(page)
    expect(page.locator("#state")).to_contain_text("仍存在")


def test_a_report_writer_traces_freezes_signs_and_orders(town: Town, open_as: Callable[[str], Page]) -> None:
    page = open_as("nian")
    keys = Keys(page)
    keys.open(page.get_by_role("navigation", name="主导航").get_by_role("link", name="统计"))
    for year in ("2014", "2016"):  # two steps down and up: what is passed on the way is not sent
        keys.choose(page.get_by_label("年度"), year)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"{year}年")
    keys.open(page.get_by_role("link", name="主动公开政府信息数", exact=True).first)
    keys.open(page.get_by_role("link", name="下一页").first)
    keys.open(page.locator("#rows-table [data-item]").first)
    keys.open(page.get_by_role("navigation", name="主导航").get_by_role("link", name="统计"))
    keys.open(page.locator("a[href*='/counts/snapshots?']").first)
    keys.open(page.locator("a[href*='/counts/freeze']").first)
    keys.write(page.locator("form#freeze [name=note]"), "年报用数")
    keys.open(page.locator("form#freeze button").first)
    finish(page)
    keys.open(page.locator("#state a[href*='/counts/snapshots/']"))
    keys.write(page.locator("form#sign [name=role]"), "办公室")
    keys.write(page.locator("form#sign [name=statement]"), "数字核对无误。")
    keys.open(page.locator("form#sign button"))
    expect(page.locator("#signatures").locator("..")).to_contain_text("已签字")

    keys.open(page.get_by_role("navigation", name="主导航").get_by_role("link", name="文书"))
    keys.open(page.locator("a[href*='/documents/new/annual']").first)
    keys.write(page.get_by_label("统计年度"), "2016")
    keys.tick(page.locator("form#order").get_by_label("DOCX"))
    keys.open(page.locator("form#order button"))
    expect(page.get_by_role("heading", name="文件", exact=True)).to_be_visible(timeout=180_000)
    keys.to(page.get_by_role("link", name=".docx").first)
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    report = waiting.value.path()

    keys.open(page.get_by_role("navigation", name="主导航").get_by_role("link", name="文书"), "Shift+Tab")
    keys.open(page.locator("main a[href$='/documents/verify']").first)
    keys.to(page.locator("form#verify input[type=file]"))
    with page.expect_file_chooser() as choosing:
        page.keyboard.press("Enter")
    choosing.value.set_files({"name": "annual.docx", "mimeType": "application/docx", "buffer": report.read_bytes()})
    keys.open(page.locator("form#verify button"))
    expect(page.locator("#verdict")).to_be_visible(timeout=180_000)


def test_an_inspector_adds_a_site_plans_waives_and_orders(town: Town, open_as: Callable[[str], Page]) -> None:
    page = open_as("jian")
    keys = Keys(page)
    with running_city(7, "trs") as other:
        keys.open(page.locator("a[href$='/jobs/new-site']").first)
        keys.write(page.get_by_label("首页网址"), other.bureau)
        keys.write(page.get_by_label("标识"), "neighbour")
        keys.write(page.get_by_label("两次访问的间隔"), "0")
        keys.open(page.get_by_role("button", name="勘察"))
        finish(page)
        keys.open(page.get_by_role("link", name="查看勘察结果"))
        keys.tick(page.locator("form#confirm [type=checkbox]"))
        keys.open(page.locator("form#confirm [type=submit]"))
        page.wait_for_url("**/jobs/*")
        finish(page)

    keys.open(page.get_by_role("navigation", name="主导航").get_by_role("link", name="计划"))
    keys.open(page.get_by_role("link", name="新计划").first)
    form = page.locator("form#schedule")
    keys.write(form.locator("[name=name]"), "nightly")
    keys.press(page.get_by_role("button", name="看看接下来何时启动"))
    expect(page.locator("#starts + ol li")).to_have_count(5)
    keys.open(page.get_by_role("button", name="保存计划"))
    expect(page.locator("main")).to_contain_text("nightly")

    keys.open(page.get_by_role("navigation", name="主导航").get_by_role("link", name="问题"))
    keys.open(page.locator("a.title").first)
    waive = page.locator("form#waive")
    keys.press(page.locator("details.deed").filter(has=waive).locator("summary"))
    keys.write(waive.locator("[name=reason]"), "机构改革期间，该栏目正在合并。")
    keys.write(waive.locator("[name=approver]"), "办公室主任")
    keys.date(waive.locator("[name=until]"), "2017", "06", "30")
    keys.open(waive.get_by_role("button"))
    expect(page.locator(".state-waived").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("2017-06-30")

    keys.open(page.get_by_role("navigation", name="主导航").get_by_role("link", name="文书"))
    keys.open(page.locator("a[href*='/documents/new/bulletin']").first)
    keys.write(page.get_by_label("统计年度"), "2016")
    keys.choose(page.get_by_label("季度"), "4")
    keys.open(page.locator("form#order button"))
    expect(page.get_by_role("heading", name="文件", exact=True)).to_be_visible(timeout=180_000)
