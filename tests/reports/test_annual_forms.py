"""The annual report in the forms of its years: parts, heads and tables, opened again."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import html as lxml_html

from checks.model import Verdict
from crawler.model import ColumnClass, SiteKind
from reports.count import Count
from reports.document import Document, Grid, Heading, Paragraph, figures_of
from reports.figures import Figures, cells_of, written
from reports.forms import form, form_of_year
from reports.forms.values import FormValues
from reports.kinds.annual import gather
from reports.kinds.annual_contents import CONTENTS
from reports.kinds.annual_editions import edition_of, editions
from reports.kinds.annual_notices import notices
from reports.metrics.base import metrics
from reports.printing.docx_printer import docx_bytes
from reports.registers import read_registers, write_register
from reports.render import html
from reports.scope import make_scope
from tests.reports.html_structure import faults_of
from tests.reports.registers_2022 import TABLE_ONE_2020, TABLE_ONE_2022, TABLE_THREE_2022, registers_2022, table_two
from tests.reports.samples import CONTACT, finding, findings_2016
from tests.reports.small_city import BUREAU, SiteBuilder, empty, scope_of, small_city

NARRATIVE = [
    "一、概述",
    "二、主动公开政府信息情况",
    "三、依申请公开和不予公开政府信息情况",
    "四、政府信息公开的收费及减免情况",
    "五、因政府信息公开申请行政复议、提起行政诉讼的情况",
    "六、政府信息公开工作存在的主要问题及改进情况",
    "七、其他需要报告的事项",
]
SIX = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]
TRIAL = [*SIX[:3], "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", *SIX[4:]]
HOSTILE = '<img src=x onerror="alert(1)">\u202e=cmd|\x07'


def report(year: int, **organ: str) -> Document:
    return gather(make_scope(small_city(), year=year, organ={**CONTACT, **organ}), findings_2016())


def heads(document: Document, level: int = 1) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == level]


def tables(document: Document) -> list[Grid]:
    """The tables of the statistics form, without the one beside the chart."""
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    return [grid for grid in grids if "各类栏目" not in grid.title]


def said(grid: Grid) -> list[list[str]]:
    texts = [
        ["".join(getattr(word, "shown", "") or getattr(word, "text", "") for word in cell.words) for cell in row]
        for row in grid.rows
    ]
    return [[text.strip("\u3000") for text in row] for row in texts]


@pytest.mark.parametrize(
    ("year", "expected", "number"),
    [
        (2008, NARRATIVE, 0),
        (2013, NARRATIVE, 0),
        (2014, [*NARRATIVE, "附表"], 1),
        (2018, [*NARRATIVE, "附表"], 1),
        (2019, TRIAL, 3),
        (2020, TRIAL, 3),
        (2021, SIX, 3),
        (2022, SIX, 3),
        (2035, SIX, 3),
    ],
)
def test_parts_and_tables_are_those_of_the_year(year: int, expected: list[str], number: int) -> None:
    document = report(year)
    assert heads(document) == expected
    assert len(tables(document)) == number


def test_editions_follow_each_other_without_a_gap_and_name_only_what_exists() -> None:
    years = [edition.years for edition in editions()]
    assert all(later[0] == earlier[1] + 1 for earlier, later in pairwise(years))
    for edition in editions():
        made = form_of_year(edition.years[0])
        for part in edition.parts:
            names = [*part.contents, *(name for section in part.sections for name in section.contents)]
            assert set(names) <= set(CONTENTS)
            assert not part.table or (made is not None and made.table(part.table).part.endswith(part.heading))


def test_part_one_covers_the_five_matters_of_the_form() -> None:
    assert heads(report(2022), level=2)[:5] == [
        "（一）主动公开",
        "（二）依申请公开",
        "（三）政府信息管理",
        "（四）政府信息公开平台建设",
        "（五）监督保障",
    ]


def test_part_six_states_the_processing_fee_or_asks_for_it() -> None:
    text = re.sub(r"\s", "", html(report(2022)))
    assert "【待填：依申请公开信息处理费收取情况；没有收取的，写明未收取】" in text


def test_table_one_of_2021_has_its_blocks_and_heads() -> None:
    assert said(tables(report(2022))[0])[:4] == [
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "未填报", "未填报", "未填报"],
        ["行政规范性文件", "未填报", "未填报", "未填报"],
    ]


def test_table_two_has_seven_fields_and_the_rows_of_its_year() -> None:
    for year, number in ((2020, 23), (2022, 25)):
        rows = said(tables(report(year))[1])
        assert rows[0] == ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"]
        assert rows[1] == ["自然人", "法人或其他组织", "总计"]
        assert rows[2] == ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
        assert len(rows) == 3 + number
        assert all(len(row) - 7 in (1, 2, 3) for row in rows[3:])


def test_table_three_has_fifteen_fields_under_three_heads() -> None:
    rows = said(tables(report(2022))[2])
    assert rows[0] == ["行政复议", "行政诉讼"]
    assert rows[1][-2:] == ["未经复议直接起诉", "复议后起诉"]
    five = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    assert [text for row in rows[1:3] for text in row if text in five] == five * 3
    assert len(rows[3]) == 15


@pytest.mark.parametrize("year", [2014, 2020, 2022])
def test_docx_and_html_hold_the_same_tables(year: int) -> None:
    document = report(year)
    page = lxml_html.fromstring(html(document))
    body = page.find(".//main")
    assert body is not None
    word = docx.Document(io.BytesIO(docx_bytes(document)))
    in_html = [re.sub(r"\s+", "", str(cell.text_content())) for cell in body.iter("td", "th")]  # type: ignore[attr-defined]
    cells = [cell for table in word.tables for cell in table._tbl.iter(qn("w:tc"))]
    merged = [cell for cell in cells if (mark := cell.tcPr.find(qn("w:vMerge"))) is None or mark.get(qn("w:val"))]
    in_word = [re.sub(r"\s+", "", "".join(node.text or "" for node in cell.iter(qn("w:t")))) for cell in merged]
    assert in_word == in_html


@pytest.mark.parametrize("year", [2008, 2016, 2020, 2022])
def test_pages_are_well_formed_with_heads_in_order(year: int) -> None:
    assert faults_of(html(report(year))) == []


@pytest.mark.parametrize("year", [2016, 2022])
def test_hostile_names_are_words_only(year: int) -> None:
    conn = empty()
    own = SiteBuilder(conn, BUREAU)
    column = own.column(f"新闻中心/{HOSTILE.replace('/', '')}", ColumnClass.DYNAMIC)
    own.item(HOSTILE, f"{2016}-03-01", column, name="n1")
    own.finish()
    document = gather(make_scope(conn, year=year, organ={**CONTACT, "name": HOSTILE, "address": HOSTILE}), [])
    page = html(document)
    assert "<img" not in page and "\u202e" not in page and "\x07" not in page
    assert faults_of(page) == []
    docx.Document(io.BytesIO(docx_bytes(document)))


def test_without_a_portal_only_the_own_site_is_named() -> None:
    conn = empty()
    own = SiteBuilder(conn, BUREAU)
    own.item("通知", "2016-03-01", own.column("政务公开/通知公告", ColumnClass.POLICY))
    own.finish()
    assert not [row for row in conn.execute("SELECT kind FROM sites") if row["kind"] == SiteKind.MUNICIPAL]
    text = re.sub(r"<[^>]+>|\[\d+\]|\s", "", html(gather(scope_of(conn), [])))
    assert "共公开政府信息1条。其中，在本单位网站公开政府信息1条。" in text
    assert "市政府信息公开门户网站" not in text.split("数据来源")[0]


def test_table_that_does_not_add_up_is_told_with_its_cells() -> None:
    figures = Figures(scope_of(small_city()))
    for cell, value in (("3.6", 5), ("3.7", 9), ("3.8", 1)):
        name, part = cells_of("stats-2014")[cell]
        assert part is None
        figures.add(Count(metrics()[name], value, (), True, ""))
    values = FormValues(figures, form("stats-2014"))
    told = [block for block in notices(figures, values) if "勾稽关系不成立" in text_of(block)]
    assert len(told) == 1 and told[0].style == "notice"
    assert "“（二）申请办结数”为5，应等于“1.按时办结数”、“2.延期办结数”之和10" in text_of(told[0])


def test_office_figure_that_differs_is_told_with_both_numbers() -> None:
    figures = Figures(scope_of(small_city()))
    counted = figures.count("published.total")
    figures.add(Count(counted.metric, counted.value, counted.rows, counted.complete, counted.note, stated=8))
    figures.figure("published.total")
    (told,) = [text_of(block) for block in notices(figures, None) if "不一致" in text_of(block)]
    assert "主动公开政府信息数台账填报8条，统计为6条，相差2条" in told


def test_part_of_a_figure_that_differs_is_told_too() -> None:
    figures = Figures(scope_of(small_city()))
    made = figures.count("published.by_month")
    figures.add(replace(made, stated_parts={"1月": 9, "2月": made.parts["2月"]}))
    figures.figure("published.by_month", "1月")
    (told,) = [text_of(block) for block in notices(figures, None) if "不一致" in text_of(block)]
    assert f"各月主动公开政府信息数·1月台账填报9条，统计为{made.parts['1月']}条" in told and "2月" not in told


def test_year_that_is_not_over_says_so() -> None:
    document = gather(make_scope(small_city(), year=2016, as_of=date(2016, 6, 30)), [])
    assert any("统计年度尚未结束" in text_of(block) for block in document.blocks if isinstance(block, Paragraph))


def test_register_without_rows_of_the_year_is_asked_about(tmp_path: Path) -> None:
    write_register(tmp_path, "hearings", [{"held_on": "2015-01-01", "title": "去年的听证会"}])
    document = gather(scope_of(small_city(), read_registers(tmp_path)), [])
    (told,) = [
        text_of(block) for block in document.blocks if isinstance(block, Paragraph) and "按0填写" in text_of(block)
    ]
    assert "召开听证会数" in told


def test_doubts_are_told_to_the_writer_only() -> None:
    doubt = finding("word_list", "a", verdict=Verdict.UNSURE)
    doubt = replace(doubt, judgement=replace(doubt.judgement, candidate=True))
    document = gather(scope_of(small_city()), [doubt])
    (told,) = [text_of(block) for block in document.blocks if isinstance(block, Paragraph) and "疑点" in text_of(block)]
    assert told.startswith("填报人注意：检查另有1处疑点须由人工判断")


def text_of(block: Paragraph) -> str:
    return "".join(getattr(word, "shown", "") or getattr(word, "text", "") for word in block.words)


def test_every_year_since_2008_has_an_edition() -> None:
    assert [edition_of(year).id for year in (2008, 2016, 2019, 2021)] == [
        "narrative-2008",
        "narrative-2014",
        "six-parts-2019",
        "six-parts-2021",
    ]


@pytest.fixture(scope="module")
def year_2022(tmp_path_factory: pytest.TempPathFactory) -> Document:
    registers = registers_2022(tmp_path_factory.mktemp("registers"))
    return gather(make_scope(small_city(), year=2022, registers=registers, organ=CONTACT), findings_2016())


def cells_of_2022(document: Document) -> dict[str, str]:
    """Every cell of the three tables by its name, from what is printed."""
    shown: dict[str, str] = {}
    made = form("oia-2021")
    for table, grid in zip(made.tables, tables(document), strict=True):
        numbers = [
            text
            for row in grid.rows
            for cell in row
            if not cell.head and (text := "".join(getattr(word, "shown", "") for word in cell.words))
        ]
        names = [name for name, cell in made.cells.items() if cell.table == table.id]
        shown |= dict(zip(names, numbers, strict=True))
    return shown


def test_every_cell_of_2022_is_that_of_the_registers(year_2022: Document) -> None:
    shown = cells_of_2022(year_2022)
    expected = dict.fromkeys(shown, "0")
    expected |= TABLE_ONE_2022 | {name: str(value) for name, value in {**table_two(), **TABLE_THREE_2022}.items()}
    assert shown == expected


def test_figures_of_2022_equal_their_counts(year_2022: Document) -> None:
    counts = {source.note: source.count for source in year_2022.sources}
    figures = list(figures_of(year_2022))
    assert len(figures) > 200
    for figure in figures:
        made = counts[figure.note]
        value = made.value if figure.part is None else made.part(figure.part)
        assert value is not None
        assert figure.shown == written(Decimal(value) * figure.scale) or value == 0


def test_prose_of_2022_says_what_the_tables_say(year_2022: Document) -> None:
    text = re.sub(r"<[^>]+>|\[\d+\]|\s", "", html(year_2022))
    assert (
        "2022年，我局新收政府信息公开申请8件（自然人3件、法人或其他组织5件），上年结转1件。"
        "本年度办理8件，其中予以公开2件、部分公开1件、不予公开2件、无法提供1件、不予处理1件、其他处理1件。"
        "结转下年度继续办理1件。"
    ) in text
    assert "2022年，我局依申请提供政府信息未收取信息处理费。" in text
    assert "制发规范性文件3件，废止2件，现行有效27件" in text


def test_tables_that_add_up_raise_no_alarm(year_2022: Document) -> None:
    boxes = [text_of(block) for block in year_2022.blocks if isinstance(block, Paragraph) and block.style == "notice"]
    assert not [box for box in boxes if "勾稽关系" in box]


def test_what_was_carried_over_is_held_against_the_year_before(tmp_path: Path) -> None:
    registers = registers_2022(tmp_path)
    figures = Figures(make_scope(small_city(), year=2022, registers=registers))
    carried = figures.count("requests.carried_in")
    figures.add(Count(carried.metric, 7, carried.rows, True, ""))
    (box,) = [text_of(b) for b in notices(figures, FormValues(figures, form("oia-2021"))) if "勾稽" in text_of(b)]
    assert "“二、上年结转政府信息公开申请数量·总计”为7，应等于上年的“四、结转下年度继续办理·总计”1" in box


def test_trial_form_of_2020_is_filled_from_the_yearly_figures(tmp_path: Path) -> None:
    registers = registers_2022(tmp_path, year=2020, table_one=TABLE_ONE_2020)
    document = gather(make_scope(small_city(), year=2020, registers=registers, organ=CONTACT), [])
    shown = [
        "".join(getattr(word, "shown", "") or getattr(word, "text", "") for word in cell.words)
        for row in tables(document)[0].rows
        for cell in row
        if not cell.head
    ]
    names = [name for name, cell in form("oia-2019").cells.items() if cell.table == "t1"]
    made = dict(zip(names, shown, strict=True))
    assert made["t1.normative.published"] == "未填报", "the crawl did not reach 2020, and the office did not say"
    assert {name: text for name, text in made.items() if name in TABLE_ONE_2020} == TABLE_ONE_2020


def test_numbers_that_only_the_office_knows_stand_in_the_overview(tmp_path: Path) -> None:
    rows = [
        {"year": 2016, "indicator": "entities.registered", "value": "1700000", "unit": "户"},
        {"year": 2016, "indicator": "entities.production", "value": "700000", "unit": "户"},
        {"year": 2016, "indicator": "entities.key", "value": "200000", "unit": "户"},
    ]
    write_register(tmp_path, "figures", rows)
    text = re.sub(r"<[^>]+>|\[\d+\]|\s", "", html(gather(scope_of(small_city(), read_registers(tmp_path)), [])))
    assert "监管服务对象包括商事登记主体1700000户、生产经营单位700000户、重点企业200000户。" in text
