"""The reports folder as a shelf: what lies on it by name, and nothing beside it.

A name from outside is only ever compared with the names that a folder really holds, and symbolic links are not
followed: no `..`, no absolute path and no link leads out.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from gongkai.console.documents.orders import FileRow

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
}
DOCUMENTS = (".html", ".docx", ".xlsx")
_DEEPEST = 2  # the folder with the lists behind figures, and a list in it


@dataclass(frozen=True, slots=True)
class Found:
    """A document that the command line wrote: its files lie in the reports folder itself."""

    stem: str
    files: tuple[str, ...]
    modified: float


def look_up(folder: Path, name: str) -> Path | None:
    """The file of this name (`x.html`, `x-figures/y.csv`) in a folder; None where there is none of a known type."""
    parts = name.split("/")
    if not 1 <= len(parts) <= _DEEPEST:
        return None
    here = folder
    for last, part in ((index == len(parts) - 1, part) for index, part in enumerate(parts)):
        entry = next((entry for entry in _entries(here) if entry.name == part), None)
        if entry is None or not (entry.is_file if last else entry.is_dir)(follow_symlinks=False):
            return None
        here = Path(entry.path)
    return here if here.suffix.lower() in TYPES else None


def open_file(path: Path) -> BufferedReader:
    """Open for reading, and not if it became a link meanwhile. Raises OSError."""
    return os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb")


def documents_in(folder: Path) -> list[str]:
    """Names of the documents in a folder, those to read first: HTML, DOCX, XLSX."""
    names = [entry.name for entry in _entries(folder) if _is_document(entry)]
    return sorted(names, key=lambda name: (DOCUMENTS.index(Path(name).suffix.lower()), name))


def found(reports: Path) -> list[Found]:
    """What the command line wrote into the reports folder, newest first."""
    grouped: dict[str, list[os.DirEntry[str]]] = {}
    for entry in _entries(reports):
        if _is_document(entry):
            grouped.setdefault(Path(entry.name).stem, []).append(entry)
    made = [
        Found(
            stem,
            tuple(sorted((entry.name for entry in some), key=lambda name: DOCUMENTS.index(Path(name).suffix.lower()))),
            max(entry.stat(follow_symlinks=False).st_mtime for entry in some),
        )
        for stem, some in grouped.items()
    ]
    return sorted(made, key=lambda one: (-one.modified, one.stem))


def describe(folder: Path, names: Sequence[str]) -> list[FileRow]:
    """Size and SHA-256 of files of a folder as they are now."""
    rows = []
    for name in names:
        path = look_up(folder, name)
        if path is not None:
            with open_file(path) as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                rows.append(FileRow(name, file.tell(), digest))
    return rows


def _is_document(entry: os.DirEntry[str]) -> bool:
    known = Path(entry.name).suffix.lower() in DOCUMENTS and not entry.name.startswith((".", "~"))
    return known and entry.is_file(follow_symlinks=False)


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    if folder.is_symlink():
        return
    try:
        with os.scandir(folder) as inside:
            yield from list(inside)
    except (FileNotFoundError, NotADirectoryError):
        return
