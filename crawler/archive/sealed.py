"""Is one record of the archive under a seal, and is its file still as it was sealed? See `chain` for what a seal is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from crawler.archive.chain import Seal, read_chain

_STEP = 1 << 20
LARGEST = 64 << 20  # bytes of a file that are read again while somebody waits


@dataclass(frozen=True, slots=True)
class Standing:
    """What the chain says of a record. `fits` is None where there is no seal, or the file is too large to be read now.

    `broken`: lines of the chain do not fit, in words; the seals before them still count.
    """

    seal: Seal | None
    fits: bool | None
    broken: tuple[str, ...] = ()


def standing(archive: Path, warc_file: str, end: int, *, largest: int = LARGEST) -> Standing:
    """The first seal over a file that vouches for all bytes up to `end`, and whether these are as they were then."""
    folder, _, name = warc_file.rpartition("/")
    seals, problems = read_chain(archive, folder)
    found = next((seal for seal in seals if seal.file == name and seal.size >= end), None)
    if found is None or found.size > largest:
        return Standing(found, None, tuple(problems))
    return Standing(found, _digest(archive / warc_file, found.size) == found.sha256, tuple(problems))


def _digest(path: Path, size: int) -> str | None:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while size > 0 and (piece := file.read(min(size, _STEP))):
                digest.update(piece)
                size -= len(piece)
    except OSError:
        return None
    return digest.hexdigest() if size == 0 else None
