"""Taking rows of another file into a register: new ones are added, what is there already is never overwritten."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from crawler.clock import day_in_shanghai
from crawler.errors import RegisterError
from reports.registers.base import BOOKKEEPING
from reports.registers.book import Entry, shown
from reports.registers.changelog import changing, new_event, write_event
from reports.registers.editing import Cells, checked, with_rows
from reports.registers.evidence import row_name
from reports.registers.forms import FORMS
from reports.registers.raw import ENDINGS
from reports.registers.reading import Register, read_whole, register_path
from reports.registers.stale import check_digest
from reports.registers.writing import csv_bytes, digest, replace_file


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that is there already and says something else: nothing was changed, a person must decide."""

    key: str
    row_no: int  # in the file that was imported
    stands_in: int  # row of the register
    differences: tuple[str, ...]  # 收费（元）：0 → 12.50; without what private fields hold

    @property
    def text(self) -> str:
        """In the words of a list."""
        what = "、".join(self.differences)
        return f"第{self.row_no}行（{self.key}）与台账第{self.stands_in}行不一致：{what}"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: keys of the rows that were added, of those that were there already, and conflicts."""

    path: Path
    added: tuple[str, ...]
    same: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def import_rows(
    folder: Path,
    source: Path,
    name: str,
    *,
    who: str,
    now: datetime,
    write: bool = True,
    expected: str | None = None,
) -> Imported:
    """Add the rows of a file that a register does not have yet. With `write` False only say what would be done.

    `expected` is the digest of the register that the person saw ("" of none): another one raises StaleRegisterError.

    Rows without 填报人 and 填报日期 get `who` and the day of `now`. Rows that were corrected inside the file come as
    they stand in the end. Raises RegisterError for a file that is wrong: then nothing is added.
    """
    if source.suffix.lower() not in ENDINGS:
        raise RegisterError("is not read", where=str(source), fix="save it as XLSX or as CSV UTF-8")
    coming = read_whole(source, name)
    with changing(folder):
        check_digest(folder, name, expected)
        path = register_path(folder, name)
        register = read_whole(path) if path else new_register(folder, name)
        there = {_key(register, entry): entry for entry in register.entries}
        new = [entry for entry in coming.entries if _key(coming, entry) not in there]
        pairs = [(entry, there[_key(coming, entry)]) for entry in coming.entries if _key(coming, entry) in there]
        conflicts = [_conflict(*pair) for pair in pairs if _differences(*pair)]
        same = [row_name(entry) for entry, other in pairs if not _differences(entry, other)]
        made = Imported(register.path, tuple(map(row_name, new)), tuple(same), tuple(conflicts))
        body = with_rows(register, [_cells(coming, entry, who, day_in_shanghai(now)) for entry in new])
        then = checked(register, body)
        if write and (new or path is None):
            before = digest(register.path.read_bytes()) if path else ""
            replace_file(register.path, body)
            known = {entry.row_no for entry in register.every}
            rows = tuple(row_name(entry) for entry in then.every if entry.row_no not in known)
            event = new_event(now, who, "import", name, register.path, rows)
            write_event(folder, replace(event, before=before))
    return made


def new_register(folder: Path, name: str) -> Register:
    """A register that is not there yet: a header and no rows."""
    import tempfile

    form = FORMS[name]
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / f"{name}.csv"
        path.write_bytes(csv_bytes([[names[0] for names in form.labels.values()]]))
        return replace(read_whole(path), path=folder / f"{name}.csv")


def _key(register: Register, entry: Entry) -> Hashable:
    """What makes two rows one: the key of the form; of a figure what it is a figure of, however it is named."""
    for (year, target), (stated_in, _) in register.figures.items():
        if stated_in is entry:
            return year, target
    return entry.form.key


def _cells(register: Register, entry: Entry, who: str, today: date) -> Cells:
    row = next(row for row in register.raw.rows if row.number == entry.row_no)
    cells = {name: text.strip() for name, text in zip(register.fields, row.cells, strict=False) if name}
    # A correction inside the imported file is done with: its row comes as it stands in the end.
    cells = {name: text for name, text in cells.items() if name not in ("corrects", "voids", "reason")}
    if not cells.get("filed_by"):
        cells["filed_by"] = who
    if not cells.get("filed_on"):
        cells["filed_on"] = today.isoformat()
    return cells


def _differences(entry: Entry, other: Entry) -> tuple[str, ...]:
    form = type(entry.form)
    ours, theirs = other.form.facts, entry.form.facts
    changed = [field for field in form.labels if field not in BOOKKEEPING and ours.get(field) != theirs.get(field)]
    return tuple(
        f"{form.labels[field][0]}（不显示）"
        if field in form.private
        else f"{form.labels[field][0]}：{shown(ours.get(field))} → {shown(theirs.get(field))}"
        for field in changed
    )


def _conflict(entry: Entry, other: Entry) -> Conflict:
    return Conflict(row_name(entry), entry.row_no, other.row_no, _differences(entry, other))
