"""Registers (台账): facts that no crawl can see, kept by the office as CSV files in the workspace's `registers/`.

A register that is absent means "not known"; one with a header and no rows means "none", which is 0.
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from crawler.errors import RegisterError
from reports.metrics.base import NotKnown
from reports.register_forms import FORMS, TITLES, Case, Form, Media, Meeting, Request

_LARGEST = 20 * 2**20  # bytes; a register of more than 20 MB is not one that a person keeps
F = TypeVar("F", bound=Form)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a register with the place it stands in (row 1 is the header, as a spreadsheet shows it)."""

    file: str
    row_no: int
    form: Form


@dataclass(frozen=True)
class Registers:
    """All registers of a workspace; a name that is missing in `tables` was never filled in."""

    tables: Mapping[str, tuple[Entry, ...]]

    def rows(self, name: str, form: type[F]) -> list[tuple[Entry, F]]:
        """The rows of one register with their forms. Raises NotKnown where there is no such register."""
        if name not in self.tables:
            raise NotKnown(f"未填报{TITLES[name]}（registers/{name}.csv）")
        return [(entry, entry.form) for entry in self.tables[name] if isinstance(entry.form, form)]

    def meetings(self, name: str) -> list[tuple[Entry, Meeting]]:
        """Rows of hearings, forums or press_conferences."""
        return self.rows(name, Meeting)

    @cached_property
    def requests(self) -> list[tuple[Entry, Request]]:
        """Rows of requests."""
        return self.rows("requests", Request)

    def cases(self, name: str) -> list[tuple[Entry, Case]]:
        """Rows of reviews or suits."""
        return self.rows(name, Case)

    @cached_property
    def media(self) -> list[tuple[Entry, Media]]:
        """Rows of media."""
        return self.rows("media", Media)


NO_REGISTERS = Registers({})


def read_registers(folder: Path) -> Registers:
    """Read every register of a folder; a folder that does not exist holds none.

    Files named `*.template.csv` are patterns and not read. Raises RegisterError for a file that is no register
    and for the first wrong row, naming file, row, field, what was read and what to write.
    """
    tables: dict[str, tuple[Entry, ...]] = {}
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else []:
        if path.name.endswith(".template.csv"):
            continue
        if path.stem not in FORMS:
            near = difflib.get_close_matches(path.stem, FORMS, n=1, cutoff=0.5)
            advice = f"rename it to {near[0]}.csv" if near else f"registers are named {', '.join(FORMS)} (.csv)"
            raise RegisterError("is not the name of a register", where=str(path), fix=advice)
        tables[path.stem] = read_register(path)
    return Registers(tables)


def read_register(path: Path) -> tuple[Entry, ...]:
    """Read one register, UTF-8 (with or without BOM) or GB18030, with English or Chinese headers."""
    form = FORMS[path.stem]
    rows = _table(path)
    where = str(path)
    if not rows:
        raise RegisterError("the file is empty", where=where, fix=f"write the header: {_header(form)}")
    fields = _fields(form, rows[0], where)
    entries: list[Entry] = []
    for row_no, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        entries.append(Entry(path.name, row_no, _read_row(form, fields, cells, f"{where}, row {row_no}")))
    _refuse_doubles(form, entries, where)
    return tuple(entries)


def _table(path: Path) -> list[list[str]]:
    if path.stat().st_size > _LARGEST:
        raise RegisterError("is larger than 20 MB", where=str(path), fix="split it, or remove what is not the register")
    body = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        try:
            return list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except csv.Error as error:
            raise RegisterError(f"is not a CSV table ({error})", where=str(path), fix="save it as CSV again") from None
    raise RegisterError("is neither UTF-8 nor GB18030 text", where=str(path), fix="save it as CSV UTF-8, not as XLSX")


def _header(form: type[Form]) -> str:
    return ",".join(names[0] for names in form.labels.values())


def _fields(form: type[Form], header: list[str], where: str) -> list[str]:
    known = {alias: name for name, aliases in form.labels.items() for alias in (name, *aliases)}
    fields: list[str] = []
    for cell in header:
        written = "".join(cell.split())
        if written not in known:
            near = difflib.get_close_matches(written, known, n=1, cutoff=0.5)
            hint = f'did you mean "{near[0]}"? ' if near else ""
            raise RegisterError(
                f'row 1 (header): unknown field "{cell.strip()}"',
                where=where,
                fix=f"{hint}the fields are: {_header(form)}",
            )
        if known[written] in fields:
            raise RegisterError(
                f'row 1 (header): the field "{written}" stands there twice', where=where, fix="keep one"
            )
        fields.append(known[written])
    for name, model_field in form.model_fields.items():
        if model_field.is_required() and name not in fields:
            raise RegisterError(
                f'row 1 (header): the field "{form.labels[name][0]}" ({name}) is missing',
                where=where,
                fix=f"the fields are: {_header(form)}",
            )
    return fields


