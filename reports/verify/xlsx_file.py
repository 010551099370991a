"""Reading a document in XLSX: cells, figures (defined names), and the trace on its hidden sheet."""

from __future__ import annotations

import io
import json
import re
import zipfile
from decimal import Decimal

import openpyxl

from reports.verify.texts import Gatherer

SHEET = "gongkai"
NAME = "gongkai_"
TRACE = "trace"  # in the first field of the rows of the hidden sheet that hold it
PIECE = 30_000  # characters of the trace in one cell (a cell holds 32,767)
_LARGEST = 200 << 20  # bytes of all parts together
_FIGURE = re.compile(r"gongkai_(f\d+)\Z")


def read(data: bytes, found: Gatherer) -> str | None:
    """Gather cells and figures of all sheets; returns the trace as text, None where there is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(info.file_size for info in package.infolist()) > _LARGEST:
            raise ValueError("unpacked it is larger than 200 MB")
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        trace = _trace(book)
        shown = _shown(trace)
        figures = _figures(book)
        for sheet in book.worksheets:
            for row in sheet.iter_rows() if sheet.title != SHEET else ():
                for cell in row:
                    if cell.value is not None:
                        names = figures.get((sheet.title, cell.coordinate), ())
                        _cell(_text(cell.value), [(name, shown.get(name, "")) for name in names], found)
                        found.end(
                            f"工作表“{sheet.title}”{cell.coordinate}",
                            _KINDS.get(sheet.title, ""),
                            (sheet.title, cell.row),
                        )
        return trace
    finally:
        book.close()


_KINDS = {"数据来源": "source"}


def _cell(text: str, figures: list[tuple[str, str]], found: Gatherer) -> None:
    """A cell that is one figure, or a sentence in which each figure stands before the number of its note.

    A figure that does not stand in its sentence any more shows the whole sentence.
    """
    if len(figures) == 1 and f"{figures[0][1]}[" not in text:
        found.figure(figures[0][0], text)
        return
    rest, lost = text, []
    for name, shown in figures:
        before, mark, after = rest.partition(f"{shown}[")
        if not mark or not shown:
            lost.append(name)
            continue
        found.text(before)
        found.figure(name, shown)
        rest = f"[{after}"
    found.text(rest)
    for name in lost:
        found.figure(name, text)


def _trace(book: openpyxl.Workbook) -> str | None:
    if SHEET not in book.sheetnames:
        return None
    rows = book[SHEET].iter_rows(max_col=2, values_only=True)
    return "".join(str(row[1]) for row in rows if len(row) == 2 and row[0] == TRACE and row[1] is not None) or None


def _shown(trace: str | None) -> dict[str, str]:
    """How each figure showed when the trace was made."""
    try:
        figures = json.loads(trace or "{}").get("figures", [])
        return {str(figure["id"]): str(figure["shown"]) for figure in figures}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}  # what is no trace is told so by whoever reads it


def _figures(book: openpyxl.Workbook) -> dict[tuple[str, str], list[str]]:
    """Which figures stand in which cell (sheet, place), in their order."""
    found: dict[tuple[str, str], list[str]] = {}
    named = ((known[1], defined) for name, defined in book.defined_names.items() if (known := _FIGURE.match(name)))
    for name, defined in sorted(named, key=lambda pair: int(pair[0][1:])):
        for sheet, place in defined.destinations:
            found.setdefault((sheet, place.replace("$", "")), []).append(name)
    return found


def _text(value: object) -> str:
    if isinstance(value, float):  # 12.0 and 12 are one number in a spreadsheet
        number = Decimal(repr(value)).normalize()
        return f"{number:f}"
    return str(value)
