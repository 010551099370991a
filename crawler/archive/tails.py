"""What a process left behind that died before its commit: bytes at the end of a file that no catalogue row knows."""

from __future__ import annotations

import fcntl
import os
import zlib
from collections.abc import Mapping
from pathlib import Path


def trim_tails(archive: Path, site: str, run_id: int, committed: Mapping[str, int]) -> list[str]:
    """Cut the files of a run off behind their last catalogued record; returns the names of those that were cut.

    Files that a living process writes are locked and left alone, and so are files of other runs. `committed` maps
    file names (relative to `archive`) to the byte behind the last catalogued record. A file without any keeps its
    warcinfo record, as the trace of a process that got no further.
    """
    cut: list[str] = []
    for path in sorted((archive / site).glob(f"{site}-*-{run_id:06d}*.warc.gz")):
        warc_file = path.relative_to(archive).as_posix()
        with path.open("r+b", buffering=0) as file:
            try:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            size = os.fstat(file.fileno()).st_size
            end = committed[warc_file] if warc_file in committed else _first_record(file.read())
            if size > end:
                os.ftruncate(file.fileno(), end)
                cut.append(warc_file)
    return cut


def _first_record(data: bytes) -> int:
    """Bytes of the first gzip member, which holds the first record; 0 where it is not whole."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
    try:
        unpacker.decompress(data)
    except zlib.error:
        return 0
    return len(data) - len(unpacker.unused_data) if unpacker.eof else 0
