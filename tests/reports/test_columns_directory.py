"""The column directory: each column with class, counts, newest date and conclusion."""

from __future__ import annotations

from pathlib import Path

import docx
from lxml import html as lxml_html

from reports.kinds import kinds
from tests.reports.samples import findings_2016
from tests.reports.small_city import scope_of, small_city


def rows_of(tmp_path: Path, *, whole: bool = True) -> dict[str, list[str]]:
    scope = scope_of(small_city(items=8, whole=whole))
    kinds()["columns"].render(scope, findings_2016(), tmp_path)
    page = lxml_html.fromstring((tmp_path / "columns-2016.html").read_bytes())
    rows = [[cell.text_content() for cell in row.iterfind("td")] for row in page.iterfind(".//tbody/tr")]
    return {row[1]: row for row in rows}


def test_columns_stand_in_the_order_of_the_menu(tmp_path: Path) -> None:
    assert list(rows_of(tmp_path))[:3] == ["新闻中心", "新闻中心/工作动态", "政务公开/通知公告"]


def test_row_has_level_class_counts_and_newest_day(tmp_path: Path) -> None:
    row = rows_of(tmp_path)["政务公开/通知公告"]
    assert row[2:4] == ["二级", "通知政策"]
    assert row[4].startswith("6[") and row[5].startswith("4[")
    assert row[6] == "2016-01-07"


def test_conclusions_are_those_of_the_check(tmp_path: Path) -> None:
    rows = rows_of(tmp_path)
    assert rows["新闻中心/工作动态"][7] == "stale_column条款"
    assert rows["政务公开/通知公告/政策解读"][7] == "正常"
    assert rows["互动交流/局长信箱"][7] == "待核实"
    assert rows["政务公开/机构职能"][7] == "未检查"


def test_column_that_was_not_read_has_no_number(tmp_path: Path) -> None:
    row = rows_of(tmp_path, whole=False)["政务公开/人事信息"]
    assert row[4:6] == ["未读到", "未读到"]
    assert row[7].startswith("待核实：服务器错误")


def test_column_read_whole_is_sure_even_on_an_incomplete_run(tmp_path: Path) -> None:
    row = rows_of(tmp_path, whole=False)["新闻中心/工作动态"]
    assert row[4].startswith("4[")


def test_docx_is_landscape_and_has_a_row_for_each_column(tmp_path: Path) -> None:
    rows = rows_of(tmp_path)
    word = docx.Document(str(tmp_path / "columns-2016.docx"))
    assert word.sections[0].page_width > word.sections[0].page_height  # type: ignore[operator]
    assert len(word.tables[0].rows) == 1 + len(rows)
