"""Evidence files (佐证) of registers: kept in registers/evidence/ under their digest, named in the row they prove."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from crawler.errors import RegisterError
from reports.registers.book import Entry
from reports.registers.changelog import changing, new_event, write_event
from reports.registers.corrections import row_number, same_words
from reports.registers.editing import checked, with_field
from reports.registers.forms import FORMS, TITLES
from reports.registers.reading import Register, read_whole, register_path
from reports.registers.stale import check_digest
from reports.registers.writing import digest, replace_file, write_through

FOLDER = "evidence"
_LARGEST = 200 * 2**20  # bytes
_PREFIX = 12  # digits of the digest in a file's name
_NAMED = re.compile(r"([^；;（）()\s]+)[（(]sha256[:：]([0-9a-f]{64})[）)]")
_UNSAFE = re.compile(r'[\\/:*?"<>|；;（）()\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+')
_LONGEST_NAME = 180  # bytes; file systems allow 255, and a digest stands before it


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that a row names, with its digest."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that is not there any more, or is not what it was."""

    register: str
    row_no: int
    name: str
    missing: bool

    @property
    def text(self) -> str:
        """In the words of a report."""
        return f"{self.register}第{self.row_no}行的佐证文件{self.name}{'不存在' if self.missing else '已被改动'}"


def attached(entry: Entry) -> list[Attached]:
    """The files that a row names."""
    return [Attached(match[1], match[2]) for match in _NAMED.finditer(entry.form.files)]


def broken(folder: Path, register: Register) -> Iterator[Broken]:
    """The evidence files of a register (rows that were corrected included) that are missing or were changed."""
    for entry in register.every:
        for file in attached(entry):
            path = folder / FOLDER / file.name
            inside = path.parent == folder / FOLDER  # a name typed by hand may point anywhere
            if not inside or not path.is_file():
                yield Broken(register.path.name, entry.row_no, file.name, True)
            elif digest(path.read_bytes()) != file.sha256:
                yield Broken(register.path.name, entry.row_no, file.name, False)


def attach(
    folder: Path, name: str, key: str, file: Path, *, who: str, now: datetime, expected: str | None = None
) -> Attached:
    """Copy a file beside the registers and name it, with its digest, in the row with this key.

    `key` is the row's 编号, any other of the fields that tell it from all others, or 第5行. The register is replaced in
    one step, its old state kept in backup/. `expected`: see `import_rows`. Raises RegisterError
    where register, row or file cannot be used.
    """
    body = _body(file)
    sha256 = digest(body)
    stored = Attached(f"{sha256[:_PREFIX]}-{safe_name(file.name)}", sha256)
    with changing(folder):
        check_digest(folder, name, expected)
        path = register_path(folder, name)
        if path is None:
            fix = f"write it first: gongkai registers template {name}"
            raise RegisterError(f"there is no register {name} ({TITLES[name]})", where=str(folder), fix=fix)
        register = read_whole(path)
        entry = find(register, key)
        reference = f"{stored.name}（sha256:{stored.sha256}）"
        if stored in attached(entry):
            return stored
        text = "；".join(part for part in (entry.form.files, reference) if part)
        made = with_field(register, entry.row_no, "files", text)
        checked(register, made)
        target = folder / FOLDER / stored.name
        target.parent.mkdir(exist_ok=True)
        if not target.exists() or digest(target.read_bytes()) != sha256:
            write_through(target, body)
        before = digest(path.read_bytes())
        replace_file(path, made)
        event = new_event(now, who, "attach", name, path, (row_name(entry),))
        write_event(folder, replace(event, before=before, evidence=f"{stored.name} {stored.sha256}"))
    return stored


def find(register: Register, key: str) -> Entry:
    """The row that counts and is named by a key. Raises RegisterError where none or several are."""
    number = row_number(key)
    unique = FORMS[register.name].unique
    if number is not None:
        found = [entry for entry in register.entries if entry.row_no == number]
    else:
        found = [
            entry
            for entry in register.entries
            if any(same_words(str(getattr(entry.form, field)), key) for field in unique)
        ]
    if len(found) == 1:
        return found[0]
    label = "、".join(FORMS[register.name].labels[field][0] for field in unique)
    rows = "、".join(f"第{entry.row_no}行" for entry in found)
    raise RegisterError(
        f'{len(found)} rows are named "{key}" ({rows})' if found else f'there is no row "{key}" that counts',
        where=str(register.path),
        fix=f"name it by {label}, or by its row, as 第5行",
    )


def row_name(entry: Entry) -> str:
    """How logs and lists name a row: by its number (编号) where it has one, else by its place."""
    number = getattr(entry.form, "no", None)
    return str(number) if number else f"第{entry.row_no}行"


def _body(file: Path) -> bytes:
    if not file.is_file():
        raise RegisterError("is not a file", where=str(file), fix="name the file that proves the row")
    if file.stat().st_size > _LARGEST:
        raise RegisterError("is larger than 200 MB", where=str(file), fix="attach an extract of it")
    return file.read_bytes()


def safe_name(name: str) -> str:
    """A file's name without what a path, a cell or a list could trip over; Chinese stays."""
    plain = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip("._") or "file"
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 10:
        return _cut(plain, _LONGEST_NAME)
    return f"{_cut(stem, _LONGEST_NAME - len(ending.encode()) - 1)}.{ending}"


def _cut(text: str, most: int) -> str:
    """The beginning of a text that is no longer than so many bytes."""
    return text.encode()[:most].decode(errors="ignore")
