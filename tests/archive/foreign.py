"""WARC files as other crawlers write them: made with warcio, record by record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

DAY = datetime(2017, 1, 20, 1, tzinfo=UTC)


def moment(day: int) -> str:
    """The first hour of a day of January 2017, as a WARC header has it."""
    return f"2017-01-{day:02d}T01:00:00Z"


class Foreign:
    """A WARC file in the making; headers and bytes go in as they are, nothing is decoded or put right."""

    def __init__(self, path: Path, *, gzip: bool = True) -> None:
        self.path = path
        self._file = path.open("wb")
        self._writer = WARCWriter(self._file, gzip=gzip)

    def response(
        self,
        url: str,
        body: bytes,
        *,
        status: str = "200 OK",
        headers: Sequence[tuple[str, str]] = (("Content-Type", "text/html"),),
        day: int = 1,
        **warc: str,
    ) -> Any:
        """A response record; returns it."""
        record = self._writer.create_warc_record(
            url,
            "response",
            payload=BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders(status, list(headers), protocol="HTTP/1.1"),
            warc_headers_dict={
                "WARC-Date": moment(day),
                **{name.replace("_", "-"): value for name, value in warc.items()},
            },
        )
        self._writer.write_record(record)
        return record

    def revisit(self, url: str, digest: str, *, day: int, status: str | None = "200 OK", **warc: str) -> None:
        """A revisit record, with the HTTP headers of its visit or without (as Heritrix may write it)."""
        record = self._writer.create_revisit_record(
            url,
            digest,
            "",
            "",
            http_headers=StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.1")
            if status
            else None,
            warc_headers_dict={
                "WARC-Date": moment(day),
                **{name.replace("_", "-"): value for name, value in warc.items()},
            },
        )
        for name in ("WARC-Refers-To-Target-URI", "WARC-Refers-To-Date"):
            if not record.rec_headers.get_header(name):
                record.rec_headers.remove_header(name)
        self._writer.write_record(record)

    def request(self, url: str, line: str, body: bytes = b"", content_type: str = "", **warc: str) -> None:
        """A request record."""
        headers = [("Host", "portal.test"), ("Content-Length", str(len(body)))]
        if content_type:
            headers.append(("Content-Type", content_type))
        record = self._writer.create_warc_record(
            url,
            "request",
            payload=BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders(line, headers, is_http_request=True),
            warc_headers_dict={name.replace("_", "-"): value for name, value in warc.items()},
        )
        self._writer.write_record(record)

    def close(self) -> Path:
        """The finished file."""
        self._file.close()
        return self.path


def chunked(body: bytes, size: int = 7) -> bytes:
    """A body as it goes over the wire in chunks."""
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;x=1\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
