"""The tables of every form come back cell by cell, in every format and with labels as offices write them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from reports.audit.case import open_case
from reports.audit.form import recognise
from reports.audit.paper import Grid, Paper
from reports.audit.read import read_paper
from reports.audit.tables import Tables, read_tables
from reports.forms import form
from tests.reports.audit.forms_in_print import applications, cases, numbered, proactive, report, statistics, title
from tests.reports.audit.making import Cell, Tab, as_docx, as_html, as_pdf, as_text

YEARS = {2016: "stats-2014", 2019: "oia-2019", 2023: "oia-2021"}
MAKERS: dict[str, Callable[..., bytes]] = {
    "text": lambda name, parts: as_text(name, parts).encode(),
    "html": as_html,
    "page": lambda name, parts: as_html(name, parts, page=True),
    "docx": as_docx,
    "pdf": as_pdf,
}


def paper_with(*tabs: Tab, year: int = 2016) -> Paper:
    body = as_html(title(year), [f"{year}年的工作情况如下，请看附表，数据截至年底。", *tabs])
    return read_paper(body, name="report.html")


def read(name: str, *tabs: Tab, year: int = 2016) -> Tables:
    return read_tables(paper_with(*tabs, year=year), form(name), year)


def values(tables: Tables) -> dict[str, int]:
    return {name: int(cell.value) for name, cell in tables.cells.items() if cell.value is not None}


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("year", YEARS)
def test_every_cell_comes_back(year: int, maker: str) -> None:
    wanted = numbered(form(YEARS[year]))
    paper = read_paper(MAKERS[maker](title(year), report(year, wanted)), name="report")
    known = recognise(paper)
    assert (known.form, known.year, known.doubts) == (YEARS[year], year, ())
    tables = read_tables(paper, form(YEARS[year]), year)
    assert values(tables) == wanted
    assert (tables.doubts, tables.others) == ((), ())


def changed(tab: Tab, words: dict[str, str]) -> Tab:
    def put(text: str) -> str:
        for old, new in words.items():
            text = text.replace(old, new)
        return text

    rows = [[Cell(put(e.text), e.rows, e.fields) if isinstance(e, Cell) else put(e) for e in row] for row in tab.rows]
    return Tab(rows, tab.repeat)


def test_wordings_brackets_and_blanks_may_differ() -> None:
    wanted = numbered(form("stats-2014"))
    words = {
        "（": "(",
        "）": ")",
        "数": " 数量",
        "一、主动公开": "一 、主动公开",
        "1.": "1、",
        "政府信息": "信 息",
        "参加或举办新闻发布会总次": "举办或参加新闻发布会次",
        "告知作出更改补充": "告知申请人更改、补充",
        "其中：": "其中:",
    }
    assert values(read("stats-2014", changed(statistics(wanted), words))) == wanted


def test_a_missing_row_shifts_no_other() -> None:
    wanted = numbered(form("stats-2014"))
    tab = statistics(wanted)
    rows = [row for row in tab.rows if "传真申请数" not in str(row[0]) and "被依法纠错" not in str(row[0])]
    got = values(read("stats-2014", Tab(rows)))
    assert got == {name: value for name, value in wanted.items() if name not in ("3.3", "4.2", "5.2")}


def test_serial_numbers_notes_and_a_column_of_last_year_are_not_the_number() -> None:
    wanted = numbered(form("stats-2014"))
    rows = [
        [str(number) if number else "序号", *row, "2015年" if number == 0 else "7", "备注" if number == 0 else ""]
        for number, row in enumerate(statistics(wanted).rows)
    ]
    rows[0][3] = "2016年"
    assert values(read("stats-2014", Tab(rows))) == wanted


def test_years_that_cannot_be_told_apart_are_not_guessed() -> None:
    rows = [[*row, "数" if number == 0 else "7"] for number, row in enumerate(statistics({}).rows)]
    rows[0][2] = "数"
    tables = read("stats-2014", Tab(rows))
    assert tables.cells == {}
    assert "分不清" in tables.doubts[0]


def test_a_table_in_two_halves_is_read() -> None:
    wanted = numbered(form("stats-2014"))
    head, *rows = statistics(wanted).rows
    left, right = rows[:33], rows[33:]
    right += [["", "", ""]] * (len(left) - len(right))
    side_by_side = [[*head, *head], *([*one, *other] for one, other in zip(left, right, strict=True))]
    assert values(read("stats-2014", Tab(side_by_side))) == wanted


def test_a_table_cut_into_pieces_is_one() -> None:
    wanted = numbered(form("stats-2014"))
    head, *rows = statistics(wanted).rows
    assert values(read("stats-2014", Tab([head, *rows[:30]]), Tab(rows[30:]))) == wanted


def test_a_second_table_does_not_overwrite_the_first() -> None:
    wanted = numbered(form("stats-2014"))
    head, *rows = statistics(wanted).rows
    other = [[*row[:2], "9"] for row in rows]
    tables = read("stats-2014", Tab([head, *rows]), Tab([head, *other]))
    assert values(tables) == wanted
    assert "再次出现" in tables.doubts[0]


def test_a_row_that_no_form_has_is_told() -> None:
    tab = statistics({})
    rows = [*tab.rows, ["（五）全市电子显示屏块数", "块", "12"]]
    assert any("电子显示屏块数" in doubt for doubt in read("stats-2014", Tab(rows)).doubts)


def test_money_in_yuan_is_told_in_the_unit_of_the_form() -> None:
    tab = changed(statistics({"8.6": 48500}), {"万元": "元"})
    assert read("stats-2014", tab).cells["8.6"].value == Decimal("4.85")


@pytest.mark.parametrize("empty", ["", "/", "——", "-"])
def test_empty_cells_have_no_value(empty: str) -> None:
    tables = read("oia-2021", cases({"t3.review.total": 1}, empty=empty), year=2023)
    assert tables.cells["t3.review.total"].value == 1
    assert tables.cells["t3.review.upheld"].value is None
    assert len(tables.cells) == 15


def test_table_three_may_be_turned() -> None:
    wanted = {name: value for name, value in numbered(form("oia-2021")).items() if name.startswith("t3")}
    groups = [("行政复议", "review"), ("未经复议直接起诉", "direct"), ("复议后起诉", "after")]
    outcomes = [("结果维持", "upheld"), ("结果纠正", "corrected"), ("其他结果", "other"), ("尚未审结", "pending")]
    rows = [
        [group, outcome, str(wanted[f"t3.{name}.{end}"])]
        for group, name in groups
        for outcome, end in [*outcomes, ("总计", "total")]
    ]
    assert values(read("oia-2021", Tab(rows), year=2023)) == wanted


def test_other_tables_are_told_and_not_read() -> None:
    staff = Tab([["科室", "人数", "电话"], ["办公室", "3", "1234567"], ["法规科", "2", "1234568"]])
    tables = read("oia-2021", staff, applications("oia-2021", {"t2.r1.total": 3}), year=2023)
    assert tables.others == ("第1张表（2023年的工作情况如下，请看附表，数据截至年底。）",)
    assert tables.cells["t2.r1.total"].value == 3


@pytest.mark.parametrize(("year", "shown"), [(2019, "oia-2021"), (2022, "oia-2019")])
def test_tables_of_another_edition_are_read_as_what_they_are(year: int, shown: str) -> None:
    tab = proactive(shown, numbered(form(shown)))
    known = recognise(paper_with(tab, applications(shown, {}), year=year))
    assert known.form == shown
    assert "应当是" in known.doubts[0]


def test_any_grid_is_borne() -> None:
    odd = Grid((("", ""), ("1", "2"), ("件", "条")), "第1张表")
    paper = Paper("x", "text", title(2016), (odd,))
    case = open_case(paper)
    assert case.tables is not None
    assert case.tables.cells == {}
