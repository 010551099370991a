"""Reading registers: every wrong row of a file is named, with its field, what was read and what to write."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reports.registers.base import Form
from reports.registers.book import Change, Entry, Registers
from reports.registers.corrections import settle
from reports.registers.figures import YearFigure
from reports.registers.forms import FORMS, Media
from reports.registers.header import header_of, read_header
from reports.registers.indicators import Stated, Target, Unreadable, stated
from reports.registers.problems import FaultList, Problem, WrongRegisterError
from reports.registers.raw import ENDINGS, RawTable, read_raw
from reports.registers.rows import read_row

TEMPLATE = ".template"
_BAD_ENDINGS = (".xls", ".xlsm", ".et", ".ods", ".wps")

Figures = dict[tuple[int, Target], tuple[Entry, Stated]]


@dataclass(frozen=True)
class Register:
    """One register as read: every row, the rows that count, what was corrected, what figures state."""

    path: Path
    name: str
    raw: RawTable
    fields: tuple[str, ...]  # English names in the order of the file; "" for an empty column
    every: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    changes: tuple[Change, ...]
    figures: Mapping[tuple[int, Target], tuple[Entry, Stated]]


def read_registers(folder: Path) -> Registers:
    """Read every register of a folder; a folder that does not exist holds none.

    Files named `*.template.csv` or `.xlsx` are patterns and not read. Raises WrongRegisterError (a RegisterError) with
    all that is wrong in all files, naming file, row, field, what was read and what to write.
    """
    problems: list[Problem] = []
    found: dict[str, Register] = {}
    for path in register_files(folder, problems):
        try:
            found[path.stem] = read_whole(path)
        except WrongRegisterError as error:
            problems += error.problems
    if problems:
        raise WrongRegisterError(problems)
    return Registers(
        {name: made.entries for name, made in found.items()},
        {name: made.changes for name, made in found.items() if made.changes},
        {key: value for made in found.values() for key, value in made.figures.items()},
    )


def register_files(folder: Path, problems: list[Problem]) -> list[Path]:
    """The files of a folder that hold registers, one for each name; what is misnamed is added to `problems`."""
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if not path.is_file() or path.name.startswith(("~$", ".")) or path.stem.endswith(TEMPLATE):
            continue
        if path.suffix.lower() in _BAD_ENDINGS:
            problems.append(Problem(str(path), None, None, "is not read", "save it as XLSX or as CSV UTF-8"))
        elif path.suffix.lower() in ENDINGS:
            if path.stem not in FORMS:
                problems.append(_misnamed(path))
            elif path.stem in found:
                what = f"there is {found[path.stem].name} as well"
                problems.append(Problem(str(path), None, None, what, "keep one of them; else rows are counted twice"))
            else:
                found[path.stem] = path
    return list(found.values())


def register_path(folder: Path, name: str) -> Path | None:
    """The file that holds a register, None where there is none."""
    return next((path for ending in ENDINGS if (path := folder / f"{name}{ending}").is_file()), None)


def _misnamed(path: Path) -> Problem:
    near = difflib.get_close_matches(path.stem, FORMS, n=1, cutoff=0.5)
    ending = path.suffix.lower()
    advice = f"rename it to {near[0]}{ending}" if near else f"registers are named {', '.join(FORMS)} ({ending})"
    return Problem(str(path), None, None, "is not the name of a register", advice)


def read_register(path: Path) -> tuple[Entry, ...]:
    """The rows of one register that count. Raises WrongRegisterError."""
    return read_whole(path).entries


def read_whole(path: Path, name: str | None = None) -> Register:
    """Read one register (UTF-8 with or without BOM, GB18030, XLSX; English or Chinese headers) with all its rows.

    `name` says which register it is, where the file is named otherwise. Raises WrongRegisterError.
    """
    name = name or path.stem
    form = FORMS[name]
    faults = FaultList(str(path))
    raw = read_raw(path, faults)
    if not faults.problems and (raw.header is None or (raw.header.blank and all(row.blank for row in raw.rows))):
        faults.add("the file is empty", f"write the header: {header_of(form)}")
    faults_of_file = raw.header is None
    if faults_of_file:
        faults.stop()
    fields = read_header(form, raw, faults)
    if len(fields) != len(raw.header.cells if raw.header else ()):
        faults.stop()
    every = _rows(path, form, fields, raw, faults)
    entries, changes = settle(form, every, faults)
    _refuse_overlaps(entries, faults)
    figures = _figures(entries, faults)
    faults.stop()
    return Register(path, name, raw, tuple(fields), tuple(every), tuple(entries), tuple(changes), figures)


def _rows(path: Path, form: type[Form], fields: list[str], raw: RawTable, faults: FaultList) -> list[Entry]:
    if missing := [name for name in form.model_fields if form.model_fields[name].is_required() and name not in fields]:
        assert faults.problems, missing  # the header has been told of; rows without it would only repeat it
        return []
    read = ((row.number, read_row(form, fields, row, faults)) for row in raw.rows if not row.blank)
    return [Entry(path.name, number, made) for number, made in read if made is not None]


def _refuse_overlaps(entries: list[Entry], faults: FaultList) -> None:
    rows = [(entry, entry.form) for entry in entries if isinstance(entry.form, Media)]
    for index, (entry, form) in enumerate(rows):
        for other, earlier in rows[:index]:
            same = (form.platform, form.account) == (earlier.platform, earlier.account)
            if same and form.period.overlaps(earlier.period):
                faults.add(
                    f'the period (期间) of "{form.account}" overlaps the one in row {other.row_no}',
                    "keep months, quarters or the year, not several of them; else posts would be counted twice",
                    row_no=entry.row_no,
                    field="期间",
                )


def _figures(entries: list[Entry], faults: FaultList) -> Figures:
    found: Figures = {}
    for entry in entries:
        form = entry.form
        if not isinstance(form, YearFigure):
            continue
        try:
            made = stated(form)
        except Unreadable as error:
            label = form.labels[error.field][0]
            what = f'field "{label}" ({error.field}): read "{getattr(form, error.field)}"'
            faults.add(what, error.fix, row_no=entry.row_no, field=label)
            continue
        first = found.setdefault((form.year, made.target), (entry, made))[0]
        if first is not entry:
            what = f"states the same figure as row {first.row_no}"
            faults.add(what, "keep one, or mark it as a correction (更正)", row_no=entry.row_no, field="指标")
    return found
