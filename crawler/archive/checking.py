"""One look at every byte of a part of a WARC file: is each record whole, and are its own digests right?

warcio reads past damaged gzip members where it can; here nothing is passed over. Memory does not grow with the file
or the record: bodies are hashed in pieces.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator

from crawler.archive.decoding import UndecodableError, body_chunks
from crawler.archive.records import BROKEN, Asked, asked_of

_STEP = 1 << 16
_GZIP = b"\x1f\x8b"
_BLANK = b"\r\n"


class DamagedError(Exception):
    """The bytes from here on are no whole record."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One record, or the place (`kind` empty) from which on a part of a file cannot be read."""

    offset: int
    length: int  # bytes of the file; 0 where it is not known
    kind: str = ""  # response, request, warcinfo, …
    url: str | None = None
    sha256: str | None = None  # of the decoded body, for responses; None where it cannot be decoded
    asked: Asked | None = None  # for requests
    problem: str = ""
    date: str = ""  # as written, `2016-03-05T02:00:00Z`
    status: str = ""  # these three are for responses, as an index has them
    mime: str = ""
    digest: str = ""


def check_range(file: BinaryIO, start: int, end: int) -> Iterator[Checked]:
    """All records between two bytes of a file, in order; ends with the first place that cannot be read."""
    at = start
    while at < end:
        file.seek(at)
        head = file.read(min(512, end - at))
        blank = len(head) - len(head.lstrip(_BLANK))
        if blank:  # between the records of a file that is not compressed
            at += blank
            continue
        try:
            if head.startswith(_GZIP):
                member = _Member(file, at, end)
                found = list(_records(member, at))  # nearly always one
                length = member.close() - at
            else:
                found = [next(_records(_Part(file, at, end), at))]
                length = found[0].length
        except (DamagedError, StopIteration, *BROKEN) as error:
            yield Checked(at, 0, problem=_words(error))
            return
        yield from (replace(record, length=length) for record in found)
        at += length


def _records(stream: Any, offset: int) -> Iterator[Checked]:
    iterator = ArchiveIterator(stream, check_digests=True)
    for record in iterator:
        if record.format != "warc":
            raise DamagedError("it does not begin with a WARC record")
        url = record.rec_headers.get_header("WARC-Target-URI")
        asked = asked_of(record, offset, 0) if record.rec_type == "request" else None
        sha256 = _body_digest(record) if record.rec_type == "response" and record.http_headers is not None else None
        while record.raw_stream.read(_STEP):
            pass
        missing = getattr(record.raw_stream, "limit", 0)
        if missing:
            raise DamagedError(f"the record ends {missing} bytes before its end")
        length = iterator.get_record_length()
        if iterator.err_count:
            raise DamagedError("the record goes on behind its end")
        http = record.http_headers if record.rec_type == "response" else None
        yield Checked(
            offset,
            length,
            record.rec_type,
            url,
            sha256,
            asked,
            _wrong_digest(record),
            date=record.rec_headers.get_header("WARC-Date") or "",
            status=(http.get_statuscode() or "") if http is not None else "",
            mime=re.split(r"[;\s]", (http.get_header("Content-Type") or ""), maxsplit=1)[0] if http is not None else "",
            digest=record.rec_headers.get_header("WARC-Payload-Digest") or "",
        )


def _body_digest(record: Any) -> str | None:
    """SHA-256 of the decoded body; of nothing where it is kept but cannot be decoded (as it was catalogued then)."""
    digest = hashlib.sha256()
    http = record.http_headers
    try:
        for piece in body_chunks(
            record.raw_stream, http.get_header("content-encoding"), http.get_header("transfer-encoding")
        ):
            digest.update(piece)
    except UndecodableError:
        return None
    return digest.hexdigest()


def _wrong_digest(record: Any) -> str:
    """What the record's own digests say; those of payloads in chunks are made in two ways and decide nothing."""
    for problem in record.digest_checker.problems:
        if problem.startswith("block digest failed"):
            return str(problem)
        chunked = record.http_headers is not None and record.http_headers.get_header("transfer-encoding")
        if problem.startswith("payload digest failed") and not chunked:
            return str(problem)
    return ""


class _Part:
    """The bytes of a file between two places, as a file."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self._file, self._at, self._end = file, start, end

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes."""
        left = self._end - self._at
        self._file.seek(self._at)
        data = self._file.read(left if size < 0 else min(size, left))
        self._at += len(data)
        return data

    def tell(self) -> int:
        """Bytes of the file that were read, from its beginning."""
        return self._at


class _Member:
    """One gzip member, unpacked, as a file; every fault of it is an error."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self._part = _Part(file, start, end)
        self._unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
        self._given = 0

    def read(self, size: int = _STEP) -> bytes:
        """Up to `size` unpacked bytes; none at the end of the member."""
        while not self._unpacker.eof:
            packed = self._unpacker.unconsumed_tail or self._part.read(_STEP)
            if not packed:
                raise DamagedError("the compressed record is cut off")
            try:
                data = self._unpacker.decompress(packed, max(size, 1))
            except zlib.error as error:
                raise DamagedError(f"the compressed record is damaged ({error})") from error
            if data:
                self._given += len(data)
                return data
        return b""

    def tell(self) -> int:
        """Unpacked bytes that were read."""
        return self._given

    def close(self) -> int:
        """The byte of the file behind the member. Raises DamagedError where it does not come to its end."""
        while self.read():
            pass
        return self._part.tell() - len(self._unpacker.unused_data)


def _words(error: Exception) -> str:
    text = " ".join(str(error).split())[:200]
    return text or "it holds no record"
