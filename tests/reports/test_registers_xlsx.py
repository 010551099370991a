"""Registers as workbooks: values as a person sees them; what a table must not have is named with its place."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from crawler.errors import RegisterError
from reports.registers import WrongRegisterError, read_register, read_registers
from reports.registers.forms import FORMS
from reports.registers.templates import template_book
from reports.registers.workbook import as_text
from reports.registers.writing import write_register, write_templates

REQUESTS = ["编号", "收到日期", "申请方式", "答复日期", "答复结果", "收费(元)", "申请人"]


def at(*parts: int) -> datetime:
    """A moment as a cell holds it: without a time zone."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def book(folder: Path, name: str, rows: list[list[Any]], change: Callable[[Any], None] | None = None) -> Path:
    made = Workbook()
    sheet: Any = made.active
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    path = folder / f"{name}.xlsx"
    made.save(path)
    return path


def errors_of(path: Path) -> str:
    with pytest.raises(WrongRegisterError) as caught:
        read_register(path)
    return str(caught.value)


def test_dates_and_numbers_are_read_as_cells(tmp_path: Path) -> None:
    day = at(2016, 3, 5)
    path = book(tmp_path, "requests", [REQUESTS, [20160001, day, "网络", date(2016, 3, 15), "同意公开", 12.5, "张三"]])
    form: Any = read_register(path)[0].form
    assert (form.no, form.received_on, form.answered_on) == ("20160001", date(2016, 3, 5), date(2016, 3, 15))
    assert form.fee == Decimal("12.5")


def test_dates_counted_from_1904_are_the_same_days(tmp_path: Path) -> None:
    made = Workbook()
    made.epoch = CALENDAR_MAC_1904
    sheet: Any = made.active
    sheet.append(["召开日期", "名称"])
    sheet.append([at(2016, 3, 5), "听证会"])
    made.save(tmp_path / "hearings.xlsx")
    form: Any = read_register(tmp_path / "hearings.xlsx")[0].form
    assert form.held_on == date(2016, 3, 5)


def test_month_that_a_spreadsheet_made_a_date_is_a_month_again(tmp_path: Path) -> None:
    def as_month(sheet: Any) -> None:
        sheet["C2"].number_format = 'yyyy"年"m"月"'

    header = ["平台", "账号", "期间", "发布数", "粉丝数"]
    path = book(tmp_path, "media", [header, ["微博", "甲", at(2016, 3, 1), 10, 20]], as_month)
    form: Any = read_register(path)[0].form
    assert (form.period.first, form.period.last) == (date(2016, 3, 1), date(2016, 3, 31))


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (True, "General", "是"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "General", "1000000000000000"),
        (82.0, "General", "82"),
        (at(2016, 3, 5, 10, 20), "General", "2016-03-05 10:20"),
        (at(2016, 3, 1), "mmm-yy", "2016-03"),
        (at(2016, 3, 1), "yyyy-mm-dd", "2016-03-01"),
        (None, "General", ""),
        ("a_x000D_\nb", "General", "a\nb"),
        ("_x0041_", "General", "_x0041_"),
    ],
)
def test_cells_read_as_a_person_writes_them(value: object, number_format: str, text: str) -> None:
    assert as_text(value, number_format) == text


def test_formula_with_a_stored_value_is_its_value(tmp_path: Path) -> None:
    path = book(tmp_path, "trainings", [["召开日期", "名称", "参训人数"], ["2016-04-20", "培训班", "=20+25"]])
    assert 'row 2: field "参训人数": holds a formula without a stored value' in errors_of(path)
    _store_value(path, "45")
    form: Any = read_register(path)[0].form
    assert form.people == 45


