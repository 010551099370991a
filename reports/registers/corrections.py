"""Corrections are new rows: the newest wins, the old ones stay where they are.

A row with 更正 takes the place of the row named there, a row with 作废 declares it void. Both say who, when and why.
A row is named by its number (编号) where its register has one, else, and always possible, as 第5行.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from reports.registers.base import Form
from reports.registers.book import Change, Entry
from reports.registers.problems import FaultList

_ROW = re.compile(r"(?:第(\d+)行|行(\d+)|row\s*(\d+))", re.ASCII | re.IGNORECASE)


@dataclass
class _Book:
    """The rows of one register while they are gone through from top to bottom."""

    form: type[Form]
    faults: FaultList
    alive: dict[int, Entry] = field(default_factory=dict)  # row that counts now, by its number
    keys: dict[tuple[object, ...], int] = field(default_factory=dict)  # key → the row that counts now
    successor: dict[int, int] = field(default_factory=dict)  # row → the row that took its place
    void: dict[int, int] = field(default_factory=dict)  # row → the row that declared it void
    changes: list[Change] = field(default_factory=list)


def settle(form: type[Form], entries: Sequence[Entry], faults: FaultList) -> tuple[list[Entry], list[Change]]:
    """(the rows that count, what was corrected). Faults: a row that is not there, no author, one key twice."""
    book = _Book(form, faults)
    for entry in entries:
        if entry.form.voids or entry.form.corrects:
            _change(book, entry)
        else:
            _enter(book, entry)
    return [book.alive[number] for number in sorted(book.alive)], book.changes


def _change(book: _Book, entry: Entry) -> None:
    form = entry.form
    field_name = "voids" if form.voids else "corrects"
    old = _named(book, entry, form.voids or form.corrects, field_name)
    if old is None or not _signed(book, entry, old):
        return
    assert form.filed_on is not None  # _signed has seen to it
    _leave(book, old)
    if form.voids:
        book.void[old.row_no] = entry.row_no
    else:
        _enter(book, entry)
        book.successor[old.row_no] = entry.row_no
    new = None if form.voids else entry
    book.changes.append(Change(old, new, entry.row_no, form.filed_by, form.filed_on, form.reason))


def _signed(book: _Book, entry: Entry, old: Entry) -> bool:
    form = entry.form
    missing = [name for name in ("filed_by", "filed_on", "reason") if not getattr(form, name)]
    for name in missing:
        label = book.form.labels[name][0]
        what = f'a correction needs the field "{label}" ({name})'
        book.faults.add(what, "say who corrected it, when and why", row_no=entry.row_no, field=label)
    if form.filed_on and old.form.filed_on and form.filed_on < old.form.filed_on:
        what = f"the correction is dated {form.filed_on}, before the row it replaces ({old.form.filed_on})"
        book.faults.add(what, "put the day right (填报日期)", row_no=entry.row_no, field="填报日期")
        return False
    return not missing


def _named(book: _Book, entry: Entry, reference: str, name: str) -> Entry | None:
    """The row that counts now in the place of the one that is named; a fault and None where there is none."""
    found = _find(book, entry, reference.strip())
    if isinstance(found, Entry):
        return found
    label = book.form.labels[name][0]
    book.faults.add(f'field "{label}" ({name}): {found[0]}', found[1], row_no=entry.row_no, field=label)
    return None


def _find(book: _Book, entry: Entry, reference: str) -> Entry | tuple[str, str]:
    number = row_number(reference)
    if number is None:
        by_key = _by_key(book, reference)
        plain = int(reference) if reference.isascii() and reference.isdigit() else None
        if by_key is not None and plain is not None and _could_be_row(book, entry, plain, by_key):
            return f'"{reference}" is the number of one entry and the row of another', f"write 第{plain}行 for the row"
        if by_key is not None:
            return by_key
        if plain is None:
            return f'there is no row "{reference}" above this one', "name it by its 编号, or by its row, as 第5行"
        number = plain
    while number in book.successor:
        number = book.successor[number]
    if number in book.void:
        fix = "enter it as a new row, without 更正"
        return f"row {number} was declared void in row {book.void[number]}", fix
    if number not in book.alive:
        return f"row {number} is not a row above this one", "name a row that stands above"
    return book.alive[number]


def _could_be_row(book: _Book, entry: Entry, number: int, by_key: Entry) -> bool:
    """A bare number that is the key of one row and the place of another; the correcting row's own key decides."""
    if number not in book.alive or number == by_key.row_no:
        return False
    return bool(entry.form.voids) or entry.form.key != by_key.form.key


def row_number(reference: str) -> int | None:
    """The number in 第5行, 行5 or row 5, None for anything else."""
    match = _ROW.fullmatch(unicodedata.normalize("NFKC", reference).strip())
    return int(next(part for part in match.groups() if part)) if match else None


def same_words(one: str, other: str) -> bool:
    """True for texts that differ in blanks and width only."""
    return _plain(one) == _plain(other)


def _by_key(book: _Book, reference: str) -> Entry | None:
    if len(book.form.unique) != 1:
        return None
    return next((entry for entry in book.alive.values() if same_words(str(entry.form.key[0]), reference)), None)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _enter(book: _Book, entry: Entry) -> None:
    other = book.keys.setdefault(entry.form.key, entry.row_no)
    if other != entry.row_no:
        names = ", ".join(f"{book.form.labels[name][0]} ({name})" for name in book.form.unique)
        book.faults.add(
            f"row {entry.row_no} repeats row {other}: the same {names}",
            "give it its own number, delete it, or mark it as a correction (更正); else it would be counted twice",
            row_no=entry.row_no,
        )
    book.alive[entry.row_no] = entry


def _leave(book: _Book, entry: Entry) -> None:
    del book.alive[entry.row_no]
    if book.keys.get(entry.form.key) == entry.row_no:
        del book.keys[entry.form.key]
