"""The chained digest of a site's archive: one line per closing of a WARC file, each sealed with the one before.

`archive/<site>/chain.tsv`: moment, file, bytes, SHA-256 of those bytes, seal. The seal is the SHA-256 of the line
before it and of its own first four fields, so that no line, and no byte of a sealed file, can be changed, left out
or put in afterwards without breaking all seals that follow. What a seal proves and what not: docs/evidence.md.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawler.clock import stamp
from crawler.errors import ArchiveError

NAME = "chain.tsv"
_FIRST = "0" * 64
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Seal:
    """One line of a chain. `size` is in bytes: the file as long as it was when it was sealed."""

    line: int
    at: str
    file: str  # name inside the site's folder
    size: int
    sha256: str
    seal: str


def seal(archive: Path, warc_file: str, now: datetime) -> None:
    """Add a WARC file, as it now is, to the chain of its site. Raises ArchiveError if that cannot be written.

    Several processes may seal at once: they wait for each other. A line that a killed process left half written
    was no seal yet and is taken away first.
    """
    path = archive / warc_file
    chain = path.parent / NAME
    try:
        size = path.stat().st_size
        fields = [stamp(now), path.name, str(size), _digest(path, size)]
        with chain.open("a+b", buffering=0) as file:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX)
            file.seek(0)
            whole, torn = _split(file.read())
            if torn:
                os.ftruncate(file.fileno(), len(whole))
            fields.append(_seal(_last_seal(whole), fields))
            file.write(("\t".join(fields) + "\n").encode())
            os.fsync(file.fileno())
    except OSError as error:
        raise ArchiveError(
            f"cannot be written ({error.strerror or error})", where=str(chain), fix="check room and permissions"
        ) from error


def read_chain(archive: Path, site: str) -> tuple[list[Seal], list[str]]:
    """The seals of a site as far as they fit, and what does not fit, in words with line numbers.

    A half written last line is neither: its seal was never set. Files are not looked at.
    """
    chain = archive / site / NAME
    if not chain.exists():
        return [], []
    seals: list[Seal] = []
    before = _FIRST
    for number, line in enumerate(_split(chain.read_bytes())[0].decode("utf-8", "replace").splitlines(), 1):
        fields = line.split("\t")
        if len(fields) != 5 or not fields[2].isdecimal() or fields[4] != _seal(before, fields[:4]):
            return seals, [f"{chain}:{number}: the seal does not fit the lines before it"]
        before = fields[4]
        seals.append(Seal(number, fields[0], fields[1], int(fields[2]), fields[3], fields[4]))
    return seals, []


def broken_seals(archive: Path, site: str) -> Iterator[str]:
    """What does not fit, in words with line numbers; nothing if the archive is as it was sealed."""
    seals, problems = read_chain(archive, site)
    chain = archive / site / NAME
    found = [(entry, why) for name, stages in _by_file(seals).items() for entry, why in _broken(chain, name, stages)]
    for entry, why in sorted(found, key=lambda pair: pair[0].line):
        yield f"{chain}:{entry.line}: {entry.file} {why}"
    yield from problems


def sealed_sizes(archive: Path, site: str) -> dict[str, int]:
    """For each sealed file (name inside the site's folder) the number of bytes that a seal vouches for."""
    sizes: dict[str, int] = {}
    for entry in read_chain(archive, site)[0]:
        sizes[entry.file] = max(entry.size, sizes.get(entry.file, 0))
    return sizes


def _by_file(seals: list[Seal]) -> dict[str, list[Seal]]:
    stages: dict[str, list[Seal]] = defaultdict(list)
    for entry in seals:
        stages[entry.file].append(entry)
    return stages


def _broken(chain: Path, name: str, stages: list[Seal]) -> Iterator[tuple[Seal, str]]:
    """The seals of one file that no longer fit; the file is read once, however often it was sealed."""
    path = chain.with_name(name)
    size = path.stat().st_size if path.is_file() else -1
    digest, read = hashlib.sha256(), 0
    readable = [entry for entry in stages if entry.size <= size]
    yield from ((entry, "is missing or shorter than it was") for entry in stages if entry.size > size)
    if not readable:
        return
    with path.open("rb") as file:
        for entry in sorted(readable, key=lambda entry: entry.size):
            while read < entry.size and (chunk := file.read(min(_CHUNK, entry.size - read))):
                digest.update(chunk)
                read += len(chunk)
            if digest.hexdigest() != entry.sha256:
                yield entry, "was changed after it was sealed"


def _split(data: bytes) -> tuple[bytes, bytes]:
    """The whole lines, and what a killed process left behind them."""
    end = data.rfind(b"\n") + 1
    return data[:end], data[end:]


def _last_seal(lines: bytes) -> str:
    words = lines.decode("utf-8", "replace").split()
    return words[-1] if words else _FIRST


def _seal(before: str, fields: list[str]) -> str:
    return hashlib.sha256("\t".join([before, *fields]).encode()).hexdigest()


def _digest(path: Path, size: int) -> str:
    """SHA-256 of the first `size` bytes: a file that was sealed may grow, but not change."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while size > 0 and (chunk := file.read(min(size, _CHUNK))):
            digest.update(chunk)
            size -= len(chunk)
    return digest.hexdigest()
