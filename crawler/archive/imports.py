"""Bringing other people's archives in: a WARC file, or the WARC files of a WACZ package, copied into ours once.

A WACZ is a ZIP with WARC files under `archive/` and a list of digests, `datapackage.json`. What no longer has its
digest was changed after it was packed, and is refused. Nothing is unpacked under the name that the ZIP gives it.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

from crawler.errors import ArchiveError

_STEP = 1 << 20
_DATAPACKAGE = "datapackage.json"
_MAX_DATAPACKAGE = 64 << 20
_RATIO = 200  # a WARC file packs ten to one at most, a gzipped one not at all
_HASHES = ("sha256", "md5")


class _ChangedError(Exception):
    """A file has not the digest that is stated for it."""


def bring_in(path: Path, archive: Path, site: str) -> list[str]:
    """The WARC files of a WARC or WACZ file, as names relative to the archive folder.

    A WARC file that lies in the archive already stays where it is. Raises ArchiveError where a file cannot be read,
    is no archive, or was changed after it was packed.
    """
    try:
        if zipfile.is_zipfile(path):
            return _unpack(path, archive, site)
        inside = _relative(path, archive)
        if inside is not None:
            return [inside]
        with path.open("rb") as file:
            return [_copy(file, path.name, archive, site)]
    except OSError as error:
        raise ArchiveError(
            f"cannot be brought into the archive ({error.strerror or error})",
            where=str(path),
            fix="check room and path",
        ) from error


def _relative(path: Path, archive: Path) -> str | None:
    try:
        return path.resolve().relative_to(archive.resolve()).as_posix()
    except ValueError:
        return None


def _unpack(path: Path, archive: Path, site: str) -> list[str]:
    found: list[str] = []
    try:
        with zipfile.ZipFile(path) as package:
            stated = _stated_digests(package)
            for entry in package.infolist():
                if not _is_warc(entry.filename):
                    continue
                _check_ratio(entry, path)
                found.append(_unpack_one(package, entry, path, archive, site, stated.get(entry.filename, "")))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ArchiveError(f"cannot be read ({error})", where=str(path), fix="get an unchanged copy") from error
    if not found:
        raise ArchiveError(
            "holds no WARC file",
            where=str(path),
            fix="name a WACZ file with WARC files under archive/; those of a collection are named one by one",
        )
    return found


def _unpack_one(
    package: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, archive: Path, site: str, stated: str
) -> str:
    try:
        with package.open(entry) as file:
            return _copy(file, PurePosixPath(entry.filename).name, archive, site, stated)
    except _ChangedError:
        raise ArchiveError(
            f"{entry.filename} is not what {_DATAPACKAGE} says: it was changed after it was packed",
            where=str(path),
            fix="get an unchanged copy",
        ) from None


def _is_warc(name: str) -> bool:
    return name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz"))


def _check_ratio(entry: zipfile.ZipInfo, path: Path) -> None:
    if entry.file_size > max(entry.compress_size, 1 << 20) * _RATIO:
        raise ArchiveError(
            f"{entry.filename} unpacks to {entry.file_size} bytes from {entry.compress_size}: that is no WARC file",
            where=str(path),
            fix="do not use this file",
        )


def _stated_digests(package: zipfile.ZipFile) -> dict[str, str]:
    """The digest of each file as the package states it, `sha256:…`; none where it states nothing."""
    if _DATAPACKAGE not in package.namelist():
        return {}
    with package.open(_DATAPACKAGE) as file:
        facts = json.loads(file.read(_MAX_DATAPACKAGE))
    resources = facts.get("resources") if isinstance(facts, dict) else None
    listed = [entry for entry in resources or [] if isinstance(entry, dict)]
    return {str(entry.get("path")): str(entry.get("hash") or "") for entry in listed}


def _copy(file: IO[bytes], name: str, archive: Path, site: str, stated: str = "") -> str:
    """Copy a WARC file in under its digest, once; returns its name in the archive.

    Raises _ChangedError where it has not the digest that is stated for it.
    """
    digests = {algorithm: hashlib.new(algorithm, usedforsecurity=False) for algorithm in _HASHES}
    folder = archive / site / "imported"
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{_plain(name)}.part"
    try:
        with partial.open("wb") as copy:
            while chunk := file.read(_STEP):
                for digest in digests.values():
                    digest.update(chunk)
                copy.write(chunk)
        algorithm, _, wanted = stated.partition(":")
        if algorithm in digests and digests[algorithm].hexdigest() != wanted.lower():
            raise _ChangedError
        target = folder / f"{digests['sha256'].hexdigest()[:12]}-{_plain(name)}"
        if not target.exists():
            partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return f"{site}/imported/{target.name}"


def _plain(name: str) -> str:
    """A file name without anything that a folder, a shell or a terminal could take amiss; its end is kept."""
    return re.sub(r"[^\w.\-]+", "_", name)[-120:]
