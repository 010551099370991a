"""政府网站工作年度报表: filled from crawl and registers, blank where only the office knows, refused before 2017."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup

from crawler.errors import ConfigError
from reports.count import count
from reports.figures import NOT_FILLED, cells_of, written
from reports.forms import FormRow, form
from reports.kinds import kinds
from reports.registers import NO_REGISTERS
from reports.scope import Scope, make_scope
from tests.reports.small_city import BUREAU, SiteBuilder, empty


def of_2017() -> Scope:
    conn = empty()
    own = SiteBuilder(conn, BUREAU)
    news = own.column("新闻中心/工作动态", identity="col.news")
    for number in range(3):
        own.item(f"动态{number}", f"2017-01-1{number}", news, name=f"n{number}")
    own.item("去年的动态", "2016-12-31", news, name="old")
    own.finish()
    return make_scope(conn, year=2017, registers=NO_REGISTERS)


def place_of(row: FormRow) -> tuple[str, str, str]:
    return (row.groups[0] if row.groups else "", "、".join(row.groups[1:]), row.label)


def lines_of(tmp_path: Path, scope: Scope) -> dict[tuple[str, str, str], object]:
    (path,) = kinds()["website-form"].render(scope, [], tmp_path, ["xlsx"])
    sheet = openpyxl.load_workbook(path)["政府网站工作年度报表"]
    return {(line[0] or "", line[1] or "", line[2]): line[4] for line in sheet.iter_rows(min_row=2, values_only=True)}


def test_every_row_of_the_form_is_there(tmp_path: Path) -> None:
    lines = lines_of(tmp_path, of_2017())
    table = form("website-work").tables[0]
    assert list(lines) == [place_of(row) for row in table.rows if not row.heading]


def test_numbers_are_those_of_the_counts_and_unknown_is_not_nought(tmp_path: Path) -> None:
    scope = of_2017()
    lines = lines_of(tmp_path, scope)
    sources = cells_of("website-work")
    table = form("website-work").tables[0]
    filled = 0
    for row in table.rows:
        shown = lines[place_of(row)]
        if row.kind != "number":
            continue
        metric, part = sources.get(row.id, (None, None))
        made = count(scope, metric) if metric else None
        value = None if made is None else made.value if part is None else made.part(part)
        if value is None:
            assert shown == NOT_FILLED, row.id
        else:
            filled += 1
            assert str(shown).removesuffix("（不完整）") == written(Decimal(value)), row.id
    assert filled >= 4
    assert str(lines["信息发布", "", "总数"]).startswith("3")


def test_what_only_the_office_knows_is_left_to_fill_in(tmp_path: Path) -> None:
    lines = lines_of(tmp_path, of_2017())
    assert lines["安全防护", "", "是否开展应急演练"] == "【待填：是或否】"
    assert lines["填报信息", "", "填报人"] == "【待填：填报人】"
    assert lines["基本信息", "", "网站名称"] == BUREAU.name
    assert lines["基本信息", "", "网站类型"] == "【待填：政府门户网站或部门网站或专项网站】"


def test_there_is_no_form_before_2017_and_the_reason_is_said() -> None:
    conn = of_2017().conn
    with pytest.raises(ConfigError, match="国办发〔2017〕47号 created it in 2017"):
        kinds()["website-form"].gather(make_scope(conn, year=2016), [])


def test_printed_form_shows_the_same_figures(tmp_path: Path) -> None:
    scope = of_2017()
    (path,) = kinds()["website-form"].render(scope, [], tmp_path, ["html"])
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    for figure in page.select("a.figure"):
        made = count(scope, str(figure["data-metric"]))
        part = str(figure["data-part"])
        value = made.part(part) if part else made.value
        expected = NOT_FILLED if value is None else written(Decimal(value))
        assert figure.get_text().removesuffix("（不完整）") == expected


def test_same_form_gives_the_same_bytes(tmp_path: Path) -> None:
    scope = of_2017()
    first = kinds()["website-form"].render(scope, [], tmp_path / "one")
    second = kinds()["website-form"].render(scope, [], tmp_path / "two")
    assert [path.suffix for path in first] == [".html", ".docx", ".xlsx"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
