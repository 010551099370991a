"""The report writer's journey: a figure, its items, frozen and signed, the Word file, and a file edited by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.console.browser.jobs import finish
from tests.console.browser.pictures import show
from tests.console.browser.town import Town

pytestmark = [pytest.mark.e2e, pytest.mark.browser]


def test_a_figure_is_traced_frozen_signed_printed_and_proved(
    town: Town, open_as: Callable[[str], Page], tmp_path: Path
) -> None:
    total = str(town.truth["figures"]["published.total"])
    page = open_as("nian")

    # The figure, and every item behind it exactly once.
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="统计").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2016年")
    show(page, "writer-counts")
    page.get_by_role("link", name="主动公开政府信息数", exact=True).first.click()
    expect(page.locator("#value")).to_have_text(total)
    show(page, "writer-metric")
    items = walk_rows(page)
    assert len(items) == len(set(items)) == int(total)
    first = page.locator("#rows-table [data-item]").first
    title = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title[:20])

    # Frozen and signed.
    page.goto("/counts/freeze?year=2016")
    page.locator("form#freeze [name=note]").fill("2016年度报告用数")
    page.locator("form#freeze button").first.click()
    finish(page)
    page.locator("#state a[href*='/counts/snapshots/']").click()
    page.locator("form#sign [name=role]").fill("政务公开办公室")
    page.locator("form#sign [name=statement]").fill("以上数字经核对无误。")
    page.locator("form#sign button").click()
    expect(page.locator("#signatures").locator("..")).to_contain_text("已签字")
    show(page, "writer-snapshot")

    # The Word file made from the snapshot says the same number.
    page.goto("/documents/new/annual")
    page.get_by_label("统计年度").fill("2016")
    page.get_by_label("数据来源").select_option(index=1)
    for form in ("DOCX", "HTML"):
        page.locator("form#order").get_by_label(form).check()
    page.locator("form#order button").click()
    expect(page.get_by_role("heading", name="文件", exact=True)).to_be_visible(timeout=180_000)
    show(page, "writer-documents")
    with page.expect_download() as waiting:
        page.get_by_role("link", name=".docx").first.click()
    report = tmp_path / "annual.docx"
    waiting.value.save_as(report)
    words = "".join(paragraph.text for paragraph in docx.Document(str(report)).paragraphs)
    assert total in words

    # As it is it can be proved; edited by hand it is named, with the sentence.
    assert "核验通过" in verified(page, report) or "相符" in verified(page, report)
    forged = tmp_path / "forged.docx"
    forged.write_bytes(with_another_figure(report.read_bytes(), total, total[::-1]))
    said = verified(page, forged)
    assert total[::-1] in said
    assert total in said


def walk_rows(page: Page) -> list[str]:
    """The items of all pages of a drill-down, in the order in which they stand; ends on the last page."""
    found: list[str] = []
    while True:
        found += page.eval_on_selector_all("#rows-table [data-item]", "all => all.map((a) => a.dataset.item)")
        onward = page.get_by_role("link", name="下一页")
        if not onward.count():
            return found
        onward.first.click()


def verified(page: Page, path: Path) -> str:
    """Upload a file to be verified; what the page says of it."""
    page.goto("/documents/verify")
    page.locator("form#verify input[type=file]").set_input_files(str(path))
    page.locator("form#verify button").click()
    page.wait_for_load_state("networkidle")
    if "/jobs/" in page.url:
        finish(page)
    expect(page.locator("#verdict")).to_be_visible(timeout=180_000)
    return page.locator("main").inner_text()


def with_another_figure(data: bytes, old: str, new: str) -> bytes:
    """A Word file in whose text a number was written over, as somebody does in Word."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            body = source.read(entry)
            if entry.filename == "word/document.xml":
                text = body.decode("utf-8")
                assert f">{old}<" in text
                body = text.replace(f">{old}<", f">{new}<", 1).encode()
            target.writestr(entry, body)
    return out.getvalue()
