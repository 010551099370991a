"""The list of documents that were ordered in the console, and the digests of their files. All its SQL is here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from crawler.clock import stamp


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody orders: a kind of document, of when, about whom, in which formats."""

    kind: str
    year: int
    formats: tuple[str, ...]
    quarter: int | None = None
    as_of: date | None = None
    due: date | None = None
    sites: tuple[str, ...] = ()
    portal: str | None = None
    snapshot: int | None = None

    def arguments(self, out: str) -> list[str]:
        """The command line that makes it, into a folder."""
        given: Mapping[str, object] = {
            "year": self.year,
            "snapshot": self.snapshot,
            "quarter": self.quarter,
            "as-of": self.as_of,
            "due": self.due,
            "portal": self.portal,
            "format": ",".join(self.formats),
            "out": out,
        }
        options = [f"--{name}={value}" for name, value in given.items() if value not in (None, "")]
        return ["report", "write", *options, *(f"--site={site}" for site in self.sites), "--json", "--", self.kind]


@dataclass(frozen=True, slots=True)
class Ordered:
    """A document that was ordered: D-000012. Its files lie in a folder of that name in the reports folder."""

    number: int
    wish: Wish
    who: str
    asked_at: str
    job: int | None

    @property
    def name(self) -> str:
        """As people and folders name it."""
        return f"D-{self.number:06d}"


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as it was made."""

    name: str
    size: int
    sha256: str


def add(conn: sqlite3.Connection, wish: Wish, who: str, now: datetime) -> Ordered:
    """Enter an order; the job that carries it out is entered with `carried_by`."""
    cursor = conn.execute(
        "INSERT INTO documents (kind, year, quarter, as_of, due, formats, sites, portal, snapshot, who, asked_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            wish.kind,
            wish.year,
            wish.quarter,
            wish.as_of.isoformat() if wish.as_of else None,
            wish.due.isoformat() if wish.due else None,
            json.dumps(wish.formats),
            json.dumps(wish.sites),
            wish.portal,
            wish.snapshot,
            who,
            stamp(now),
        ),
    )
    return Ordered(int(cursor.lastrowid or 0), wish, who, stamp(now), None)


def carried_by(conn: sqlite3.Connection, number: int, job: int) -> None:
    """Note which job carries an order out."""
    conn.execute("UPDATE documents SET job = ? WHERE number = ?", (job, number))


def find(conn: sqlite3.Connection, number: int) -> Ordered | None:
    """One order."""
    row = conn.execute("SELECT * FROM documents WHERE number = ?", (number,)).fetchone()
    return _ordered(row) if row else None


def ordered(
    conn: sqlite3.Connection, *, kind: str | None = None, before: int | None = None, limit: int = 50
) -> Sequence[Ordered]:
    """Orders, newest first; `before` is the number of the last one of the page before."""
    rows = conn.execute(
        "SELECT * FROM documents WHERE (? IS NULL OR kind = ?) AND (? IS NULL OR number < ?)"
        " ORDER BY number DESC LIMIT ?",
        (kind, kind, before, before, limit),
    )
    return [_ordered(row) for row in rows]


def count(conn: sqlite3.Connection, *, kind: str | None = None) -> int:
    """How many were ordered."""
    row = conn.execute("SELECT count(*) AS n FROM documents WHERE (? IS NULL OR kind = ?)", (kind, kind)).fetchone()
    return int(row["n"])


def keep_files(conn: sqlite3.Connection, number: int, files: Iterable[FileRow]) -> None:
    """Note the files as they were made; what is noted already stays."""
    conn.executemany(
        "INSERT INTO document_files (document, name, size, sha256) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(number, file.name, file.size, file.sha256) for file in files],
    )


def files(conn: sqlite3.Connection, numbers: Sequence[int]) -> Mapping[int, Sequence[FileRow]]:
    """Number → the files as they were made, by name."""
    rows = conn.execute(
        "SELECT * FROM document_files WHERE document IN (SELECT value FROM json_each(?)) ORDER BY document, name",
        (json.dumps(list(numbers)),),
    )
    found: dict[int, list[FileRow]] = {}
    for row in rows:
        found.setdefault(row["document"], []).append(FileRow(row["name"], row["size"], row["sha256"]))
    return found


def _ordered(row: sqlite3.Row) -> Ordered:
    wish = Wish(
        kind=row["kind"],
        year=row["year"],
        formats=tuple(json.loads(row["formats"])),
        quarter=row["quarter"],
        as_of=date.fromisoformat(row["as_of"]) if row["as_of"] else None,
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        sites=tuple(json.loads(row["sites"])),
        portal=row["portal"],
        snapshot=row["snapshot"],
    )
    return Ordered(row["number"], wish, row["who"], row["asked_at"], row["job"])
