"""Writing WARC: one gzip member per record, one file per site, day and run, flushed before anyone relies on it."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import zlib
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from io import BytesIO, FileIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from warcio.recordbuilder import RecordBuilder
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter as RecordWriter

from crawler.archive.tails import Committed, check_seal, check_whole, ends_now
from crawler.clock import stamp
from crawler.errors import ArchiveError
from crawler.model import Fetched
from crawler.posting import Ask, split_post

_LEVEL = 6  # zlib: level 9 costs a millisecond a page and saves one per cent
_SYNC_EVERY = 32  # records between two fsyncs; each record is flushed to the operating system at once
_WIRE = "%/:?#[]@!$&'()*+,;=~-._"  # what stands in a request line as it is
_REWRITTEN = frozenset({"content-encoding", "transfer-encoding", "content-length"})


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a response was written. `offset` and `length` are bytes; `sha256` is that of the decoded body.

    `url` and `at` are set where the record was made on another visit than the one it answers: a replayed revisit.
    """

    warc_file: str  # relative to the archive folder, with forward slashes
    offset: int
    length: int
    sha256: str
    url: str | None = None
    at: datetime | None = None


class WarcWriter:
    """Appends the responses of one run to its WARC file.

    `committed` maps the file names of this run to the end of their last catalogued record: what lies behind it
    was written by a process that died before its commit, and is cut off when the file is opened again. Several
    processes that work on one run each have a file of their own: it is locked for as long as its writer lives.
    Raises ArchiveError where a file of this run is shorter than the catalogue says, or was sealed with more.
    """

    def __init__(
        self, folder: Path, site: str, run_id: int, opened: datetime, *, software: str, committed: Committed
    ) -> None:
        self._folder = folder
        self._site = site
        self._builder = RecordBuilder()
        self._since_sync = 0
        self.warc_file, self._path = "", folder
        check_whole(folder, site, run_id, committed)
        try:
            (folder / site).mkdir(parents=True, exist_ok=True)
            self._claim(f"{site}/{site}-{opened:%Y%m%d}-{run_id:06d}", committed)
        except OSError as error:
            raise _in_words(error, self._path) from error
        if self._end == 0:
            self._append(self._info(self._path.name, opened, software))

    def _claim(self, name: str, committed: Committed) -> None:
        """Open and lock a file: one of this run to go on with, or a new one. A foreign file is never touched."""
        number = 0
        while True:
            number += 1
            self.warc_file = f"{name}{f'-{number}' if number > 1 else ''}.warc.gz"
            self._path = self._folder / self.warc_file
            if self._path.exists() and self.warc_file not in ends_now(committed):
                continue
            file = self._path.open("ab", buffering=0)
            try:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:  # another process writes it
                file.close()
                continue
            self._end = ends_now(committed).get(self.warc_file, 0)  # now that nobody else can add to it
            size = os.fstat(file.fileno()).st_size
            if size and not self._end:  # another process was quicker to make it
                file.close()
                continue
            self._cut(file, size)
            self._file = file
            return

    def _cut(self, file: FileIO, size: int) -> None:
        """Cut off what was never catalogued."""
        if size <= self._end:
            return
        try:
            check_seal(self._folder, self._site, self._path, self._end)
        except ArchiveError:
            file.close()
            raise
        os.ftruncate(file.fileno(), self._end)

    def _info(self, filename: str, opened: datetime, software: str) -> bytes:
        lines = {
            "software": software,
            "format": "WARC File Format 1.0",
            "conformsTo": "http://bibnum.bnf.fr/WARC/WARC_ISO_28500_version1_latestdraft.pdf",
            "isPartOf": self._site,
        }
        record = self._builder.create_warcinfo_record(filename, lines)
        record.rec_headers.replace_header("WARC-Date", stamp(opened))
        return _member(record)

    def write(self, fetched: Fetched) -> Stored:
        """Append one response and flush it. Raises ArchiveError (disk full, …); the file then ends where it did.

        What was asked by POST is preceded by its request record, and both are one capture; the target of both is
        the real address, as in any archive.
        """
        status = fetched.status or 0
        try:
            phrase = HTTPStatus(status).phrase
        except ValueError:
            phrase = "Unknown"
        http = StatusAndHeaders(f"{status} {phrase}", _plain_headers(fetched), protocol="HTTP/1.1")
        ask = split_post(fetched.url)
        record = self._builder.create_warc_record(
            ask.url,
            "response",
            payload=BytesIO(fetched.body),
            length=len(fetched.body),
            http_headers=http,
            # A body that was not read to its end, on purpose (link checks), says so.
            warc_headers_dict={"WARC-Date": stamp(fetched.at), **({"WARC-Truncated": "length"} if fetched.cut else {})},
        )
        if ask.method == "POST":
            request = self._request(ask, record.rec_headers, fetched.at)
            # Each names the other: some tools look for the request's partner, some for the response's.
            record.rec_headers.add_header("WARC-Concurrent-To", request.rec_headers.get_header("WARC-Record-ID"))
            data = _member(request) + _member(record)
        else:
            data = _member(record)
        offset = self._end
        self._append(data)
        return Stored(self.warc_file, offset, len(data), hashlib.sha256(fetched.body).hexdigest())

    def _request(self, ask: Ask, response: StatusAndHeaders, at: datetime) -> Any:
        """The request record of a POST: how the response that follows was asked for."""
        parts = urlsplit(ask.url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = [("Host", parts.netloc), ("Content-Type", ask.content_type), ("Content-Length", str(len(ask.body)))]
        http = StatusAndHeaders(f"POST {quote(path, safe=_WIRE)} HTTP/1.1", headers, is_http_request=True)
        return self._builder.create_warc_record(
            ask.url,
            "request",
            payload=BytesIO(ask.body),
            length=len(ask.body),
            http_headers=http,
            warc_headers_dict={
                "WARC-Date": stamp(at),
                "WARC-Concurrent-To": response.get_header("WARC-Record-ID"),
            },
        )

    def _append(self, data: bytes) -> None:
        try:
            view = memoryview(data)
            while view:
                view = view[self._file.write(view) :]
            self._since_sync += 1
            if self._since_sync >= _SYNC_EVERY:
                self.sync()
        except OSError as error:
            os.ftruncate(self._file.fileno(), self._end)
            raise _in_words(error, self._path) from error
        self._end += len(data)

    def sync(self) -> None:
        """Bring everything written to the disk itself."""
        os.fsync(self._file.fileno())
        self._since_sync = 0

    def close(self) -> None:
        """Sync and close; a file that holds nothing but its warcinfo record stays as a trace of the run."""
        if self._file.closed:
            return
        try:
            self.sync()
        except OSError as error:
            raise _in_words(error, self._path) from error
        finally:
            self._file.close()


def _plain_headers(fetched: Fetched) -> list[tuple[str, str]]:
    """The headers that fit the decoded body; the original of each one that had to change is kept beside it."""
    kept: list[tuple[str, str]] = []
    for name, value in fetched.headers:
        clean = _readable(value).replace("\r", " ").replace("\n", " ")
        if name.lower() in _REWRITTEN:
            kept.append((f"X-Archive-Orig-{name}", clean))
        else:
            kept.append((name, clean))
    kept.append(("Content-Length", str(len(fetched.body))))
    return kept


def _readable(value: str) -> str:
    """A header as text: file names come as bytes of UTF-8 or GBK, which Latin-1 stands for until here."""
    if value.isascii():
        return value
    for encoding in ("utf-8", "gb18030"):
        try:
            return value.encode("latin-1").decode(encoding)
        except UnicodeError:
            continue
    return value


def _member(record: object) -> bytes:
    """The record as one gzip member."""
    buffer = BytesIO()
    RecordWriter(buffer, gzip=False).write_record(record)
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return packer.compress(buffer.getbuffer()) + packer.flush()


def _in_words(error: OSError, path: Path) -> ArchiveError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return ArchiveError(
            "the disk is full; the page that did not fit was not catalogued either, all earlier ones are safe",
            where=str(path),
            fix="make room and run the same command again: it goes on where it stopped",
        )
    return ArchiveError(
        f"cannot be written ({error.strerror or error})", where=str(path), fix="check the folder and its permissions"
    )
