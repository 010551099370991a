"""Set-up for tests of the archive: answers of a site, and a writer of its WARC file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from crawler.archive import Stored, WarcWriter
from crawler.archive.tails import Committed
from crawler.model import Fetched, Outcome

NOW = datetime(2016, 3, 5, 2, tzinfo=UTC)
FILE = "x/x-20160305-000001.warc.gz"


def writer(folder: Path, committed: Committed | None = None, run: int = 1, opened: datetime = NOW) -> WarcWriter:
    """The writer of a run of site `x`."""
    return WarcWriter(folder, "x", run, opened, software="test/1", committed=committed or {})


def answer(no: int = 1, body: bytes | None = None, content_type: str = "text/html") -> Fetched:
    """The answer of page number `no`."""
    text = body if body is not None else f"<html><h1>第{no}页</h1></html>".encode()
    return Fetched(f"http://x.test/{no}", NOW, Outcome.OK, 200, (("Content-Type", content_type),), text)


def end_of(stored: Stored) -> int:
    """The byte behind a record."""
    return stored.offset + stored.length
