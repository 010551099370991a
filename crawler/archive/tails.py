"""What a process left behind that died before its commit: bytes at the end of a file that no catalogue row knows.

They are cut off before a run goes on. Never cut are bytes that a catalogue row or a seal vouches for, files that a
living process writes, and files of other runs; where bytes are missing that the catalogue counts on, nothing is
done before a person has looked.
"""

from __future__ import annotations

import fcntl
import os
import re
import zlib
from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.archive.chain import seal, sealed_sizes
from crawler.errors import ArchiveError

Committed = Mapping[str, int] | Callable[[], Mapping[str, int]]
"""For each file (relative to the archive) the byte behind its last catalogued record, or the question for that.

Where several processes work on one run, the question has to be asked after a file was locked: until then its
writer may have committed more.
"""

_FIRST_BYTES = 1 << 16  # a warcinfo record is far shorter


def trim_tails(
    archive: Path, site: str, run_id: int, committed: Committed, *, since: datetime | None = None
) -> list[str]:
    """Cut the files of a run off behind their last catalogued record; returns the names of those that were cut.

    A file without any catalogued record keeps its warcinfo record, as the trace of a process that got no further;
    it is cut only where it was begun at or after `since`, the start of the run: an older one of the same name
    belongs to another catalogue. Raises ArchiveError where a file is shorter than the catalogue or a seal says.
    """
    check_whole(archive, site, run_id, committed)
    cut: list[str] = []
    for path in files_of_run(archive, site, run_id):
        warc_file = path.relative_to(archive).as_posix()
        with path.open("r+b", buffering=0) as file:
            try:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            end = ends_now(committed).get(warc_file)
            if end is None:
                end = _end_of_first(file.read(_FIRST_BYTES), since)
            if end is not None and os.fstat(file.fileno()).st_size > end:
                check_seal(archive, site, path, end)
                os.ftruncate(file.fileno(), end)
                cut.append(warc_file)
    return cut


def seal_run(archive: Path, site: str, run_id: int, committed: Committed, now: datetime) -> None:
    """Seal all files of a run that are not sealed as they stand: those of earlier days, too, when it was cut off.

    Tails of processes that died are cut off first: a seal vouches for nothing that is not catalogued. Files that a
    living process still writes are left to it. Raises ArchiveError where a seal cannot be written.
    """
    trim_tails(archive, site, run_id, committed)
    sealed = sealed_sizes(archive, site)
    for path in files_of_run(archive, site, run_id):
        warc_file = path.relative_to(archive).as_posix()
        with path.open("rb") as file:
            try:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            size = os.fstat(file.fileno()).st_size
            if sealed.get(path.name, 0) < size == ends_now(committed).get(warc_file):
                seal(archive, warc_file, now)


def ends_now(committed: Committed) -> Mapping[str, int]:
    """The byte behind the last catalogued record of each file, as it is at this moment."""
    return committed() if callable(committed) else committed


def files_of_run(archive: Path, site: str, run_id: int) -> list[Path]:
    """The WARC files that processes of one run wrote, on whatever day."""
    ours = _name_of(site, run_id)
    folder = archive / site
    return sorted(path for path in folder.iterdir() if ours.fullmatch(path.name)) if folder.is_dir() else []


def check_whole(archive: Path, site: str, run_id: int, committed: Committed) -> None:
    """Raise ArchiveError where a file of this run lacks bytes that the catalogue counts on: evidence was lost."""
    ours = _name_of(site, run_id)
    for warc_file, end in ends_now(committed).items():
        folder, _, name = warc_file.rpartition("/")
        if folder != site or not ours.fullmatch(name):
            continue
        path = archive / warc_file
        size = path.stat().st_size if path.exists() else None
        if size is None or size < end:
            what = "is missing" if size is None else f"ends at byte {size}"
            raise ArchiveError(
                f"{what}, but the catalogue holds captures in it up to byte {end}: evidence was lost",
                where=str(path),
                fix="restore the file from a copy; or go on without it: `gongkai archive verify` lists the lost pages,"
                " `gongkai crawl --fresh` begins a new run and fetches them again",
            )


def check_seal(archive: Path, site: str, path: Path, end: int) -> None:
    """Raise ArchiveError where cutting a file at `end` would take away bytes that were sealed."""
    sealed = sealed_sizes(archive, site).get(path.name, 0)
    if end < sealed:
        raise ArchiveError(
            f"was sealed with {sealed} bytes, but the catalogue knows only {end} of them: it is older than the archive",
            where=str(path),
            fix="restore the catalogue that belongs to this archive; or leave both as they are and begin a new run"
            " with `gongkai crawl --fresh`",
        )


def _name_of(site: str, run_id: int) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(site)}-\d{{8}}-{run_id:06d}(?:-\d+)?\.warc\.gz")


def _end_of_first(data: bytes, since: datetime | None) -> int | None:
    """Where the first record (a gzip member) ends; None where the file is not, or perhaps not, of this run."""
    if since is None:
        return None
    unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
    try:
        unpacker.decompress(data)
    except zlib.error:
        return None
    if not unpacker.eof:  # the process died in its first breath
        return 0 if len(data) < _FIRST_BYTES else None
    end = len(data) - len(unpacker.unused_data)
    begun = _moment_of(data[:end])
    return end if begun is not None and begun >= since.replace(microsecond=0) else None


def _moment_of(member: bytes) -> datetime | None:
    try:
        record = next(ArchiveIterator(BytesIO(member)), None)
        return datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")) if record is not None else None
    except (ArchiveLoadFailed, ValueError, TypeError):
        return None
