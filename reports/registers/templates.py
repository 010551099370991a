"""Registers as workbooks: the pattern with drop-down lists and notes, and plain tables. The same bytes each time."""

from __future__ import annotations

import io
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter

from crawler.errors import RegisterError
from reports.registers.base import Form
from reports.registers.cells import guard
from reports.registers.forms import FORMS, TITLES

LONGEST_CELL = 32_767
"""Characters that a cell of a workbook can hold."""

_FIXED = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed stamp makes the same workbook each time
_ROWS = 500  # rows of the pattern that have drop-down lists
_CHOICES = "选项"
_HOW = "填写说明"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_HEAD = {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "vcenter"}
_BODY = {"num_format": "@", "valign": "top", "text_wrap": True}


@cache
def notes_of(name: str) -> Mapping[str, str]:
    """What is said of each field of a register, by English name."""
    told = tomllib.loads((Path(__file__).parent / "notes.toml").read_text(encoding="utf-8"))
    return {field: text for field, text in {**told["all"], **told.get(name, {})}.items() if field in FORMS[name].labels}


def template_book(name: str) -> bytes:
    """The pattern of a register: header with notes, an example row, lists to choose from, a sheet of explanations."""
    form = FORMS[name]
    output = io.BytesIO()
    book = _new(output)
    sheet = book.add_worksheet(TITLES[name])
    _fill(book, sheet, form, [[names[0] for names in form.labels.values()], list(form.example)])
    needed = book.add_format({**_HEAD, "bg_color": "#FCE4D6"})
    for index, (field, names) in enumerate(form.labels.items()):
        if field in form.required_fields():
            sheet.write_string(0, index, names[0], needed)
        if note := notes_of(name).get(field):
            sheet.write_comment(0, index, note, {"x_scale": 2, "author": ""})
    _explain(book, name, form)
    _lists(book, sheet, form)
    book.close()
    return output.getvalue()


def plain_book(name: str, table: Sequence[Sequence[str]]) -> bytes:
    """A register as a workbook of texts, without lists and notes. Raises RegisterError for a text no cell can hold."""
    output = io.BytesIO()
    book = _new(output)
    _fill(book, book.add_worksheet(TITLES[name]), FORMS[name], table)
    book.close()
    return output.getvalue()


def fit_for_cell(text: str, where: str) -> str:
    """A text as a cell of a workbook holds it. Raises RegisterError for one that is too long or cannot be written."""
    made = guard(text)
    if len(made.encode("utf-16-le")) // 2 > LONGEST_CELL:
        raise RegisterError(
            f"a text has {len(text)} characters; a cell of XLSX holds {LONGEST_CELL}",
            where=where,
            fix="shorten it, or attach it as a file",
        )
    if _UNPRINTABLE.search(text):
        raise RegisterError("a text has control characters", where=where, fix="type it anew")
    return made


def _new(output: io.BytesIO) -> Any:
    book = xlsxwriter.Workbook(output, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _FIXED, "author": ""})
    return book


def _fill(book: Any, sheet: Any, form: type[Form], rows: Sequence[Sequence[str]]) -> None:
    head, body = book.add_format(_HEAD), book.add_format(_BODY)
    for index, names in enumerate(form.labels.values()):
        sheet.set_column(index, index, max(12, 2 * len(names[0]) + 4), body)
    for number, cells in enumerate(rows):
        for index, cell in enumerate(cells):
            if cell:
                sheet.write_string(number, index, fit_for_cell(cell, f"row {number + 1}"), body if number else head)
    sheet.freeze_panes(1, 0)
    _on_paper(sheet)


def _on_paper(sheet: Any) -> None:
    """One page wide on A4, lying, as offices print registers to sign them."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _lists(book: Any, sheet: Any, form: type[Form]) -> None:
    if not form.choices:
        return
    choices = book.add_worksheet(_CHOICES)
    for index, (field, words) in enumerate(form.choices.items()):
        choices.write_column(0, index, [form.labels[field][0], *map(str, words)])
        letter = chr(ord("A") + index)
        column = list(form.labels).index(field)
        rule = {
            "validate": "list",
            "source": f"={_CHOICES}!${letter}$2:${letter}${len(words) + 1}",
            "error_title": "请从列表中选择",
            "error_message": "请从下拉列表中选择；其他写法读取时会报错。",
            "error_type": "warning",
        }
        sheet.data_validation(1, column, _ROWS, column, rule)
    choices.hide()


def _explain(book: Any, name: str, form: type[Form]) -> None:
    sheet = book.add_worksheet(_HOW)
    _on_paper(sheet)
    body, head = book.add_format(_BODY), book.add_format(_HEAD)
    for index, width in enumerate((22, 12, 90)):
        sheet.set_column(index, index, width, body)
    lines = [
        ("字段", "是否必填", "说明"),
        *(
            (names[0], "必填" if field in form.required_fields() else "", notes_of(name).get(field, ""))
            for field, names in form.labels.items()
        ),
        ("", "", ""),
        ("使用方法", "", f"另存为 {name}.xlsx 放入 registers 文件夹，删去示例行后填写，一行一件。"),
        ("没有发生", "", "只保留表头、不填任何行，表示“没有”（0）；没有这个文件表示“未填报”，两者不同。"),
        ("更正", "", "不要改动已报送的行：在下面新增一行，填写更正或作废，并写明填报人、填报日期、原因。"),
    ]
    for number, cells in enumerate(lines):
        for index, cell in enumerate(cells):
            sheet.write_string(number, index, cell, body if number else head)
