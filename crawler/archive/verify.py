"""Is the archive what the catalogue and its seals say it is? Every byte of it is read again.

Each WARC file is looked at in parts: the place of each catalogued capture, and what lies between and behind them. So
that a damaged record never hides the next one. What lies behind the last catalogued record and is no record was left
by a run that was cut off: it is named, and is no damage, unless a seal vouches for it.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from crawler.archive.chain import NAME, Seal, broken_seals, read_chain, sealed_sizes
from crawler.archive.checking import Checked, check_range
from crawler.posting import post_url

_EMPTY = hashlib.sha256().hexdigest()


class DamageKind(StrEnum):
    """In which way evidence is not what it was."""

    MISSING_FILE = "missing_file"
    CUT_FILE = "cut_file"  # it ends before the record
    UNREADABLE = "unreadable"  # the bytes are no whole record
    WRONG_DIGEST = "wrong_digest"  # the record's own digest does not fit its bytes
    WRONG_BODY = "wrong_body"  # the body is not the one that was catalogued
    WRONG_URL = "wrong_url"  # the record is of another address
    BROKEN_SEAL = "broken_seal"


@dataclass(frozen=True, slots=True)
class Damage:
    """One piece of evidence that is not what it was. `offset` is in bytes; None where the whole file is meant."""

    kind: DamageKind
    warc_file: str
    why: str
    offset: int | None = None
    url: str | None = None
    capture_id: int | None = None


@dataclass(frozen=True, slots=True)
class Tail:
    """Bytes behind the last catalogued record that are no whole record."""

    warc_file: str
    offset: int
    size: int


@dataclass(slots=True)
class Verification:
    """What a look at an archive brought to light. Counts are of what was read, damaged or not."""

    files: int = 0
    bytes: int = 0
    records: int = 0
    captures: int = 0
    uncatalogued: int = 0  # answers that no catalogue row knows: other sites' pages in imported files, cut-off runs
    damage: list[Damage] = field(default_factory=list)
    tails: list[Tail] = field(default_factory=list)
    seals: dict[str, Seal] = field(default_factory=dict)  # site → its last seal

    @property
    def sound(self) -> bool:
        """True if all evidence is what it was."""
        return not self.damage


Progress = Callable[[int, int, str], None]
"""Told bytes done, bytes in all, and the file at hand."""


def verify_archive(
    conn: sqlite3.Connection, archive: Path, *, sites: Sequence[str] | None = None, progress: Progress | None = None
) -> Verification:
    """Read everything again that belongs to some sites (by default: all that is there)."""
    found = Verification()
    files = _files(conn, archive, sites)
    sizes = {name: path.stat().st_size for name in files if (path := archive / name).is_file()}
    total, done = sum(sizes.values()), 0
    for name in files:
        if progress is not None:
            progress(done, total, name)
        found.files += name in sizes
        for checked in _check_file(conn, archive, name, sizes.get(name), found):
            if progress is not None:
                progress(done + checked.offset + checked.length, total, name)
        done += sizes.get(name, 0)
    found.bytes = total
    for site in _sealed_sites(archive, sites):
        seals, _ = read_chain(archive, site)
        if seals:
            found.seals[site] = seals[-1]
        for words in broken_seals(archive, site):
            found.damage.append(Damage(DamageKind.BROKEN_SEAL, f"{site}/{NAME}", words))
    return found


def verify_captures(conn: sqlite3.Connection, archive: Path, *, site: str | None = None) -> Iterator[Damage]:
    """Captures whose record is missing, unreadable or not the catalogued one; none if all is well."""
    found = verify_archive(conn, archive, sites=[site] if site else None)
    return (damage for damage in found.damage if damage.capture_id is not None)


def _check_file(
    conn: sqlite3.Connection, archive: Path, name: str, size: int | None, found: Verification
) -> Iterator[Checked]:
    """Look at one file part by part; what is wrong goes into `found`."""
    rows = conn.execute("SELECT * FROM captures WHERE warc_file = ? ORDER BY offset", (name,))
    if size is None:
        for row in rows:
            found.captures += 1
            found.damage.append(_damage(DamageKind.MISSING_FILE, row, "the file is not there"))
        return
    with (archive / name).open("rb") as file:
        at = 0
        for row in rows:
            yield from _check_gap(file, name, at, min(row["offset"], size), found)
            yield from _check_capture(file, row, size, found)
            at = max(at, row["offset"] + row["length"])
        yield from _check_tail(file, archive, name, at, size, found)


def _check_capture(file: BinaryIO, row: sqlite3.Row, size: int, found: Verification) -> Iterator[Checked]:
    found.captures += 1
    end = row["offset"] + row["length"]
    if end > size:
        found.damage.append(_damage(DamageKind.CUT_FILE, row, f"the file ends at byte {size}, the record at {end}"))
        return
    whole: list[Checked] = []
    for checked in check_range(file, row["offset"], end):
        yield checked
        found.records += bool(checked.kind)
        if checked.problem:
            kind = DamageKind.WRONG_DIGEST if checked.kind else DamageKind.UNREADABLE
            found.damage.append(_damage(kind, row, checked.problem))
            return
        whole.append(checked)
    wrong = difference(row["url"], row["sha256"], whole)
    if wrong is not None:
        found.damage.append(_damage(wrong[0], row, wrong[1]))


def difference(url: str, sha256: str, records: Sequence[Checked]) -> tuple[DamageKind, str] | None:
    """Where the records at a place are not the capture of this address and digest; None where they are."""
    answer = next((checked for checked in records if checked.kind == "response"), None)
    asked = next((checked.asked for checked in records if checked.asked is not None), None)
    if answer is None or answer.url is None:
        return DamageKind.UNREADABLE, "there is no response at this place"
    found = answer.url
    if asked is not None and asked.method == "POST":
        found = post_url(found, asked.body, asked.content_type)
    if found != url:
        return DamageKind.WRONG_URL, f"the record is of {found}"
    if answer.sha256 != sha256 and (answer.sha256 is not None or sha256 != _EMPTY):
        return DamageKind.WRONG_BODY, f"the body's SHA-256 is {answer.sha256}, not {sha256}"
    return None


def _check_gap(file: BinaryIO, name: str, start: int, end: int, found: Verification) -> Iterator[Checked]:
    for checked in check_range(file, start, end):
        yield checked
        found.records += bool(checked.kind)
        found.uncatalogued += checked.kind == "response"
        if checked.problem:
            kind = DamageKind.WRONG_DIGEST if checked.kind else DamageKind.UNREADABLE
            found.damage.append(Damage(kind, name, checked.problem, checked.offset, checked.url))


def _check_tail(
    file: BinaryIO, archive: Path, name: str, start: int, end: int, found: Verification
) -> Iterator[Checked]:
    """Behind the last catalogued record: whole records of a run that was cut off, and what it left half written."""
    site, _, inner = name.partition("/")
    sealed = sealed_sizes(archive, site).get(inner, 0)
    for checked in check_range(file, start, end):
        yield checked
        found.records += bool(checked.kind)
        found.uncatalogued += checked.kind == "response"
        if not checked.problem:
            continue
        if not checked.kind and checked.offset >= sealed and "/" not in inner:
            found.tails.append(Tail(name, checked.offset, end - checked.offset))
            continue
        kind = DamageKind.WRONG_DIGEST if checked.kind else DamageKind.UNREADABLE
        found.damage.append(Damage(kind, name, checked.problem, checked.offset, checked.url))


def _damage(kind: DamageKind, row: sqlite3.Row, why: str) -> Damage:
    return Damage(kind, row["warc_file"], why, row["offset"], row["url"], row["id"])


def _files(conn: sqlite3.Connection, archive: Path, sites: Sequence[str] | None) -> list[str]:
    """Names of all WARC files that lie in the archive, or should, relative to it."""
    wanted = None if sites is None else set(sites)
    names = {
        path.relative_to(archive).as_posix()
        for pattern in ("*.warc", "*.warc.gz")
        for path in archive.rglob(pattern)
        if wanted is None or path.relative_to(archive).parts[0] in wanted
    }
    if sites is None:
        names.update(row["warc_file"] for row in conn.execute("SELECT DISTINCT warc_file FROM captures"))
        return sorted(names)
    for site in sites:
        rows = conn.execute(
            "SELECT DISTINCT warc_file FROM captures WHERE substr(warc_file, 1, :n) = :folder OR id IN"
            " (SELECT v.capture_id FROM visits v JOIN runs r ON r.id = v.run_id WHERE r.site = :site)",
            {"n": len(site) + 1, "folder": f"{site}/", "site": site},
        )
        names.update(row["warc_file"] for row in rows)
    return sorted(names)


def _sealed_sites(archive: Path, sites: Sequence[str] | None) -> list[str]:
    known = sorted(path.parent.name for path in archive.glob(f"*/{NAME}"))
    return known if sites is None else [site for site in known if site in sites]


def committed_ends(conn: sqlite3.Connection, site: str) -> dict[str, int]:
    """For each WARC file of a site's own folder, the byte behind its last catalogued record."""
    return {
        row["warc_file"]: row["finish"]
        for row in conn.execute(
            "SELECT warc_file, max(offset + length) AS finish FROM captures WHERE warc_file >= ? AND warc_file < ?"
            " GROUP BY warc_file",
            (f"{site}/", f"{site}0"),  # "0" comes after "/": a range of the index
        )
    }
