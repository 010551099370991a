"""A folder as a ZIP with the same bytes each time, and a ZIP of strangers as a folder without any harm."""

from __future__ import annotations

import shutil
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from crawler.errors import ConfigError
from gongkai.packages.manifest import files_in

LARGEST = 20 << 30  # bytes that a package may unpack to
MOST_FILES = 100_000
_RATIO = 1_000  # packed text shrinks a hundred times at most
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STORED = (".wacz", ".docx", ".xlsx", ".zip", ".gz", ".png", ".jpg", ".pdf")


def zip_folder(folder: Path, target: Path) -> None:
    """Write a folder as a ZIP: names sorted, one date for all. An older file stays where this one cannot be written."""
    partial = target.with_name(f"{target.name}.part")
    try:
        with zipfile.ZipFile(partial, "w", allowZip64=True) as package:
            for name, path in files_in(folder).items():
                info = zipfile.ZipInfo(f"{folder.name}/{name}", _EPOCH)
                packed = path.suffix.lower() in _STORED
                info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                with path.open("rb") as source, package.open(info, "w", force_zip64=True) as into:
                    shutil.copyfileobj(source, into, 1 << 20)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def unzip(path: Path, folder: Path) -> Path:
    """Unpack a package into an empty folder; returns the folder that holds its manifest.

    Raises ConfigError for what is no ZIP, leads out of the folder, is a link, or is absurdly large.
    """
    try:
        with zipfile.ZipFile(path) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            _refuse_absurd(entries, path)
            for entry in entries:
                _unpack(package, entry, folder, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ConfigError(
            f"cannot be unpacked ({error})", where=str(path), fix="the file is damaged: get an unchanged copy"
        ) from error
    inside = list(folder.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else folder


def _refuse_absurd(entries: list[zipfile.ZipInfo], path: Path) -> None:
    size = sum(entry.file_size for entry in entries)
    wide = [entry for entry in entries if entry.file_size > max(entry.compress_size, 1 << 20) * _RATIO]
    if len(entries) > MOST_FILES or size > LARGEST or wide:
        raise ConfigError(
            f"unpacks to {len(entries)} files of {size} bytes: that is no evidence package",
            where=str(path),
            fix="do not use this file",
        )


def _unpack(package: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path, path: Path) -> None:
    name = PurePosixPath(entry.filename)
    odd = name.is_absolute() or ".." in name.parts or "\\" in entry.filename or ":" in entry.filename
    if odd or stat.S_ISLNK(entry.external_attr >> 16):
        raise ConfigError(
            f"an entry leads out of it ({entry.filename[:80]!r})", where=str(path), fix="do not use this file"
        )
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    left = entry.file_size
    with package.open(entry) as source, target.open("xb") as into:
        while piece := source.read(1 << 20):
            left -= len(piece)
            if left < 0:  # the stated size was a lie
                raise ConfigError(f"{entry.filename[:80]!r} is larger than it says", where=str(path))
            into.write(piece)
