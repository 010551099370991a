"""Registers as read, kept until their files change: reading ten thousand rows takes longer than a page may."""

from __future__ import annotations

from pathlib import Path

from flask import abort

from gongkai.console.here import place
from gongkai.console.remembering import remembered
from gongkai.scoping import registers_mark
from reports.registers.checking import Looked, look_at
from reports.registers.evidence import FOLDER
from reports.registers.forms import FORMS
from reports.registers.reading import Register, read_whole, register_path


def folder() -> Path:
    """The folder of the registers."""
    return place().registers


def name_or_404(name: str) -> str:
    """A register that there can be."""
    return name if name in FORMS else abort(404)


def whole(name: str) -> Register | None:
    """A register with all its rows, None where it is not filled in. Raises WrongRegisterError where it is wrong."""
    path = register_path(folder(), name)
    if path is None:
        return None
    state = path.stat()
    mark = (path.name, state.st_ino, state.st_size, state.st_mtime_ns)
    return remembered("register", name, mark, lambda: read_whole(path))


def looked() -> Looked:
    """How all registers stand, their evidence files included."""
    mark = (registers_mark(folder()), registers_mark(folder() / FOLDER))
    return remembered("registers", "looked", mark, lambda: look_at(folder()))
