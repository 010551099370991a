"""Self-check table and correction ledger: opened again and held against the check and the findings ledger."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from bs4 import BeautifulSoup

from checks.pack import load_pack
from tests.gongkai.conftest import Answer
from tests.gongkai.inspected import CLOCK, city, furnish, text_of, words_of

Call = Callable[..., Answer]
QUARTER = ("--year", "2016", "--quarter", "4", *CLOCK)


@pytest.fixture
def place(stored: Callable[..., Path]) -> Path:
    return furnish(stored(city()))


def report(gongkai: Call, place: Path, *arguments: str) -> Path:
    answer = gongkai("report", *arguments, *QUARTER, "--out", place / "out", "-w", place)
    assert answer.code == 0, answer.err
    return place / "out"


def checked(gongkai: Call, place: Path) -> dict[str, Any]:
    """What `gongkai check` says of the school."""
    answer = gongkai("check", "school", "--as-of", "2016-12-31", *CLOCK, "--json", "-w", place)
    found: dict[str, Any] = answer.json["checks"][0]
    return found


def test_self_check_prints_verdict_and_arithmetic_of_the_check(gongkai: Call, place: Path) -> None:
    score = checked(gongkai, place)["scores"][0]
    text = words_of(report(gongkai, place, "self-check", "--site", "school") / "self-check-2016Q4-school.docx")
    assert score["verdict"] in text and score["reason"] in text
    for line in score["arithmetic"]:
        assert line in text, line
    assert f"{score['points']:g}（只计已核实的条款为{score['verified_points']:g}）" in text


def test_self_check_has_a_row_for_every_clause_and_what_was_seen(gongkai: Call, place: Path) -> None:
    out = report(gongkai, place, "self-check", "--site", "school")
    clauses = load_pack(place / "packs" / "mini.toml").clauses
    tables = docx.Document(str(out / "self-check-2016Q4-school.docx")).tables
    table = next(table for table in tables if table.rows[0].cells[0].text == "检查对象")
    seen = {row.cells[1].text: text_of(row.cells[3]._tc) for row in table.rows[1:]}
    assert list(seen) == [clause.title for clause in clauses]
    counts = checked(gongkai, place)["clauses"]
    assert seen["栏目不更新"].startswith(f"发现问题{counts['mini.stale']['flagged']}[")
    assert "最新2016年11月1日" in seen["栏目不更新"]
    assert "【待填：人工检查结果】" in seen["保密审查"] and "保密审查记录" in seen["保密审查"]
    assert not counts["mini.reply"]["flagged"]
    assert "发现问题" not in seen["来信超期未答复"]


def test_self_check_of_several_sites_asks_for_one(gongkai: Call, place: Path) -> None:
    answer = gongkai("report", "self-check", *QUARTER, "-w", place)
    assert answer.code == 2
    assert "name one with --site: safety, water, school" in answer.err


def test_self_check_of_a_site_that_was_not_seen_says_so(gongkai: Call, place: Path) -> None:
    text = words_of(report(gongkai, place, "self-check", "--site", "yi") / "self-check-2016Q4-yi.docx")
    assert "未检查" in text and "2016-08-01" in text
    assert "不合格" not in text


def test_ledger_has_each_finding_with_its_evidence(gongkai: Call, place: Path) -> None:
    gongkai("check", "water", "school", "--as-of", "2016-12-31", *CLOCK, "-w", place)
    known = {entry["number"]: entry for entry in gongkai("findings", "list", "--json", "-w", place).json}
    book = openpyxl.load_workbook(report(gongkai, place, "ledger") / "ledger-2017-01-20.xlsx")
    sheet, evidence = book["整改台账"], book["证据"]
    head = [cell.value for cell in sheet[1]]
    lines = [dict(zip(head, line, strict=True)) for line in sheet.iter_rows(min_row=2, values_only=True)]
    assert {line["问题编号"] for line in lines} == set(known)
    for line in lines:
        entry = known[str(line["问题编号"])]
        assert line["条款"] == entry["clause"]
        assert str(line["整改时限"])[:10] == entry["deadline"]
    shown = {(line[0], line[3]) for line in evidence.iter_rows(min_row=2, values_only=True)}
    assert shown == {(number, capture) for number, entry in known.items() for capture in entry["evidence"]}
    for row in range(2, sheet.max_row + 1):
        link = sheet.cell(row, head.index("快照") + 1).hyperlink
        assert link is not None and link.location is not None
        target = evidence[link.location.split("!")[1]]
        assert target.value == sheet.cell(row, head.index("问题编号") + 1).value


def test_ledger_is_filtered_has_lists_of_states_and_prints_on_a4(gongkai: Call, place: Path) -> None:
    gongkai("check", "water", "school", "--as-of", "2016-12-31", *CLOCK, "-w", place)
    sheet = openpyxl.load_workbook(report(gongkai, place, "ledger") / "ledger-2017-01-20.xlsx")["整改台账"]
    assert sheet.auto_filter.ref == "A1:AF4"
    assert sheet.freeze_panes == "C2"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$1:$1"
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert any("已销号" in str(formula) and "误报" in str(formula) for formula in lists.values())


def test_export_of_findings_and_ledger_are_the_same_rows(gongkai: Call, place: Path) -> None:
    gongkai("check", "water", "school", "--as-of", "2016-12-31", *CLOCK, "-w", place)
    gongkai("findings", "export", "--format", "xlsx", "-o", place / "e.xlsx", *CLOCK, "-w", place)
    exported = openpyxl.load_workbook(place / "e.xlsx")["整改台账"]
    written = openpyxl.load_workbook(report(gongkai, place, "ledger") / "ledger-2017-01-20.xlsx")["整改台账"]
    by_number = {line[1]: line[2:] for line in exported.iter_rows(min_row=2, values_only=True)}
    assert by_number == {line[1]: line[2:] for line in written.iter_rows(min_row=2, values_only=True)}


def test_ledger_page_tells_how_many_stand_in_which_state(gongkai: Call, place: Path) -> None:
    gongkai("check", "water", "school", "--as-of", "2016-12-31", *CLOCK, "-w", place)
    number = gongkai("findings", "list", "--json", "-w", place).json[0]["number"]
    gongkai("findings", "waive", number, "--reason", "改版", "--approver", "王", *CLOCK, "-w", place)
    page = (report(gongkai, place, "ledger", "--format", "html") / "ledger-2017-01-20.html").read_text(encoding="utf-8")
    assert "共3个问题，其中待核实2个、已豁免1个" in BeautifulSoup(page, "html.parser").get_text()


def test_empty_ledger_is_a_document_too(gongkai: Call, place: Path) -> None:
    book = openpyxl.load_workbook(report(gongkai, place, "ledger") / "ledger-2017-01-20.xlsx")
    assert book["整改台账"].max_row == 1
    assert book["整改台账"]["A1"].value == "序号"


def test_a_document_says_which_formats_it_has(gongkai: Call, place: Path) -> None:
    answer = gongkai("report", "annual", "--year", "2016", "--format", "xlsx", *CLOCK, "--site", "water", "-w", place)
    assert answer.code == 2
    assert '"annual" cannot be written as "xlsx"; it has html, docx' in answer.err
    listed = {entry["name"]: entry for entry in gongkai("report", "list", "--json").json}
    assert listed["ledger"]["formats"] == ["xlsx", "html", "docx"]
    assert listed["bulletin"]["about"] == "round" and listed["columns"]["about"] == "year"
    assert {"annual", "bulletin", "columns", "evidence-list", "ledger", "self-check", "website-form"} <= set(listed)


def test_documents_of_a_year_take_no_quarter(gongkai: Call, place: Path) -> None:
    answer = gongkai("report", "columns", *QUARTER, "--site", "water", "-w", place)
    assert answer.code == 2 and "have no quarter" in answer.err
