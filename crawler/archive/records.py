"""The records of a WARC file that tell what a site answered: responses and revisits, each with its request.

A request stands before its response or behind it; of several that belong together the method decides. The answer to
a POST has the address that `crawler.posting` gives it; answers to HEAD and the like are not pages and are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from crawler.archive.decoding import UndecodableError, body_chunks
from crawler.errors import ArchiveError
from crawler.model import Fetched, Outcome
from crawler.outcomes import by_status
from crawler.posting import post_url

BROKEN = (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError, AttributeError, AssertionError)
"""What warcio raises over bytes that are no record."""
_ORIGINAL = "x-archive-orig-"
_MAX_REQUEST = 1 << 20
_CUT = {"length": Outcome.TOO_LARGE, "time": Outcome.TIMEOUT, "disconnect": Outcome.CONNECTION_LOST}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a revisit record points to; each part None where it does not say."""

    record_id: str | None
    url: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer of a site as archived. `offset` and `length` are bytes of the file, its POST request included."""

    url: str
    at: datetime
    status: int
    record_id: str
    digest: str | None  # of the payload as stored, `sha1:…`
    offset: int
    length: int
    refers: Reference | None = None  # for a revisit record, which has no body of its own
    fetched: Fetched | None = None  # where bodies were asked for


@dataclass(frozen=True, slots=True)
class Asked:
    """A request record: how the answer that stands before or behind it was asked for."""

    response: str | None  # id of the record that it belongs to
    url: str
    method: str
    content_type: str
    body: bytes
    offset: int
    length: int


def entries(stream: Any, where: str, *, bodies: bool) -> Iterator[Entry]:
    """The answers in a WARC file, in order. Raises ArchiveError where it is damaged or no WARC file.

    One record is held at a time (two, while a request is waited for).
    """
    iterator = ArchiveIterator(stream)
    records = 0
    asked: Asked | None = None
    held: Entry | None = None
    try:
        for record in iterator:
            if record.format != "warc":  # any text passes for the old ARC format
                raise ArchiveLoadFailed("it does not begin with a WARC record")
            records += 1
            if record.rec_type == "request":
                asked = asked_of(record, 0, 0)
                asked = replace(asked, offset=iterator.get_record_offset(), length=iterator.get_record_length())
                if held is not None and asked.response == held.record_id:
                    held, asked = _joined(asked, held), None
                continue
            entry = _entry(record, iterator, bodies=bodies)
            if entry is None:
                continue
            if held is not None:
                yield held
            held = _joined(asked, entry) if asked is not None and _belongs(asked, entry) else entry
            asked = None
    except BROKEN as error:
        raise unreadable(where, str(error)) from error
    if held is not None:
        yield held
    if not records:
        raise unreadable(where, "it holds no record")


def unreadable(where: str, why: str) -> ArchiveError:
    """The error for bytes that are no WARC."""
    return ArchiveError(f"is not a readable WARC file ({why})", where=where, fix="check it with another tool")


def _entry(record: Any, iterator: Any, *, bodies: bool) -> Entry | None:
    headers = record.rec_headers
    url = headers.get_header("WARC-Target-URI") or ""
    revisit = record.rec_type == "revisit"
    if not url.startswith(("http://", "https://")) or not (record.rec_type == "response" or revisit):
        return None
    if record.http_headers is None and not revisit:
        return None
    fetched = _fetched(record, url) if bodies and not revisit else None
    return Entry(
        url=url,
        at=_moment(headers.get_header("WARC-Date")),
        status=_status(record),
        record_id=headers.get_header("WARC-Record-ID") or "",
        digest=headers.get_header("WARC-Payload-Digest"),
        offset=iterator.get_record_offset(),
        length=iterator.get_record_length(),
        refers=_reference(headers) if revisit else None,
        fetched=fetched,
    )


def _reference(headers: Any) -> Reference:
    at = headers.get_header("WARC-Refers-To-Date")
    return Reference(
        headers.get_header("WARC-Refers-To"),
        headers.get_header("WARC-Refers-To-Target-URI"),
        _moment(at) if at else None,
    )


def asked_of(record: Any, offset: int, length: int) -> Asked:
    """What a request record says; reads its body, where that belongs to the address."""
    http = record.http_headers
    method = http.protocol.upper() if http is not None else "GET"  # warcio takes the first word for the protocol
    body = record.content_stream().read(_MAX_REQUEST) if method == "POST" else b""
    return Asked(
        response=record.rec_headers.get_header("WARC-Concurrent-To"),
        url=record.rec_headers.get_header("WARC-Target-URI") or "",
        method=method,
        content_type=(http.get_header("Content-Type") or "") if http is not None else "",
        body=body,
        offset=offset,
        length=length,
    )


def _belongs(asked: Asked, entry: Entry) -> bool:
    return asked.response == entry.record_id or (asked.response is None and asked.url == entry.url)


def _joined(asked: Asked, entry: Entry) -> Entry | None:
    """The answer with what its request adds: the address of a POST; None where it was neither GET nor POST."""
    if asked.method == "GET":
        return entry
    if asked.method != "POST":
        return None
    url = post_url(entry.url, asked.body, asked.content_type)
    start = min(asked.offset, entry.offset)
    end = max(asked.offset + asked.length, entry.offset + entry.length)
    fetched = replace(entry.fetched, url=url) if entry.fetched is not None else None
    return replace(entry, url=url, offset=start, length=end - start, fetched=fetched)


def _fetched(record: Any, url: str) -> Fetched:
    status = _status(record)
    outcome, error, body = by_status(status), "", b""
    http = record.http_headers
    try:
        pieces = body_chunks(
            record.raw_stream, http.get_header("content-encoding"), http.get_header("transfer-encoding")
        )
        body = b"".join(pieces)
    except UndecodableError as problem:
        outcome, error = (Outcome.TOO_LARGE if problem.too_large else Outcome.UNREADABLE), str(problem)
    cut = record.rec_headers.get_header("WARC-Truncated")
    if cut or record.rec_headers.get_header("WARC-Segment-Number"):
        outcome, error = (
            _CUT.get(cut or "", Outcome.UNREADABLE),
            f"the archived record is not whole ({cut or 'segment'})",
        )
    return Fetched(
        url=url,
        at=_moment(record.rec_headers.get_header("WARC-Date")),
        outcome=outcome,
        status=status,
        headers=tuple((name, value) for name, value in http.headers if _is_original(name)),
        body=body,
        error=error,
    )


def _status(record: Any) -> int:
    code = record.http_headers.get_statuscode() if record.http_headers is not None else ""
    return int(code) if code and code.isdecimal() else 0


def _is_original(name: str) -> bool:
    # What described the bytes on the wire no longer describes the decoded body.
    return name.lower() not in ("content-encoding", "transfer-encoding") and not name.lower().startswith(_ORIGINAL)


def _moment(text: str | None) -> datetime:
    moment = datetime.fromisoformat((text or "").replace("Z", "+00:00"))
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
