"""All registers of a workspace looked at: rows, errors, evidence files, the log of changes, and changes by hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reports.registers.changelog import changed_by_hand, read_log
from reports.registers.evidence import Broken, attached, broken
from reports.registers.forms import FORMS, TITLES
from reports.registers.problems import Problem, WrongRegisterError
from reports.registers.reading import read_whole, register_files, register_path
from reports.registers.writing import digest


@dataclass(frozen=True, slots=True)
class State:
    """How one register stands. `file` None: not filled in, which is not the same as empty."""

    name: str
    title: str
    file: str | None
    rows: int  # that count
    corrected: int  # corrections and voided rows
    evidence: int  # files named in rows that count
    without_author: int  # rows that count and do not say who filed them
    by_hand: bool  # changed between or after the commands that changed it


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at all registers found."""

    states: tuple[State, ...]
    problems: tuple[Problem, ...]
    broken: tuple[Broken, ...]
    log_faults: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """True where nothing needs a person."""
        return not (self.problems or self.broken or self.log_faults)


def look_at(folder: Path) -> Looked:
    """Look at every register of a folder; wrong rows are listed, not raised."""
    problems: list[Problem] = []
    register_files(folder, problems)
    faults: list[Broken] = []
    events, log_faults = read_log(folder)
    states: list[State] = []
    for name in FORMS:
        path = register_path(folder, name)
        if path is None:
            states.append(State(name, TITLES[name], None, 0, 0, 0, 0, False))
            continue
        by_hand = changed_by_hand(events, path.name, digest(path.read_bytes()))
        try:
            made = read_whole(path)
        except WrongRegisterError as error:
            problems += error.problems
            states.append(State(name, TITLES[name], path.name, 0, 0, 0, 0, by_hand))
            continue
        faults += broken(folder, made)
        files = sum(len(attached(entry)) for entry in made.entries)
        unsigned = sum(not entry.form.filed_by for entry in made.entries)
        rows, changes = len(made.entries), len(made.changes)
        states.append(State(name, TITLES[name], path.name, rows, changes, files, unsigned, by_hand))
    return Looked(tuple(states), tuple(problems), tuple(faults), tuple(log_faults))
