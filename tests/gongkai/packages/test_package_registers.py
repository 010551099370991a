"""Registers in a package: every row with its number, no applicant's name, whatever the file was."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from crawler.errors import RegisterError
from gongkai.packages.registers import copy_registers
from reports.registers import read_registers

HEADER = ["编号", "收到日期", "申请方式", "答复日期", "答复结果", "收费（元）", "申请人"]
ROWS = [
    ["2016-001", "2016-03-05", "网络", "2016-03-15", "同意公开", "0", "张三丰"],
    ["2016-002", "2016-04-05", "信函", "2016-04-15", "同意公开", "0", "李四光"],
]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_rows_are_copied_without_applicants(tmp_path: Path, ending: str) -> None:
    source = tmp_path / "registers"
    source.mkdir()
    if ending == ".csv":
        with (source / "requests.csv").open("w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows([HEADER, ROWS[0], [], ROWS[1]])
    else:
        book = openpyxl.Workbook()
        for row in (HEADER, ROWS[0], [], ROWS[1]):
            book.active.append(row)  # type: ignore[union-attr]
        book.save(source / "requests.xlsx")
    copy_registers(source, tmp_path / "copy")
    text = (tmp_path / "copy" / "requests.csv").read_text("utf-8-sig")
    assert "张三丰" not in text
    assert "李四光" not in text
    mine, theirs = (read_registers(folder).requests for folder in (source, tmp_path / "copy"))
    assert [(entry.row_no, form.no) for entry, form in theirs] == [(entry.row_no, form.no) for entry, form in mine]
    assert [entry.row_no for entry, _ in theirs] == [2, 4]


def test_misnamed_register_is_refused(tmp_path: Path) -> None:
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "hearing.csv").write_text("召开日期\n", "utf-8")
    with pytest.raises(RegisterError, match="hearings"):
        copy_registers(tmp_path / "registers", tmp_path / "copy")
