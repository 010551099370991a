"""Writing registers: whole files and patterns; a file in use is replaced in one step, and its old state is kept."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from crawler.errors import RegisterError
from reports.registers.base import Form
from reports.registers.cells import guard
from reports.registers.forms import FORMS
from reports.registers.reading import TEMPLATE, read_register

BACKUPS = "backup"
"""Folder inside `registers/` for the states of registers before a command changed them."""

Rows = Iterable[Mapping[str, object]]


def write_templates(folder: Path) -> list[Path]:
    """Write two patterns for each register, `<name>.template.csv` and `.xlsx`, with Chinese header and an example row.

    They are not read as registers: an untouched workspace must say "not known", not 0. To fill one in, copy it
    to `<name>.csv` (or `.xlsx`) and replace the example. A pattern that exists already is left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in FORMS:
        for ending in (".csv", ".xlsx"):
            path = folder / f"{name}{TEMPLATE}{ending}"
            if not path.exists():
                path.write_bytes(template(name, ending))
            written.append(path)
    return written


def template(name: str, ending: str) -> bytes:
    """The pattern of a register as CSV or as workbook; the same bytes each time."""
    if ending == ".xlsx":
        from reports.registers.templates import template_book  # xlsxwriter takes a while to import

        return template_book(name)
    return csv_bytes(template_rows(FORMS[name]))


def template_rows(form: type[Form]) -> list[list[str]]:
    """The Chinese header and the example row of a form."""
    header = [names[0] for names in form.labels.values()]
    return [header, [*form.example, *[""] * (len(header) - len(form.example))]]


def write_register(folder: Path, name: str, rows: Rows, *, year: int | None = None, ending: str = ".csv") -> Path:
    """Write a register whole and read it back, so that a wrong row is refused at once. Returns its path.

    Rows have English field names. `year` is the period of media rows (and the year of figures) that name none.
    Raises RegisterError for an unknown field, WrongRegisterError for what cannot be read back.
    """
    form = FORMS[name]
    fields = list(form.labels)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}{ending}"
    table = [[form.labels[field][0] for field in fields], *_cells(rows, fields, name, year)]
    path.write_bytes(table_bytes(name, table, ending))
    read_register(path)
    return path


def table_bytes(name: str, table: Sequence[Sequence[str]], ending: str) -> bytes:
    """A table as the file of a register, CSV or XLSX."""
    if ending == ".xlsx":
        from reports.registers.templates import plain_book

        return plain_book(name, table)
    return csv_bytes(table)


def _cells(rows: Rows, fields: list[str], name: str, year: int | None) -> Iterator[list[str]]:
    dated = next((field for field in ("period", "year") if field in fields), None)
    for row in rows:
        unknown = sorted(set(row) - set(fields))
        if unknown:
            raise RegisterError(
                f'unknown field "{unknown[0]}"', where=f"{name}.csv", fix=f"fields: {', '.join(fields)}"
            )
        filled = {dated: year, **row} if dated is not None and year is not None else row
        yield [_written(filled.get(field)) for field in fields]


def _written(value: object) -> str:
    if value is None:
        return ""
    return ("是" if value else "否") if isinstance(value, bool) else str(value)


def csv_bytes(table: Iterable[Sequence[str]], encoding: str = "utf-8-sig") -> bytes:
    """A table as CSV. The byte order mark makes spreadsheet programs read UTF-8; formulas are disarmed by `guard`.

    A text that the encoding cannot hold makes the file UTF-8.
    """
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([[guard(cell) for cell in row] for row in table])
    try:
        return text.getvalue().encode(encoding)
    except UnicodeEncodeError:
        return text.getvalue().encode("utf-8-sig")


def digest(body: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()


def replace_file(path: Path, body: bytes) -> Path | None:
    """Put new content in the place of a file in one step: it is never half written, and its old state is kept.

    Returns the backup (`backup/<name>.<first digits of its digest><ending>`), None where there was no file.
    """
    backup = None
    if path.exists():
        old = path.read_bytes()
        backup = path.parent / BACKUPS / f"{path.stem}.{digest(old)[:12]}{path.suffix}"
        backup.parent.mkdir(exist_ok=True)
        if not backup.exists():
            write_through(backup, old)
    write_through(path, body)
    return backup


def write_through(path: Path, body: bytes) -> None:
    """Write beside the file, make sure it is on the disk, then take its name."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
