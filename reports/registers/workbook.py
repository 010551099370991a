"""Reading a register from XLSX: values and dates as a person sees them; what a table must not have is named.

Refused: formulas without a stored value, error values, merged cells, hidden rows and columns that hold something,
several sheets with content, and files that unpack to more than a register can be.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.registers.cells import one_line_end, unguard
from reports.registers.problems import FaultList
from reports.registers.raw import RawRow, RawTable

OWN_SHEETS = ("填写说明", "选项")
"""Sheets of our patterns that hold no rows."""

_UNPACKED = 200 * 2**20  # bytes
_MOST_ROWS = 100_000
_MOST_FIELDS = 200
_ESCAPED = re.compile(r"_x(000[9AaDd])_")  # tabs and line ends; openpyxl has read the other escapes
_SAVE_AGAIN = "open it in a spreadsheet program and save it again as XLSX"


def read_workbook(path: Path, faults: FaultList) -> RawTable:
    """The one table of a workbook. Faults of the file are noted; then the table is empty."""
    if not _sound(path, faults):
        return RawTable(None)
    try:
        book = load(path)
    except Exception as error:  # whatever a broken file makes the library raise
        faults.add(f"is not a readable XLSX file ({type(error).__name__})", _SAVE_AGAIN)
        return RawTable(None)
    sheets = filled_sheets(book)
    if len(sheets) > 1:
        names = "、".join(f"“{sheet.title}”" for sheet in sheets)
        faults.add(f"has several sheets with content: {names}", "keep one sheet, move the others to files of their own")
    if len(sheets) != 1:
        return RawTable(None)
    sheet = sheets[0]
    faults.where = f"{path}, sheet “{sheet.title}”"
    if sheet.max_row > _MOST_ROWS or sheet.max_column > _MOST_FIELDS:
        faults.add(f"reaches to {sheet.dimensions}", "delete the empty rows and columns that were formatted")
        return RawTable(None)
    formulas = any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    values = load(path, values=True)[sheet.title] if formulas else sheet
    rows = [_row(number, cells, values) for number, cells in enumerate(sheet.iter_rows(min_row=1), start=1)]
    table = RawTable(rows[0] if rows else None, rows[1:], sheet=sheet.title)
    _refuse_hidden(sheet, table, faults)
    _refuse_merged(sheet, table, faults)
    return table


def _sound(path: Path, faults: FaultList) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            size = sum(each.file_size for each in package.infolist())
            names = {each.filename for each in package.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        faults.add("is not an XLSX file (an old XLS, or a file with a password?)", _SAVE_AGAIN)
        return False
    if size > _UNPACKED:
        faults.add("unpacks to more than 200 MB", "copy the rows of the register into a new workbook")
        return False
    if "[Content_Types].xml" not in names:
        faults.add("is not an XLSX file", _SAVE_AGAIN)
        return False
    return True


def load(path: Path, *, values: bool = False) -> Any:
    """The workbook; with `values` the stored values of formulas instead of the formulas."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # extensions that are not read (conditional formats, drop-down lists)
        return load_workbook(path, data_only=values, keep_links=False)


def filled_sheets(book: Any) -> list[Worksheet]:
    """The sheets that hold something, without those of our patterns."""
    return [sheet for sheet in book.worksheets if sheet.title not in OWN_SHEETS and _has_content(sheet)]


def _has_content(sheet: Worksheet) -> bool:
    rows = sheet.iter_rows(max_row=min(sheet.max_row, _MOST_ROWS + 1), max_col=min(sheet.max_column, _MOST_FIELDS + 1))
    return any(cell.value is not None and str(cell.value).strip() for row in rows for cell in row)


def _row(number: int, cells: tuple[Any, ...], values: Worksheet) -> RawRow:
    texts: list[str] = []
    faults: dict[int, tuple[str, str]] = {}
    for index, cell in enumerate(cells):
        formula = cell.data_type == "f"
        seen = values.cell(number, index + 1) if formula else cell
        if formula and seen.value is None:
            fix = "open the file in a spreadsheet program and save it, or write the value instead of the formula"
            faults[index] = ("holds a formula without a stored value", fix)
        elif seen.data_type == "e":
            faults[index] = (f"holds the error {seen.value}", "write the value")
        texts.append("" if index in faults else as_text(seen.value, seen.number_format))
    while texts and not texts[-1] and len(texts) - 1 not in faults:
        texts.pop()
    return RawRow(number, texts, tuple((index, *fault) for index, fault in faults.items()))


def as_text(value: object, number_format: str = "General") -> str:
    """A cell's value as a person would write it: 2016-03-05, 12.5, 是; a date shown without its day as 2016-03."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        if value.time() != time(0):
            return value.isoformat(sep=" ", timespec="minutes")
        return value.strftime("%Y-%m") if value.day == 1 and _without_day(number_format) else value.date().isoformat()
    if isinstance(value, date | time | timedelta | int):
        return str(value)
    if isinstance(value, float):
        plain = f"{Decimal(format(value, '.15g')):f}"  # a spreadsheet keeps fifteen digits
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return unguard(one_line_end(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))))


def _without_day(number_format: str) -> bool:
    """True for a format that shows year and month only, as spreadsheets give to what was typed as 2016-03."""
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format).lower()
    return "m" in bare and "y" in bare and "d" not in bare


def _refuse_hidden(sheet: Worksheet, table: RawTable, faults: FaultList) -> None:
    for row in table.rows:
        if not row.blank and sheet.row_dimensions[row.number].hidden:
            faults.add("is hidden", "show it (clear the filter), or delete it", row_no=row.number)
    names = table.header.cells if table.header else []
    for index, name in enumerate(names):
        if name and _column_hidden(sheet, index + 1):
            faults.add(f'the column of the field "{name}" is hidden', "show it, or delete it", field=name)


def _column_hidden(sheet: Worksheet, number: int) -> bool:
    return any(
        each.hidden and (letter == get_column_letter(number) or (each.min or 0) <= number <= (each.max or 0))
        for letter, each in sheet.column_dimensions.items()
    )


def _refuse_merged(sheet: Worksheet, table: RawTable, faults: FaultList) -> None:
    names = table.header.cells if table.header else []
    for area in sorted(sheet.merged_cells.ranges, key=lambda each: (each.min_row, each.min_col)):
        fields = "、".join(name for name in names[area.min_col - 1 : area.max_col] if name)
        what = f"the cells {area.coord} are merged{f' (field {fields})' if fields else ''}"
        faults.add(what, "unmerge them and write the value into each row", row_no=area.min_row, field=fields or None)
