"""Files that wait for a person's confirmation: kept by digest for a day, readable by the console's owner only."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

from reports.registers.writing import digest, write_through

_FOLDER = "console-uploads"
_KEPT = timedelta(days=1)
_NAME = re.compile(r"[0-9a-f]{64}\.(csv|xlsx)")


def keep(root: Path, body: bytes, ending: str) -> str:
    """Keep an upload; returns its name, which tells nothing but what it holds."""
    place = root / _FOLDER
    place.mkdir(mode=0o700, exist_ok=True)
    name = f"{digest(body)}{ending}"
    write_through(place / name, body)
    return name


def kept(root: Path, name: str) -> Path | None:
    """The file of an upload, None where there is none of this name, or it is not what it was."""
    path = root / _FOLDER / name
    if not _NAME.fullmatch(name) or not path.is_file():
        return None
    return path if digest(path.read_bytes()) == path.stem else None


def sweep(root: Path, now: datetime) -> None:
    """Throw away what nobody confirmed."""
    for path in (root / _FOLDER).glob("*"):
        if now.timestamp() - path.stat().st_mtime > _KEPT.total_seconds():
            path.unlink(missing_ok=True)


def drop(root: Path, name: str) -> None:
    """Throw away an upload that was used."""
    if _NAME.fullmatch(name):
        (root / _FOLDER / name).unlink(missing_ok=True)
