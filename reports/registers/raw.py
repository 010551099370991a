"""A register as a table of texts, whether it was saved as CSV or XLSX."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

from reports.registers.cells import one_line_end, unguard
from reports.registers.problems import FaultList

LARGEST = 20 * 2**20  # bytes; a register of more than 20 MB is not one that a person keeps
ENDINGS = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row with its number as a spreadsheet shows it; `faults` are cells that hold no value (index, what, fix)."""

    number: int
    cells: list[str]
    faults: tuple[tuple[int, str, str], ...] = ()

    @property
    def blank(self) -> bool:
        """True where nothing is written."""
        return not self.faults and not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class RawTable:
    """The header and the rows below it. `encoding` is that of a CSV file, `sheet` the name of a workbook's sheet."""

    header: RawRow | None
    rows: list[RawRow] = field(default_factory=list)
    encoding: str = "utf-8-sig"
    sheet: str = ""


def read_raw(path: Path, faults: FaultList) -> RawTable:
    """Read a CSV or XLSX file. What makes it unreadable is noted in `faults`; then the table is empty."""
    if path.stat().st_size > LARGEST:
        faults.add("is larger than 20 MB", "split it, or remove what is not the register")
        return RawTable(None)
    if path.suffix.lower() == ".xlsx":
        from reports.registers.workbook import read_workbook  # openpyxl takes a while to import

        return read_workbook(path, faults)
    return _read_csv(path, faults)


def _read_csv(path: Path, faults: FaultList) -> RawTable:
    body = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        try:
            table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except csv.Error as error:
            faults.add(f"is not a CSV table ({error})", "save it as CSV again")
            return RawTable(None)
        return _table(table, encoding)
    if body.startswith(b"PK"):
        faults.add("is a spreadsheet, not text", f"rename it to {path.stem}.xlsx, or save it as CSV UTF-8")
    else:
        faults.add("is neither UTF-8 nor GB18030 text", "save it as CSV UTF-8 or as XLSX")
    return RawTable(None)


def _table(table: list[list[str]], encoding: str) -> RawTable:
    rows = [
        RawRow(number, [unguard(one_line_end(cell)) for cell in cells]) for number, cells in enumerate(table, start=1)
    ]
    return RawTable(rows[0] if rows else None, rows[1:], encoding)
