"""Reading WARC: a catalogued record by its place, or a whole file record by record (replay, import)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from crawler.archive.records import Entry, entries
from crawler.errors import ArchiveError
from crawler.model import Fetched


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """One response of a WARC file. `offset` and `length` are bytes of the file as stored.

    A response to a POST includes its request record; its address is that of `crawler.posting`.
    """

    fetched: Fetched
    offset: int
    length: int


def read_capture(archive: Path, warc_file: str, offset: int, length: int) -> Fetched:
    """The response stored at a place, as it was when it was fetched. Raises ArchiveError."""
    path = archive / warc_file
    found = next(entries(BytesIO(read_bytes(path, offset, length)), str(path), bodies=True), None)
    if found is None or found.fetched is None:
        raise ArchiveError(f"holds no response at byte {offset}", where=str(path), fix="restore this file from a copy")
    return found.fetched


def read_bytes(path: Path, offset: int, length: int) -> bytes:
    """The stored bytes of a capture. Raises ArchiveError where the file cannot be read or ends before."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            data = file.read(length)
    except OSError as error:
        raise ArchiveError(
            f"cannot be read ({error.strerror or error})", where=str(path), fix="restore the archive folder"
        ) from error
    if len(data) < length:
        raise ArchiveError(
            f"ends at byte {offset + len(data)}, the record at byte {offset} at byte {offset + length}",
            where=str(path),
            fix="restore this file from a copy",
        )
    return data


def iter_responses(path: Path) -> Iterator[StoredResponse]:
    """All response records of a WARC file in order. Raises ArchiveError where the file is missing or damaged."""
    for entry in _read(path, bodies=True):
        if entry.fetched is not None:
            yield StoredResponse(entry.fetched, entry.offset, entry.length)


def iter_entries(path: Path) -> Iterator[Entry]:
    """All answers of a WARC file in order, revisits included, without their bodies. Raises ArchiveError."""
    return _read(path, bodies=False)


def _read(path: Path, *, bodies: bool) -> Iterator[Entry]:
    try:
        with path.open("rb") as file:
            yield from entries(file, str(path), bodies=bodies)
    except OSError as error:
        raise ArchiveError(
            f"cannot be read ({error.strerror or error})", where=str(path), fix="check the path"
        ) from error
