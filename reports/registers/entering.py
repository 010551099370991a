"""Rows entered, corrected and declared void one by one: always a new row at the end, the old ones stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from crawler.clock import day_in_shanghai
from crawler.errors import RegisterError
from reports.registers.base import BOOKKEEPING
from reports.registers.book import Entry
from reports.registers.changelog import changing, new_event, write_event
from reports.registers.editing import Cells, checked, with_rows
from reports.registers.evidence import row_name
from reports.registers.forms import FORMS, TITLES
from reports.registers.importing import new_register
from reports.registers.reading import Register, read_whole, register_path
from reports.registers.stale import check_digest
from reports.registers.writing import digest, replace_file


@dataclass(frozen=True, slots=True)
class Entered:
    """What was written: the file, the row that was added, and the digest of the file since."""

    path: Path
    row_no: int | None
    name: str  # of the row, as logs name it
    sha256: str


def start_register(folder: Path, name: str, *, who: str, now: datetime, expected: str | None = None) -> Entered:
    """Lay a register out with a header and no rows: from then on it says "none" (0) instead of "not known".

    Raises RegisterError where it is there already.
    """
    with changing(folder):
        if register_path(folder, name) is not None:
            raise RegisterError(f"there is a register {name} ({TITLES[name]}) already", where=str(folder))
        check_digest(folder, name, expected)
        register = new_register(folder, name)
        return _written(folder, register, with_rows(register, []), "start", who, now)


def enter_row(
    folder: Path, name: str, cells: Cells, *, who: str, now: datetime, expected: str | None = None
) -> Entered:
    """Add a row (English field name → text). Who enters it and when are added where the cells do not say it.

    `expected` is the digest of the file that the person saw ("" of none). Raises StaleRegisterError where it is another
    one, WrongRegisterError where the row is wrong; then nothing is written.
    """
    with changing(folder):
        check_digest(folder, name, expected)
        path = register_path(folder, name)
        register = read_whole(path) if path else new_register(folder, name)
        row = {**_signed(who, now), **{field: text.strip() for field, text in cells.items() if text.strip()}}
        return _written(folder, register, with_rows(register, [row]), "enter", who, now)


def correct_row(
    folder: Path,
    name: str,
    row_no: int,
    cells: Cells,
    *,
    reason: str,
    who: str,
    now: datetime,
    expected: str | None = None,
) -> Entered:
    """Put a new row in the place of one that counts. Cells that are not named stay as they were, its files too.

    Raises RegisterError where that row does not count (any more), else as `enter_row`.
    """
    with changing(folder):
        check_digest(folder, name, expected)
        register, entry = _counting(folder, name, row_no)
        kept = {field: text for field, text in raw_cells(register, entry).items() if field not in _OF_THE_CHANGE}
        said = {field: text.strip() for field, text in cells.items() if field not in _OF_THE_CHANGE}
        change = {**_signed(who, now), "corrects": f"第{row_no}行", "reason": reason.strip()}
        return _written(folder, register, with_rows(register, [{**kept, **said, **change}]), "correct", who, now)


def void_row(
    folder: Path, name: str, row_no: int, *, reason: str, who: str, now: datetime, expected: str | None = None
) -> Entered:
    """Declare a row void by a new one that says why. Raises as `correct_row`."""
    with changing(folder):
        check_digest(folder, name, expected)
        register, _ = _counting(folder, name, row_no)
        row = {**_signed(who, now), "voids": f"第{row_no}行", "reason": reason.strip()}
        return _written(folder, register, with_rows(register, [row]), "void", who, now)


_OF_THE_CHANGE = ("corrects", "voids", "reason", "filed_by", "filed_on")


def raw_cells(register: Register, entry: Entry) -> Mapping[str, str]:
    """A row as it was written, by English field name, private fields included."""
    row = next(row for row in register.raw.rows if row.number == entry.row_no)
    return {name: text.strip() for name, text in zip(register.fields, row.cells, strict=False) if name}


def own_fields(name: str) -> tuple[str, ...]:
    """The fields of a register that say something of the world, in the order of its header."""
    return tuple(field for field in FORMS[name].labels if field not in BOOKKEEPING)


def _signed(who: str, now: datetime) -> dict[str, str]:
    return {"filed_by": who, "filed_on": day_in_shanghai(now).isoformat()}


def _counting(folder: Path, name: str, row_no: int) -> tuple[Register, Entry]:
    path = register_path(folder, name)
    register = read_whole(path) if path else None
    entry = next((each for each in register.entries if each.row_no == row_no), None) if register else None
    if register is None or entry is None:
        raise RegisterError(
            f"row {row_no} of {TITLES[name]} does not count (any more)",
            where=str(path or folder),
            fix="correct the row that took its place: gongkai registers show",
        )
    return register, entry


def _written(folder: Path, register: Register, body: bytes, what: str, who: str, now: datetime) -> Entered:
    then = checked(register, body)
    path = register.path
    before = digest(path.read_bytes()) if path.exists() else ""
    replace_file(path, body)
    known = {entry.row_no for entry in register.every}
    added = next((entry for entry in then.every if entry.row_no not in known), None)
    rows = (row_name(added),) if added else ()
    write_event(folder, replace(new_event(now, who, what, register.name, path, rows), before=before))
    return Entered(path, added.row_no if added else None, row_name(added) if added else "", digest(body))
