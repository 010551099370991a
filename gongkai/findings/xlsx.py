"""The correction ledger as a workbook: frozen header, filters, dates as dates, and nothing that a spreadsheet runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from math import ceil

import xlsxwriter
from rich.cells import cell_len

from reports.typography import cell_text

LIMIT = 32_767  # characters that a cell can hold, counted in UTF-16 as spreadsheets do
_CUT = "……（内容过长，已截断）"
_WIDTHS = {
    "序号": 6,
    "问题描述": 60,
    "问题链接": 44,
    "父页面": 36,
    "监测栏目": 28,
    "整改建议": 40,
    "依据": 36,
    "备注": 36,
    "快照": 36,
    "条款": 22,
    "是否逾期": 9,
    "预警次数": 9,
    "回潮次数": 9,
}
_WIDTH = 16
_A3 = 8  # as spreadsheets number paper
_LINE, _HIGHEST = 18, 409  # points: of one line of Chinese, and what a row can be


def workbook(headers: Sequence[str], rows: Iterable[Mapping[str, str | int | date | None]], title: str) -> bytes:
    """The workbook as bytes. Text is always written as text: no formula, no live link, no number of its own making."""
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    sheet = book.add_worksheet(title[:31])
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#DDE6F0"})
    text = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "border": 1})
    for place, header in enumerate(headers):
        sheet.write_string(0, place, header, head)
        sheet.set_column(place, place, _WIDTHS.get(header, _WIDTH))
    last = 0
    for last, row in enumerate(rows, 1):
        lines = 1
        for place, header in enumerate(headers):
            value = row.get(header)
            if isinstance(value, date):
                sheet.write_datetime(last, place, value, day)
            elif isinstance(value, int):
                sheet.write_number(last, place, value, text)
            else:
                shown = fit(cell_text(value or ""))
                sheet.write_string(last, place, shown, text)
                lines = max(lines, _lines(shown, _WIDTHS.get(header, _WIDTH)))
        sheet.set_row(last, min(lines * _LINE, _HIGHEST))  # not every program fits rows to wrapped text by itself
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, last, len(headers) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 1)
    sheet.fit_to_pages(3, 0)  # on one sheet's width thirty-two columns are too small to be read
    book.close()
    return out.getvalue()


def fit(text: str) -> str:
    """Text that a cell can hold: what is longer is cut, and says so."""
    if _units(text) <= LIMIT:
        return text
    room = LIMIT - _units(_CUT)
    return text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore") + _CUT


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column of so many characters; a Chinese character is two wide."""
    room = width - 1  # words are not broken to the last place
    return sum(max(1, ceil(cell_len(line) / room)) for line in text.split("\n"))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
