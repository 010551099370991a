"""Reading WARC: a catalogued record by its place, or a whole file record by record (replay, import)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.errors import ArchiveError
from crawler.model import Fetched
from crawler.outcomes import by_status
from crawler.posting import post_url

_ORIGINAL = "x-archive-orig-"


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """One response of a WARC file. `offset` and `length` are bytes of the file as stored.

    A response to a POST begins with its request record; its address is that of `crawler.posting`.
    """

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
    asked: _Asked | None = None
    try:
        for record in iterator:
            if record.format != "warc":  # any text passes for the old ARC format
                raise ArchiveLoadFailed("it does not begin with a WARC record")
            records += 1
            if record.rec_type == "request":
                asked = _asked(record, iterator)
            if record.rec_type != "response" or record.http_headers is None:
                continue
            fetched = _fetched(record)
            offset, length = iterator.get_record_offset(), iterator.get_record_length()
            if asked is not None and asked.response == record.rec_headers.get_header("WARC-Record-ID"):
                fetched = replace(fetched, url=post_url(fetched.url, asked.body, asked.content_type))
                offset, length = asked.offset, asked.length + length
            yield StoredResponse(fetched, offset, length)
    except (ArchiveLoadFailed, EOFError, ValueError) as error:
        raise _unreadable(where, str(error)) from error
    if not records:
        raise _unreadable(where, "it holds no record")


@dataclass(frozen=True, slots=True)
class _Asked:
    """The request record of a POST, which stands before its response."""

    response: str  # record id
    content_type: str
    body: bytes
    offset: int
    length: int


def _asked(record: Any, iterator: Any) -> _Asked | None:
    http = record.http_headers
    if http is None or http.protocol != "POST":  # warcio takes the first word of the request line for the protocol
        return None
    response = record.rec_headers.get_header("WARC-Concurrent-To") or ""
    body = record.content_stream().read()
    content_type = http.get_header("Content-Type") or ""
    return _Asked(response, content_type, body, iterator.get_record_offset(), iterator.get_record_length())


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
