"""The registers of a package: every row with its number, without what is private."""

from __future__ import annotations

import csv
from pathlib import Path

from reports.registers.cells import guard
from reports.registers.forms import FORMS
from reports.registers.problems import Problem, WrongRegisterError
from reports.registers.reading import Register, read_whole, register_files

EVIDENCE = "evidence"


def copy_registers(source: Path, target: Path) -> None:
    """Copy the registers of a workspace as CSV, corrections and corrected rows included.

    Names of applicants stay behind. Raises RegisterError for a register that cannot be read.
    """
    target.mkdir()
    problems: list[Problem] = []
    for path in register_files(source, problems):
        _write(read_whole(path), target / f"{path.stem}.csv")
    if problems:
        raise WrongRegisterError(problems)


def _write(register: Register, target: Path) -> None:
    hidden = {index for index, name in enumerate(register.fields) if name in FORMS[register.name].private}
    header = register.raw.header
    # Row numbers are those of the office's own file: empty rows stay.
    numbered = {row.number: row.cells for row in register.raw.rows}
    lines = [numbered.get(number, []) for number in range(2, max(numbered, default=1) + 1)]
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header.cells if header else [])
        for cells in lines:
            writer.writerow(["" if index in hidden else guard(cell) for index, cell in enumerate(cells)])
