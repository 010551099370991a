"""What is wrong in a register: all of it at once, each with file, sheet, row, field, reading and remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.errors import RegisterError

_SHOWN = 50  # problems printed in one message; the rest is counted


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. `where` names file, sheet, row; `row_no` is the row as a spreadsheet shows it, None for the file."""

    where: str
    row_no: int | None
    field: str | None  # Chinese header, as in the file
    what: str
    fix: str

    @property
    def line(self) -> str:
        """Place, fault and remedy in one line."""
        return str(RegisterError(self.what, where=self.where, fix=self.fix))


class WrongRegisterError(RegisterError):
    """Everything that is wrong in one or several registers, in `problems`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        first = problems[0]
        if len(problems) == 1:
            super().__init__(first.what, where=first.where, fix=first.fix)
            return
        lines = [f"  {problem.line}" for problem in problems[:_SHOWN]]
        if len(problems) > _SHOWN:
            lines.append(f"  … and {len(problems) - _SHOWN} more")
        super().__init__(f"{len(problems)} errors in registers\n" + "\n".join(lines))


class FaultList:
    """Gathers the problems of one file while it is read."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.problems: list[Problem] = []

    def add(self, what: str, fix: str, *, row_no: int | None = None, field: str | None = None) -> None:
        """Note a fault of the file, or of one of its rows."""
        place = f"{self.where}, row {row_no}" if row_no is not None else self.where
        self.problems.append(Problem(place, row_no, field, what, fix))

    def stop(self) -> None:
        """Raise what was gathered, if anything."""
        if self.problems:
            raise WrongRegisterError(self.problems)
