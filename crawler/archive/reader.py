"""Reading WARC: a catalogued record by its place, or a whole file record by record (replay, import)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.errors import ArchiveError
from crawler.model import Fetched
from crawler.outcomes import by_status

_ORIGINAL = "x-archive-orig-"


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """One response record of a WARC file. `offset` and `length` are bytes of the file as stored."""

    fetched: Fetched
    offset: int
    length: int


def read_capture(archive: Path, warc_file: str, offset: int, length: int) -> Fetched:
    """The response stored at a place, as it was when it was fetched. Raises ArchiveError."""
    path = archive / warc_file
    try:
        with path.open("rb") as file:
            file.seek(offset)
            data = file.read(length)
    except OSError as error:
        raise ArchiveError(
            f"cannot be read ({error.strerror or error})", where=str(path), fix="restore the archive folder"
        ) from error
    found = next(_responses(BytesIO(data), str(path)), None)
    if found is None:
        raise ArchiveError(f"holds no response at byte {offset}", where=str(path), fix="restore this file from a copy")
    return found.fetched


def iter_responses(path: Path) -> Iterator[StoredResponse]:
    """All response records of a WARC file in order. Raises ArchiveError where the file is missing or damaged."""
    try:
        with path.open("rb") as file:
            yield from _responses(file, str(path))
    except OSError as error:
        raise ArchiveError(
            f"cannot be read ({error.strerror or error})", where=str(path), fix="check the path"
        ) from error


def _responses(stream: Any, where: str) -> Iterator[StoredResponse]:
    iterator = ArchiveIterator(stream)
    records = 0
    try:
        for record in iterator:
            if record.format != "warc":  # any text passes for the old ARC format
                raise ArchiveLoadFailed("it does not begin with a WARC record")
            records += 1
            if record.rec_type != "response" or record.http_headers is None:
                continue
            fetched = _fetched(record)
            yield StoredResponse(fetched, iterator.get_record_offset(), iterator.get_record_length())
    except (ArchiveLoadFailed, EOFError, ValueError) as error:
        raise _unreadable(where, str(error)) from error
    if not records:
        raise _unreadable(where, "it holds no record")


def _unreadable(where: str, why: str) -> ArchiveError:
    return ArchiveError(f"is not a readable WARC file ({why})", where=where, fix="check it with another tool")


def _fetched(record: Any) -> Fetched:
    body = record.content_stream().read()
    status = int(record.http_headers.get_statuscode() or 0)
    headers = tuple((name, value) for name, value in record.http_headers.headers if _is_original(name))
    return Fetched(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        at=_moment(record.rec_headers.get_header("WARC-Date")),
        outcome=by_status(status),
        status=status,
        headers=headers,
        body=body,
    )


def _is_original(name: str) -> bool:
    # What described the bytes on the wire no longer describes the decoded body.
    return name.lower() not in ("content-encoding", "transfer-encoding") and not name.lower().startswith(_ORIGINAL)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
