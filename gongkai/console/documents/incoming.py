"""Files that people hand in: looked at before they are parsed, kept under a name of our own, removed when read."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import time
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from crawler.errors import ConfigError
from reports.audit.read import kind_of

FOLDER = "incoming"
LARGEST = 25 * 1024 * 1024  # bytes of a file
LONGEST_NAME = 120
_FORGOTTEN = 24 * 3600  # seconds after which a file is removed whose process died before it could
_ZIP = b"PK\x03\x04"
_MOST_PARTS, _LARGEST_UNPACKED = 5000, 300 * 1024 * 1024
_MACROS = ("vbaproject.bin", "vbadata.xml", "/activex/")
_VERIFIED = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}


class RefusedError(ConfigError):
    """A file is refused before anything parses it; `what` is one of the keys of `refusals.WORDS`."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was taken in. `name` is what its sender calls it, and is never used as a path."""

    name: str
    path: Path
    size: int
    sha256: str


def shown_name(name: str) -> str:
    """What a sender calls a file, without folders and without what cannot be shown."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(sign for sign in last if sign.isprintable()).strip()
    return clean[-LONGEST_NAME:] or "file"


def take_in(root: Path, kind: str, name: str, data: bytes) -> Kept:
    """Keep a file for an examination (`verify` or `audit`). Raises RefusedError, and keeps nothing then."""
    ending = _ending_for_verifying(name, data) if kind == "verify" else _ending_for_auditing(name, data)
    folder = root / FOLDER / secrets.token_hex(16)
    folder.mkdir(mode=0o700, parents=True)
    path = folder / f"file{ending}"
    path.touch(mode=0o600)
    path.write_bytes(data)
    return Kept(shown_name(name), path, len(data), hashlib.sha256(data).hexdigest())


def remove(root: Path, path: Path) -> None:
    """Remove what was handed in; nothing outside of the folder for it."""
    folder = path.parent
    if folder.parent == root / FOLDER:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(root: Path) -> None:
    """Remove what a process that died has left behind for a day."""
    edge = time.time() - _FORGOTTEN
    for folder in (root / FOLDER).glob("*"):
        if folder.is_dir() and not folder.is_symlink() and os.lstat(folder).st_mtime < edge:
            shutil.rmtree(folder, ignore_errors=True)


def _ending_for_verifying(name: str, data: bytes) -> str:
    _check_size(data)
    ending = Path(shown_name(name)).suffix.lower()
    if ending in (".html", ".htm"):
        if data.startswith((_ZIP, b"%PDF-", b"\xd0\xcf\x11\xe0")) or b"\x00" in data[:4096]:
            raise RefusedError("other content than its name says")
        return ".html"
    if ending not in _VERIFIED:
        raise RefusedError("not of a kind that is verified")
    if _VERIFIED[ending] not in _parts(data):
        raise RefusedError("other content than its name says")
    return ending


def _ending_for_auditing(name: str, data: bytes) -> str:
    _check_size(data)
    kind = kind_of(data, shown_name(name))  # ConfigError says what it is instead
    if kind == "docx":
        _parts(data)
    return {"text": ".txt", "html": ".html", "docx": ".docx", "pdf": ".pdf"}[kind]


def _check_size(data: bytes) -> None:
    if not data.strip():
        raise RefusedError("is empty")
    if len(data) > LARGEST:
        raise RefusedError("is larger than allowed")


def _parts(data: bytes) -> set[str]:
    """Names of the parts of an Office file, by its directory alone. Raises RefusedError for bombs and macros."""
    if not data.startswith(_ZIP):
        raise RefusedError("other content than its name says")
    try:
        with zipfile.ZipFile(BytesIO(data)) as box:
            parts = box.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise RefusedError("is damaged") from None
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
        raise RefusedError("unpacks to far more than a report has")
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedError("is protected by a password")
    names = {part.filename for part in parts}
    if any(mark in f"/{name.lower()}" for name in names for mark in _MACROS):
        raise RefusedError("holds macros")
    return names