def _read_row(form: type[Form], fields: list[str], cells: list[str], where: str) -> Form:
    if len(cells) > len(fields) and any(cell.strip() for cell in cells[len(fields) :]):
        raise RegisterError(
            f"has {len(cells)} cells, the header has {len(fields)}",
            where=where,
            fix='put a text that contains a comma into double quotes "…"',
        )
    padded = [*cells[: len(fields)], *[""] * (len(fields) - len(cells))]
    values = dict(zip(fields, padded, strict=True))
    try:
        return form(**values)
    except ValidationError as error:
        raise _explained(form, error.errors()[0], values, where) from None


def _explained(form: type[Form], error: Any, values: Mapping[str, str], where: str) -> RegisterError:
    """One pydantic error in our words: what was read and what to write instead."""
    advice = str(error.get("ctx", {}).get("fix") or error["msg"])
    if not error["loc"]:
        return RegisterError("the row does not fit together", where=where, fix=advice)
    name = str(error["loc"][0])
    return RegisterError(
        f'field "{form.labels[name][0]}" ({name}): read "{values.get(name, "").strip()}"', where=where, fix=advice
    )


def _refuse_doubles(form: type[Form], entries: list[Entry], where: str) -> None:
    first: dict[tuple[object, ...], int] = {}
    for entry in entries:
        key = tuple(getattr(entry.form, name) for name in form.unique)
        if key in first:
            names = ", ".join(f"{form.labels[name][0]} ({name})" for name in form.unique)
            raise RegisterError(
                f"row {entry.row_no} repeats row {first[key]}: the same {names}",
                where=where,
                fix="give it its own number, or delete it; else it would be counted twice",
            )
        first[key] = entry.row_no
    _refuse_overlaps(entries, where)


def _refuse_overlaps(entries: list[Entry], where: str) -> None:
    rows = [(entry, entry.form) for entry in entries if isinstance(entry.form, Media)]
    for index, (entry, form) in enumerate(rows):
        for other, earlier in rows[:index]:
            same = (form.platform, form.account) == (earlier.platform, earlier.account)
            if same and form.period.overlaps(earlier.period):
                raise RegisterError(
                    f'row {entry.row_no}: the period (期间) of "{form.account}" overlaps the one in row {other.row_no}',
                    where=where,
                    fix="keep months, quarters or the year, not several of them; else posts would be counted twice",
                )


def write_templates(folder: Path) -> list[Path]:
    """Write one pattern for each register, `<name>.template.csv`, with the Chinese header and one example row.

    They are not read as registers: an untouched workspace must say "not known", not 0. To fill one in, copy it
    to `<name>.csv` and replace the example. A pattern that exists already is left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, form in FORMS.items():
        path = folder / f"{name}.template.csv"
        if not path.exists():
            _write(path, [[names[0] for names in form.labels.values()], list(form.example)])
        written.append(path)
    return written


def write_register(folder: Path, name: str, rows: Iterable[Mapping[str, object]], *, year: int | None = None) -> Path:
    """Write a register whole and read it back, so that a wrong row is refused at once. Returns its path.

    Rows have English field names. `year` is the period of media rows that name none.
    """
    form = FORMS[name]
    fields = list(form.labels)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.csv"
    _write(path, [[form.labels[field][0] for field in fields], *_cells(rows, fields, name, year)])
    read_register(path)
    return path


def _cells(rows: Iterable[Mapping[str, object]], fields: list[str], name: str, year: int | None) -> Iterator[list[str]]:
    for row in rows:
        unknown = sorted(set(row) - set(fields))
        if unknown:
            raise RegisterError(
                f'unknown field "{unknown[0]}"', where=f"{name}.csv", fix=f"fields: {', '.join(fields)}"
            )
        filled = {"period": year, **row} if "period" in fields and year is not None else row
        yield ["" if filled.get(field) is None else str(filled[field]) for field in fields]


def _write(path: Path, table: list[list[str]]) -> None:
    # The byte order mark makes Excel read UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(table)
