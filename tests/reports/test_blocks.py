"""Grids and charts: printed as HTML and DOCX, opened again, and compared."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from openpyxl import load_workbook

from reports.document import Cell, Chart, Document, Grid, Heading, Series, words
from reports.printing.chart_svg import drawing, scale_of
from reports.printing.docx_printer import docx_bytes
from reports.printing.grid_places import places, with_heads
from reports.render import html

HOSTILE = '<script>alert("1")</script>&=cmd|\x07\u202e'


def cell(text: str, rows: int = 1, columns: int = 1, head: str = "", **more: object) -> Cell:
    return Cell(words(text), rows, columns, head, **more)  # type: ignore[arg-type]


GRID = Grid(
    "申请情况",
    (
        (cell("项目", 2, 2, "col"), cell("申请人", 1, 2, "col")),
        (cell("自然人", head="col"), cell("法人", head="col")),
        (cell("新收", 1, 2, "row", align="left"), cell("1"), cell("2")),
        (cell("结果", 2, 1, "row"), cell("公开", head="row"), cell("3", shade=1), cell("4")),
        (cell("不公开", head="row"), cell("5", shade=4, label="很旧"), cell("6")),
    ),
    (0.2, 0.2, 0.3, 0.3),
    heads=2,
)
CHART = Chart(
    "各月公开量",
    "条",
    ("1月", "2月", HOSTILE),
    (Series("动态", (3, 0, 2)), Series(HOSTILE, (1, 5, 0))),
    "2月最多。",
)


def paper(*blocks: object) -> Document:
    return Document("paper", "试样", "", "", "2016-12-31", blocks, ())  # type: ignore[arg-type]


def test_cells_of_a_grid_know_all_their_heads() -> None:
    named = {place.cell.words[0].text: place.heads for line in with_heads(GRID, "g") for place in line}  # type: ignore[union-attr]
    assert named["1"] == ("g-r1c3", "g-r2c3", "g-r3c1")
    assert named["6"] == ("g-r1c3", "g-r2c4", "g-r4c1", "g-r5c2")


def test_heads_in_the_middle_of_a_grid_end_those_above() -> None:
    grid = Grid(
        "",
        (
            (cell("甲", columns=2, head="col"),),
            (cell("制发", head="row"), cell("1")),
            (cell("乙", columns=2, head="col"),),
            (cell("决定", head="row"), cell("2")),
        ),
        (0.5, 0.5),
    )
    named = {place.cell.words[0].text: place.heads for line in with_heads(grid, "g") for place in line}  # type: ignore[union-attr]
    assert named["2"] == ("g-r3c1", "g-r4c1")


@pytest.mark.parametrize(
    "rows",
    [((cell("1"),), (cell("2"), cell("3"))), ((cell("1", 3), cell("2")), (cell("3"),)), ((cell("1", 1, 3),),)],
    ids=["a hole", "too tall", "too wide"],
)
def test_grid_that_does_not_fit_is_refused(rows: tuple[tuple[Cell, ...], ...]) -> None:
    with pytest.raises(ValueError, match="grid"):
        places(Grid("", rows, (0.5, 0.5)))


def test_html_grid_has_heads_that_exist() -> None:
    page = lxml_html.fromstring(html(paper(GRID)))
    (table,) = page.iterfind(".//table")
    assert len(table.findall("thead/tr")) == 2 and len(table.findall("tbody/tr")) == 3
    ids = {head.get("id") for head in table.iterfind(".//th")}
    for data in table.iterfind(".//td"):
        assert data.get("headers") and set(str(data.get("headers")).split()) <= ids
    assert {head.get("scope") for head in table.iterfind(".//th")} == {"col", "colgroup", "row", "rowgroup"}
    assert table.find(".//td[@class='center shade-4']").get("title") == "很旧"  # type: ignore[union-attr]


def test_docx_grid_spans_and_texts() -> None:
    made = docx.Document(io.BytesIO(docx_bytes(paper(GRID))))
    (table,) = made.tables
    texts = [[one.text for one in row.cells] for row in table.rows]
    assert texts == [
        ["项目", "项目", "申请人", "申请人"],
        ["项目", "项目", "自然人", "法人"],
        ["新收", "新收", "1", "2"],
        ["结果", "公开", "3", "4"],
        ["结果", "不公开", "5", "6"],
    ]
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, True, False, False, False]
    for row in table._tbl.iter(qn("w:tr")):
        widths = [int(one.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for one in row.iter(qn("w:tc"))]
        room = made.sections[0].page_width - made.sections[0].left_margin - made.sections[0].right_margin  # type: ignore[operator]
        assert abs(sum(widths) - room / 635) < 8


def test_docx_cell_properties_stand_in_the_order_of_the_schema() -> None:
    order = [qn(f"w:{name}") for name in ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "vAlign")]
    made = docx.Document(io.BytesIO(docx_bytes(paper(GRID))))
    for properties in made.element.iter(qn("w:tcPr")):
        places_of = [order.index(child.tag) for child in properties]
        assert places_of == sorted(places_of)


def test_docx_chart_is_native_and_its_workbook_says_the_same() -> None:
    body = docx_bytes(paper(Heading(1, "一"), CHART, CHART))
    with zipfile.ZipFile(io.BytesIO(body)) as box:
        names = box.namelist()
        charts = [etree.fromstring(box.read(name)) for name in names if name.startswith("word/charts/chart")]
        books = [load_workbook(io.BytesIO(box.read(name))) for name in names if name.endswith(".xlsx")]
    assert len(charts) == len(books) == 2
    space = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
    values = [
        [int(point.text or "") for point in series.iterfind("c:val//c:v", space)]
        for series in charts[0].iterfind(".//c:ser", space)
    ]
    assert values == [[3, 0, 2], [1, 5, 0]]
    sheet = books[0].active
    assert sheet is not None
    assert [[sheet.cell(row, column).value for row in (2, 3, 4)] for column in (2, 3)] == values
    assert "\x07" not in (charts[0].findtext(".//c:tx//c:v", namespaces=space) or "")


def test_same_blocks_give_the_same_bytes() -> None:
    assert docx_bytes(paper(GRID, CHART)) == docx_bytes(paper(GRID, CHART))
    assert html(paper(GRID, CHART)) == html(paper(GRID, CHART))


def test_svg_chart_says_in_words_what_it_shows_and_holds_nothing_foreign() -> None:
    page = lxml_html.fromstring(html(paper(CHART)))
    (svg,) = page.iterfind(".//svg")
    assert svg.findtext("desc") == "2月最多。"
    assert not list(page.iterfind(".//script"))
    said = [title.text for title in svg.iterfind(".//rect/title")]
    assert said[:2] == ["1月 动态 3条", '1月 <script>alert("1")</script>&=cmd| 1条']
    assert len(said) == 4, "no bar where there is nothing"


@given(st.integers(0, 10**9))
def test_scale_reaches_over_the_largest_number_in_few_steps(largest: int) -> None:
    step, top = scale_of(largest)
    assert top >= largest and top % step == 0 and 1 <= top // step <= 6


@given(st.lists(st.lists(st.integers(0, 5000), min_size=12, max_size=12), min_size=1, max_size=7))
def test_bars_stay_inside_and_add_up(values: list[list[int]]) -> None:
    series = tuple(Series(f"类别{number}", tuple(row)) for number, row in enumerate(values))
    made = drawing(Chart("", "条", tuple(f"{month}月" for month in range(1, 13)), series, ""))
    assert all(bar.y >= 0 and bar.height > 0 and bar.x + bar.width <= made.width for bar in made.bars)
    sums = [sum(row[month] for row in values) for month in range(12)]
    assert [int(mark.text) for mark in made.totals] == sums
    assert all(mark.x + 20 + 13 * len(mark.text) <= made.width for mark in made.legend)
