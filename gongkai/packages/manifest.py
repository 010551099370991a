"""The manifest of a package: the SHA-256 of every file, in the form that `sha256sum -c` reads."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from crawler.errors import ConfigError

NAME = "manifest-sha256.txt"


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that is not as the manifest says. `kind`: changed, missing, added."""

    path: str
    kind: str


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_in(folder: Path) -> dict[str, Path]:
    """Every regular file below a folder by its path with slashes, sorted; links are no files of ours."""
    found = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }
    return dict(sorted(found.items()))


def write_manifest(folder: Path) -> str:
    """Write the manifest of all files of a folder but itself; returns its own SHA-256."""
    lines = [f"{digest_of(path)}  {name}\n" for name, path in files_in(folder).items() if name != NAME]
    target = folder / NAME
    target.write_bytes("".join(lines).encode())
    return digest_of(target)


def read_manifest(folder: Path) -> dict[str, str]:
    """Path → SHA-256. Raises ConfigError where there is no manifest or a line is none."""
    path = folder / NAME
    if not path.is_file():
        raise ConfigError(f"holds no {NAME}: it is no evidence package", where=str(folder), fix="name a whole package")
    found: dict[str, str] = {}
    for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), start=1):
        digest, _, name = line.partition("  ")
        if len(digest) != 64 or not name or set(digest) - set("0123456789abcdef"):
            raise ConfigError(f"line {number} is no digest with a path", where=f"{folder.name}/{NAME}")
        found[name] = digest
    return found


def compare(folder: Path, stated: dict[str, str]) -> list[Difference]:
    """What was changed, is missing or was added, by path."""
    there = files_in(folder)
    found = [Difference(name, "missing") for name in stated if name not in there]
    found += [Difference(name, "added") for name in there if name not in stated and name != NAME]
    found += [
        Difference(name, "changed")
        for name, digest in stated.items()
        if name in there and digest_of(there[name]) != digest
    ]
    return sorted(found, key=lambda entry: entry.path)
