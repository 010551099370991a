"""The chained digest of a site's archive: one line per closing of a WARC file, each sealed with the one before.

`archive/<site>/chain.tsv`: moment, file, bytes, SHA-256 of those bytes, seal. The seal is the SHA-256 of the line
before it and of its own first four fields, so that no line, and no byte of a sealed file, can be changed, left out
or put in afterwards without breaking all seals that follow.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from crawler.clock import stamp
from crawler.errors import ArchiveError

NAME = "chain.tsv"
_FIRST = "0" * 64


def seal(archive: Path, warc_file: str, now: datetime) -> None:
    """Add a WARC file, as it now is, to the chain of its site. Raises ArchiveError if that cannot be written."""
    path = archive / warc_file
    chain = path.parent / NAME
    try:
        size = path.stat().st_size
        fields = [stamp(now), path.name, str(size), _digest(path, size)]
        line = "\t".join([*fields, _seal(_last_seal(chain), fields)])
        with chain.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise ArchiveError(
            f"cannot be written ({error.strerror or error})", where=str(chain), fix="check room and permissions"
        ) from error


def broken_seals(archive: Path, site: str) -> Iterator[str]:
    """What does not fit, in words with line numbers; nothing if the archive is as it was sealed."""
    chain = archive / site / NAME
    if not chain.exists():
        return
    before = _FIRST
    for number, line in enumerate(chain.read_text(encoding="utf-8").splitlines(), 1):
        fields = line.split("\t")
        if len(fields) != 5 or not fields[2].isdecimal() or fields[4] != _seal(before, fields[:4]):
            yield f"{chain}:{number}: the seal does not fit the lines before it"
            return
        before = fields[4]
        path = chain.with_name(fields[1])
        if not path.exists() or path.stat().st_size < int(fields[2]):
            yield f"{chain}:{number}: {fields[1]} is missing or shorter than it was"
        elif _digest(path, int(fields[2])) != fields[3]:
            yield f"{chain}:{number}: {fields[1]} was changed after it was sealed"


def _last_seal(chain: Path) -> str:
    if not chain.exists():
        return _FIRST
    lines = chain.read_text(encoding="utf-8").split()
    return lines[-1] if lines else _FIRST


def _seal(before: str, fields: list[str]) -> str:
    return hashlib.sha256("\t".join([before, *fields]).encode()).hexdigest()


def _digest(path: Path, size: int) -> str:
    """SHA-256 of the first `size` bytes: a file that was sealed may grow, but not change."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while size > 0:
            chunk = file.read(min(size, 1 << 20))
            if not chunk:
                break
            digest.update(chunk)
            size -= len(chunk)
    return digest.hexdigest()
