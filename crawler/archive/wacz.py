"""One site's evidence as one file: a WACZ package (1.1.1) that ReplayWeb.page and other tools open.

The WARC records go in byte by byte as they were archived; a file whose captures all go in is, as far as it is
catalogued, the very file that was sealed. Beside what the format demands the package holds the chain of seals
(`evidence/chain.txt`). Each capture is compared with the catalogue on its way.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path

from crawler.archive.cdxj import Index, method_query, surt, with_method
from crawler.archive.chain import NAME as CHAIN
from crawler.archive.checking import Checked, check_range
from crawler.archive.reader import read_bytes
from crawler.archive.verify import difference
from crawler.catalogue.captures import CaptureRow, captures_of, count_captures, pages_of
from crawler.catalogue.runs import SiteRow
from crawler.clock import SHANGHAI, Clock, stamp
from crawler.errors import ArchiveError, ConfigError

VERSION = "1.1.1"
_NOT_A_NAME = re.compile(r"[^-a-z0-9._]+")
_WARCINFO = 1 << 16
_LARGE = 1 << 30


@dataclass(frozen=True, slots=True)
class Exported:
    """What went into a package. `bytes` is the size of the file."""

    path: Path
    captures: int
    pages: int
    files: int
    bytes: int
    sha256: str


@dataclass(slots=True)
class _Package:
    """A ZIP in the making, with the digest of everything in it."""

    zip: zipfile.ZipFile
    at: datetime
    large: bool  # it may grow beyond what a plain ZIP can hold
    resources: list[dict[str, object]] = field(default_factory=list)

    def add(self, path: str, pieces: Iterator[bytes], *, packed: bool) -> None:
        """Add one file; `packed` ones are stored as they are, so that others can read inside them."""
        info = zipfile.ZipInfo(path, self.at.astimezone(SHANGHAI).timetuple()[:6])
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        digest, size = hashlib.sha256(), 0
        with self.zip.open(info, "w", force_zip64=self.large) as file:
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
                size += len(piece)
        name = f"{len(self.resources)}-{_NOT_A_NAME.sub('-', path.rpartition('/')[2].lower())}"
        self.resources.append({"name": name, "path": path, "hash": f"sha256:{digest.hexdigest()}", "bytes": size})


def export_wacz(
    conn: sqlite3.Connection,
    archive: Path,
    site: SiteRow,
    out: Path,
    *,
    clock: Clock,
    software: str,
    since: date | None = None,
    until: date | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Exported:
    """Write the captures of a site, of all times or of the days `since` to `until` (Asia/Shanghai, inclusive).

    `progress` is told bytes done, bytes in all, and the file at hand. Raises ConfigError where there is nothing to
    export, ArchiveError where a capture is damaged or the file cannot be written; an older file then stays.
    """
    count, total = count_captures(conn, site.id, since=since, until=until)
    if not count:
        raise ConfigError(
            f"site {site.id!r} has no captures in this period", fix="choose other days for --since, --until"
        )
    partial = out.with_name(out.name + ".part")
    index = Index()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(partial, "w") as target:
            package = _Package(target, clock(), total > _LARGE)
            rows = captures_of(conn, site.id, since=since, until=until)
            files = _add_records(package, archive, rows, index, _teller(progress, total))
            _add_index(package, index)
            pages = _add_pages(package, conn, site, since, until)
            chain = archive / site.id / CHAIN
            if chain.exists():
                package.add("evidence/chain.txt", iter([chain.read_bytes()]), packed=False)
            _add_datapackage(package, site, software, pages)
        with partial.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        partial.replace(out)
    except (OSError, sqlite3.OperationalError) as error:
        raise ArchiveError(
            f"cannot be written ({getattr(error, 'strerror', None) or error})",
            where=str(out),
            fix="check room and permissions",
        ) from error
    finally:
        index.close()
        partial.unlink(missing_ok=True)
    return Exported(out, count, pages.count, files, out.stat().st_size, digest)


_Tell = Callable[[CaptureRow], None]


def _teller(progress: Callable[[int, int, str], None] | None, total: int) -> _Tell:
    """Counts the bytes of the captures that went in."""
    done = 0

    def tell(row: CaptureRow) -> None:
        nonlocal done
        done += row.length
        if progress is not None:
            progress(done, total, row.warc_file)

    return tell


# --- records ------------------------------------------------------------------------------------------


def _add_records(package: _Package, archive: Path, rows: Iterator[CaptureRow], index: Index, tell: _Tell) -> int:
    """The captures, file by file; returns the number of files."""
    names: set[str] = set()
    for warc_file, captures in groupby(rows, key=lambda row: row.warc_file):
        name = _free_name(warc_file.rpartition("/")[2], names)
        pieces = _WarcFile(archive / warc_file, name, index).pieces(captures, tell)
        package.add(f"archive/{name}", pieces, packed=True)
    return len(names)


def _free_name(name: str, names: set[str]) -> str:
    name = name if name.endswith(".gz") else f"{name}.gz"
    number, free = 1, name
    while free in names:
        number += 1
        free = f"{number}-{name}"
    names.add(free)
    return free


class _WarcFile:
    """The records that one WARC file gives to a package; those of a file that is not compressed are, on the way."""

    def __init__(self, path: Path, name: str, index: Index) -> None:
        self._path = path
        self._name = name
        self._index = index
        self._end = 0

    def pieces(self, captures: Iterable[CaptureRow], tell: _Tell) -> Iterator[bytes]:
        """All that goes into the package, record by record."""
        yield from self._head()
        for row in captures:
            yield from self._capture(row)
            tell(row)

    def _head(self) -> Iterator[bytes]:
        """The warcinfo record, if the file begins with one."""
        size = min(_WARCINFO, self._path.stat().st_size) if self._path.is_file() else 0
        data = read_bytes(self._path, 0, size)
        first = next(check_range(BytesIO(data), 0, size), None)
        if first is not None and first.kind == "warcinfo" and not first.problem:
            yield self._placed(data[: first.length])

    def _capture(self, row: CaptureRow) -> Iterator[bytes]:
        """The record or records of a capture. Raises ArchiveError where they are not what was catalogued."""
        data = read_bytes(self._path, row.offset, row.length)
        found = list(check_range(BytesIO(data), 0, len(data)))
        why = next((checked.problem for checked in found if checked.problem), "")
        wrong = difference(row.url, row.sha256, found) if not why else None
        if why or wrong is not None:
            raise ArchiveError(
                f"the capture of {row.url} at byte {row.offset} is damaged ({why or (wrong and wrong[1])})",
                where=str(self._path),
                fix="see `gongkai archive verify`",
            )
        asked = next((checked for checked in found if checked.kind == "request"), None)
        for checked in found:
            start = self._end
            packed = self._placed(data[checked.offset : checked.offset + checked.length])
            if checked.kind == "response":
                self._note(checked, asked, start, len(packed))
            yield packed

    def _placed(self, data: bytes) -> bytes:
        if not data.startswith(b"\x1f\x8b"):
            packer = zlib.compressobj(wbits=zlib.MAX_WBITS + 16)
            data = packer.compress(data + b"\r\n\r\n") + packer.flush()
        self._end += len(data)
        return data

    def _note(self, checked: Checked, asked: Checked | None, offset: int, length: int) -> None:
        url = checked.url or ""
        facts: dict[str, object] = {
            "url": url,
            "mime": checked.mime,
            "status": checked.status,
            "digest": checked.digest,
            "length": str(length),
            "offset": str(offset),
            "filename": self._name,
        }
        key = url
        if asked is not None and asked.asked is not None and asked.asked.method != "GET":
            method = asked.asked.method
            query = method_query(method, asked.asked.body, asked.asked.content_type)
            facts |= {"requestBody": query, "method": method}
            key = with_method(url, method, query)
        self._index.add(surt(key), re.sub(r"\D", "", checked.date)[:14], facts)


# --- what stands beside the records -------------------------------------------------------------------


def _add_index(package: _Package, index: Index) -> None:
    blocks: list[str] = []

    def pieces() -> Iterator[bytes]:
        waiting: list[bytes] = []
        for line in index.write(waiting.append, "index.cdx.gz"):
            blocks.append(line)
            yield from waiting
            waiting.clear()

    package.add("indexes/index.cdx.gz", pieces(), packed=True)
    package.add("indexes/index.idx", (line.encode() for line in blocks), packed=False)


@dataclass(slots=True)
class _Pages:
    """What the list of pages says of them all."""

    count: int = 0
    first: str | None = None  # address and moment of the page to begin with
    first_at: str | None = None


def _add_pages(
    package: _Package, conn: sqlite3.Connection, site: SiteRow, since: date | None, until: date | None
) -> _Pages:
    pages = _Pages()

    def lines() -> Iterator[bytes]:
        yield _line({"format": "json-pages-1.0", "id": "pages", "title": site.name, "hasText": False})
        for page in pages_of(conn, site.id, since=since, until=until):
            pages.count += 1
            if page.home or pages.first is None:
                pages.first, pages.first_at = page.url, page.at
            yield _line({"id": f"capture-{page.id}", "url": page.url, "ts": page.at, "title": page.title})

    package.add("pages/pages.jsonl", lines(), packed=False)
    return pages


def _add_datapackage(package: _Package, site: SiteRow, software: str, pages: _Pages) -> None:
    facts: dict[str, object] = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": site.name,
        "description": f"Evidence of the site {site.id} ({site.home}) as archived by {software}.",
        "created": stamp(package.at),
        "software": software,
        "resources": list(package.resources),
    }
    if pages.first is not None:
        facts |= {"mainPageUrl": pages.first, "mainPageDate": pages.first_at}
    data = json.dumps(facts, ensure_ascii=False, indent=2).encode()
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    package.add("datapackage.json", iter([data]), packed=False)
    package.add("datapackage-digest.json", iter([json.dumps(digest, indent=2).encode()]), packed=False)


def _line(facts: dict[str, object]) -> bytes:
    return (json.dumps(facts, ensure_ascii=False) + "\n").encode()
