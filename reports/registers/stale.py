"""Two people at one register: who decides on a state that is gone is told so, and nothing is written."""

from __future__ import annotations

from pathlib import Path

from crawler.errors import RegisterError
from reports.registers.reading import register_path
from reports.registers.writing import digest


class StaleRegisterError(RegisterError):
    """The file is not the one that the person saw."""


def present_digest(folder: Path, name: str) -> str:
    """The digest of a register's file as it lies there, "" where there is none."""
    path = register_path(folder, name)
    return digest(path.read_bytes()) if path else ""


def check_digest(folder: Path, name: str, expected: str | None) -> None:
    """Raise StaleRegisterError where the file is another one than expected; None expects nothing."""
    if expected is not None and present_digest(folder, name) != expected:
        raise StaleRegisterError(
            f"the register {name} was changed meanwhile", where=str(folder), fix="look at it again, then decide"
        )
