"""The list of examinations: what was verified or audited, by whom, and what came of it. All its SQL is here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.clock import stamp

_BRIEF = "number, kind, name, size, sha256, path, uploaded, asked, who, asked_at, job, ended_at, refused"


@dataclass(frozen=True, slots=True)
class Examination:
    """One file that was verified or audited. `path` None once a file that was handed in is removed.

    `result` is what the command says as JSON; `refused` why there is none, as our readers word it.
    """

    number: int
    kind: str
    name: str
    size: int
    sha256: str
    path: Path | None
    uploaded: bool
    asked: Mapping[str, Any]
    who: str
    asked_at: str
    job: int | None
    ended_at: str | None
    refused: str | None
    result: Mapping[str, Any] | None = None

    @property
    def ended(self) -> bool:
        """True where there is an outcome."""
        return self.ended_at is not None


@dataclass(frozen=True, slots=True)
class Subject:
    """The file that is to be examined."""

    kind: str
    name: str
    path: Path
    size: int
    sha256: str
    uploaded: bool


def add(conn: sqlite3.Connection, subject: Subject, asked: Mapping[str, Any], who: str, now: datetime) -> int:
    """Enter an examination that is to be made; returns its number."""
    cursor = conn.execute(
        "INSERT INTO examinations (kind, name, size, sha256, path, uploaded, asked, who, asked_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            subject.kind,
            subject.name,
            subject.size,
            subject.sha256,
            str(subject.path),
            int(subject.uploaded),
            json.dumps(asked, ensure_ascii=False),
            who,
            stamp(now),
        ),
    )
    return int(cursor.lastrowid or 0)


def carried_by(conn: sqlite3.Connection, number: int, job: int) -> None:
    """Note which job makes it."""
    conn.execute("UPDATE examinations SET job = ? WHERE number = ?", (job, number))


def end(
    conn: sqlite3.Connection, number: int, now: datetime, *, result: Mapping[str, Any] | None, refused: str | None
) -> None:
    """Enter the outcome, once; a file that was handed in has no path any more."""
    conn.execute(
        "UPDATE examinations SET ended_at = ?, result = ?, refused = ?, path = CASE uploaded WHEN 1 THEN NULL ELSE path"
        " END WHERE number = ? AND ended_at IS NULL",
        (stamp(now), json.dumps(result, ensure_ascii=False) if result is not None else None, refused, number),
    )


def find(conn: sqlite3.Connection, number: int) -> Examination | None:
    """One examination with its result."""
    row = conn.execute("SELECT * FROM examinations WHERE number = ?", (number,)).fetchone()
    return _examination(row, json.loads(row["result"]) if row["result"] else None) if row else None


def examinations(
    conn: sqlite3.Connection, *, kind: str | None = None, before: int | None = None, limit: int = 50
) -> Sequence[Examination]:
    """Examinations without their results, newest first; `before`: the number of the last one of the page before."""
    rows = conn.execute(
        f"SELECT {_BRIEF} FROM examinations WHERE (? IS NULL OR kind = ?) AND (? IS NULL OR number < ?)"  # noqa: S608
        " ORDER BY number DESC LIMIT ?",
        (kind, kind, before, before, limit),
    )
    return [_examination(row, None) for row in rows]


def of_file(conn: sqlite3.Connection, path: Path, limit: int = 5) -> Sequence[Examination]:
    """The newest examinations of a file of the reports folder."""
    rows = conn.execute(
        f"SELECT {_BRIEF} FROM examinations WHERE path = ? ORDER BY number DESC LIMIT ?",  # noqa: S608
        (str(path), limit),
    )
    return [_examination(row, None) for row in rows]


def _examination(row: sqlite3.Row, result: Mapping[str, Any] | None) -> Examination:
    return Examination(
        number=row["number"],
        kind=row["kind"],
        name=row["name"],
        size=row["size"],
        sha256=row["sha256"],
        path=Path(row["path"]) if row["path"] else None,
        uploaded=bool(row["uploaded"]),
        asked=json.loads(row["asked"]),
        who=row["who"],
        asked_at=row["asked_at"],
        job=row["job"],
        ended_at=row["ended_at"],
        refused=row["refused"],
        result=result,
    )