def _store_value(path: Path, value: str) -> None:
    """Put the value of the formula into the file, as a spreadsheet program does when it saves."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = (
        parts[sheet].replace(b"<v></v>", f"<v>{value}</v>".encode()).replace(b"<v />", f"<v>{value}</v>".encode())
    )
    assert f"<v>{value}</v>".encode() in parts[sheet]
    with zipfile.ZipFile(path, "w") as package:
        for name, body in parts.items():
            package.writestr(name, body)


HEARING = [["召开日期", "名称", "地点"], ["2016-03-05", "甲", "三楼"], ["2016-03-06", "乙", "三楼"]]


def _merge(sheet: Any) -> None:
    sheet.merge_cells("C2:C3")


def _hide_row(sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True


def _hide_column(sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True


def _second_sheet(sheet: Any) -> None:
    sheet.parent.create_sheet("补充").append(["2016-03-07", "丙"])


def _error_value(sheet: Any) -> None:
    sheet["A3"] = "#REF!"
    sheet["A3"].data_type = "e"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_merge, ["sheet “Sheet”", "row 2", "C2:C3 are merged", "地点", "unmerge"]),
        (_hide_row, ["sheet “Sheet”", "row 3: is hidden", "filter"]),
        (_hide_column, ["“Sheet”", '"地点" is hidden']),
        (_second_sheet, ["several sheets", "“Sheet”、“补充”", "keep one"]),
        (_error_value, ["row 3", "召开日期", "#REF!"]),
    ],
)
def test_what_a_table_must_not_have_is_named(tmp_path: Path, change: Any, expected: list[str]) -> None:
    message = errors_of(book(tmp_path, "hearings", HEARING, change))
    for part in (*expected, "hearings.xlsx"):
        assert part in message


def test_empty_second_sheet_and_notes_do_no_harm(tmp_path: Path) -> None:
    def more(sheet: Any) -> None:
        sheet.parent.create_sheet("Sheet2")
        sheet["A1"].comment = Comment("日期", "甲")

    assert len(read_register(book(tmp_path, "hearings", HEARING, more))) == 2


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "not an XLSX file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not an XLSX file"),
        (b"PK\x05\x06" + b"\0" * 18, "not an XLSX file"),
    ],
)
def test_file_that_is_no_workbook_is_refused(tmp_path: Path, body: bytes, expected: str) -> None:
    path = tmp_path / "hearings.xlsx"
    path.write_bytes(body)
    assert expected in errors_of(path)


def test_workbook_with_an_entity_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path, "hearings", HEARING)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
    parts["xl/worksheets/sheet1.xml"] = bomb + parts["xl/worksheets/sheet1.xml"]
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    assert "not a readable XLSX file" in errors_of(path)


def test_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path, "hearings", HEARING)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet9.xml", b"\0" * (201 * 2**20))
    assert "200 MB" in errors_of(path)


def test_two_files_for_one_register_are_refused(tmp_path: Path) -> None:
    write_register(tmp_path, "hearings", [])
    write_register(tmp_path, "hearings", [], ending=".xlsx")
    with pytest.raises(RegisterError, match="twice"):
        read_registers(tmp_path)


@pytest.mark.parametrize("name", ["requests.xls", "requests.et", "requests.ods"])
def test_old_formats_are_told_to_be_saved_again(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(RegisterError, match="save it as XLSX"):
        read_registers(tmp_path)


def test_lock_files_of_spreadsheet_programs_are_not_registers(tmp_path: Path) -> None:
    (tmp_path / "~$requests.xlsx").write_bytes(b"x")
    (tmp_path / ".requests.csv.part").write_bytes(b"x")
    assert read_registers(tmp_path).tables == {}


@pytest.mark.parametrize("name", sorted(FORMS))
def test_pattern_has_lists_notes_and_explanations_and_is_the_same_each_time(name: str, tmp_path: Path) -> None:
    assert template_book(name) == template_book(name)
    path = tmp_path / f"{name}.xlsx"
    path.write_bytes(template_book(name))
    made = load_workbook(path)
    sheet: Any = made.worksheets[0]
    assert [cell.value for cell in sheet[1]] == [names[0] for names in FORMS[name].labels.values()]
    assert made.sheetnames[1] == "填写说明"
    rules = sheet.data_validations.dataValidation
    assert len(rules) == len(FORMS[name].choices)
    for (field, words), rule in zip(FORMS[name].choices.items(), rules, strict=True):
        area = rule.formula1.split("!")[1].replace("$", "")
        assert [cell[0].value for cell in made["选项"][area]] == [str(word) for word in words], field
    assert sheet["A1"].comment is not None


def test_all_templates_are_written_and_read_in_both_formats(tmp_path: Path) -> None:
    assert {path.suffix for path in write_templates(tmp_path)} == {".csv", ".xlsx"}
