"""The rows of a register as a page lists them: newest first, with state, files, and what took their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.registers.book import Entry
from reports.registers.evidence import Attached, attached
from reports.registers.reading import Register
from reports.registers.showing import shown_rows


@dataclass(frozen=True, slots=True)
class Listed:
    """One row. `state` as `gongkai registers show` says it; only rows that count can be corrected."""

    row_no: int
    state: str
    counts: bool
    fields: Mapping[str, str]
    files: Sequence[Attached]
    proved: bool


def listed(register: Register, words: str, year: str, *, only: str) -> list[Listed]:
    """The rows that fit, the last one written first. `only`: "" all, "current" those that count, "unproved"."""
    entries: dict[int, Entry] = {entry.row_no: entry for entry in register.every}
    current = {entry.row_no for entry in register.entries}
    found = []
    for row in reversed(shown_rows(register)):
        entry = entries[row.row_no]
        counts = row.row_no in current
        if (only and not counts) or (only == "unproved" and entry.form.proof):
            continue
        if year and str(year) not in map(str, entry.form.years):
            continue
        text = " ".join(row.fields.values()).lower()
        if all(word in text for word in words.lower().split()):
            found.append(Listed(row.row_no, row.state, counts, row.fields, attached(entry), bool(entry.form.proof)))
    return found
