"""Changing a register in place: one cell, or rows at its end. Everything else stays as it is."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any

from crawler.errors import RegisterError
from reports.registers.forms import FORMS
from reports.registers.reading import Register, read_whole
from reports.registers.writing import csv_bytes

_LOST = ("xl/charts/", "xl/media/", "xl/pivot", "xl/externalLinks/", "xl/embeddings/", "xl/vbaProject", "xl/drawings/d")
"""Parts of a workbook that would not survive being saved by us."""

_ESCAPE = re.compile(r"(_x[0-9A-Fa-f]{4}_)")  # what would be read as an escaped character

Cells = Mapping[str, str]  # English field name → text


def with_field(register: Register, row_no: int, name: str, text: str) -> bytes:
    """The file with one field of one row set. Raises RegisterError for a workbook that cannot be kept whole."""
    return _edited(register, {row_no: {name: text}}, [])


def with_rows(register: Register, rows: Sequence[Cells]) -> bytes:
    """The file with rows added at its end. Raises RegisterError for a workbook that cannot be kept whole."""
    return _edited(register, {}, rows)


def checked(register: Register, body: bytes) -> Register:
    """The register as it would be read with this content. Raises WrongRegisterError where it would be wrong."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / register.path.name
        path.write_bytes(body)
        return read_whole(path, register.name)


def _edited(register: Register, changes: Mapping[int, Cells], rows: Sequence[Cells]) -> bytes:
    needed = [name for cells in (*changes.values(), *rows) for name, text in cells.items() if text]
    fields = list(dict.fromkeys((*register.fields, *needed)))
    if "" in register.fields:  # empty columns keep their place
        fields = [*register.fields, *(name for name in dict.fromkeys(needed) if name not in register.fields)]
    if register.path.suffix.lower() == ".xlsx":
        return _edited_book(register, fields, changes, rows)
    return _edited_csv(register, fields, changes, rows)


def _edited_csv(register: Register, fields: list[str], changes: Mapping[int, Cells], rows: Sequence[Cells]) -> bytes:
    raw = register.raw
    assert raw.header is not None  # a register that was read has one
    table = [list(row.cells) for row in (raw.header, *raw.rows)]

    def put(row_no: int, index: int, text: str) -> None:
        cells = table[row_no - 1]
        cells.extend([""] * (index + 1 - len(cells)))
        cells[index] = text

    while len(table) > 1 and not any(cell.strip() for cell in table[-1]):
        table.pop()
    first = len(table) + 1
    table.extend([] for _ in rows)
    _put_all(register, fields, changes, rows, first, put)
    return csv_bytes(table, raw.encoding)


def _edited_book(register: Register, fields: list[str], changes: Mapping[int, Cells], rows: Sequence[Cells]) -> bytes:
    from reports.registers.templates import fit_for_cell
    from reports.registers.workbook import load

    _refuse_loss(register.path)
    book = load(register.path)
    sheet = book[register.raw.sheet]
    if any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row):
        _refuse(register.path, "formulas, whose stored values")
    filled = [row.number for row in register.raw.rows if not row.blank]
    last = max(filled, default=1)

    def put(row_no: int, index: int, text: str) -> None:
        cell: Any = sheet.cell(row_no, index + 1)
        if row_no > last > 1:
            cell._style = copy(sheet.cell(last, index + 1)._style)
        cell.number_format = "@"
        fitted = fit_for_cell(text, f"{register.path}, row {row_no}")
        cell.value = _ESCAPE.sub(r"_x005F\1", fitted) or None
        if cell.value is not None:
            cell.data_type = "s"  # a text, whatever it begins with

    _put_all(register, fields, changes, rows, last + 1, put)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _put_all(
    register: Register,
    fields: list[str],
    changes: Mapping[int, Cells],
    rows: Sequence[Cells],
    first: int,
    put: Callable[[int, int, str], None],
) -> None:
    labels = FORMS[register.name].labels
    for index, name in enumerate(fields[len(register.fields) :], start=len(register.fields)):
        put(1, index, labels[name][0])
    for row_no, cells in (*changes.items(), *enumerate(rows, start=first)):
        for name, text in cells.items():
            if name in fields:
                put(row_no, fields.index(name), text)


def _refuse_loss(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        lost = sorted(name for name in package.namelist() if name.startswith(_LOST))
    if lost:
        _refuse(path, "pictures, charts or macros, which")


def _refuse(path: Path, what: str) -> None:
    raise RegisterError(
        f"holds {what} would be lost when a command saves it",
        where=str(path),
        fix="copy the rows as values into a new workbook (gongkai registers template), or save it as CSV UTF-8",
    )
