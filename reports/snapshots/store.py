"""Keeping snapshots in the catalogue's file: written once, read, and proved."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from pydantic import ValidationError

from crawler.errors import CatalogueError, ConfigError
from crawler.sqlite_files import transaction
from reports.snapshots import signing
from reports.snapshots.model import FrozenValue, Snapshot, State

_LARGEST = 1 << 30  # bytes of one content


def keep(conn: sqlite3.Connection, made: Snapshot, contents: Mapping[str, bytes]) -> Snapshot:
    """Store a snapshot behind the last one, with its contents by digest; returns it numbered and sealed."""
    with transaction(conn):
        last = conn.execute("SELECT id, digest FROM snapshots ORDER BY id DESC LIMIT 1").fetchone()
        row: dict[str, object] = {
            "id": last["id"] + 1 if last else 1,
            "year": made.state.year,
            "made_at": made.made_at,
            "made_by": made.made_by,
            "note": made.note,
            "complete": int(made.complete),
            "state": made.state.model_dump_json(),
            "previous": last["digest"] if last else None,
        }
        values = {value.metric: value.model_dump_json() for value in made.values}
        row["digest"] = _seal(row, values)
        conn.executemany(
            "INSERT INTO snapshot_contents (sha256, size, packed) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
            [(digest, len(data), zlib.compress(data, 9)) for digest, data in sorted(contents.items())],
        )
        conn.execute(
            "INSERT INTO snapshots (id, year, made_at, made_by, note, complete, state, previous, digest) VALUES"
            " (:id, :year, :made_at, :made_by, :note, :complete, :state, :previous, :digest)",
            row,
        )
        conn.executemany(
            "INSERT INTO snapshot_values (snapshot_id, metric, value) VALUES (?, ?, ?)",
            [(row["id"], metric, value) for metric, value in values.items()],
        )
    return made.model_copy(update={name: row[name] for name in ("id", "previous", "digest")})


def _seal(row: Mapping[str, object], values: Mapping[str, str]) -> str:
    """SHA-256 over the rows of a snapshot as they are stored, the digest of the one before it included."""
    facts = [[name, row[name]] for name in _SEALED]
    text = json.dumps([facts, sorted(values.items())], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


_SEALED = ("id", "year", "made_at", "made_by", "note", "complete", "state", "previous")


def snapshots(conn: sqlite3.Connection, year: int | None = None) -> list[Snapshot]:
    """All snapshots (of a year), oldest first. Raises CatalogueError for one that cannot be read any more."""
    ids = conn.execute("SELECT id FROM snapshots WHERE ? IS NULL OR year = ? ORDER BY id", (year, year)).fetchall()
    return [read(conn, row["id"]) for row in ids]


@dataclass(frozen=True, slots=True)
class Heading:
    """A snapshot without its values, for lists."""

    id: int
    year: int
    as_of: str
    bureau: str
    made_at: str
    made_by: str
    note: str
    complete: bool
    known_at: str | None
    digest: str


def headings(conn: sqlite3.Connection, *, before: int | None = None, limit: int = 100) -> list[Heading]:
    """The newest snapshots (before a number), newest first."""
    rows = conn.execute(
        "SELECT id, year, state ->> '$.as_of' AS as_of, state ->> '$.bureau' AS bureau, made_at, made_by, note,"
        " complete, state ->> '$.known_at' AS known_at, digest FROM snapshots WHERE ? IS NULL OR id < ?"
        " ORDER BY id DESC LIMIT ?",
        (before, before, limit),
    )
    return [Heading(**{**dict(row), "complete": bool(row["complete"])}) for row in rows]


def find(conn: sqlite3.Connection, name: str | int) -> Snapshot:
    """One snapshot by number (`3`, `S-3`). Raises ConfigError where there is none."""
    digits = str(name).strip().upper().removeprefix("S-")
    known = [row["id"] for row in conn.execute("SELECT id FROM snapshots ORDER BY id")]
    if not digits.isdecimal() or int(digits) not in known:
        there = ", ".join(map(str, known))
        fix = f"there are: {there}" if known else "make one with `gongkai count freeze --year …`"
        raise ConfigError(f'there is no snapshot "{name}"', fix=fix)
    return read(conn, int(digits))


def read(conn: sqlite3.Connection, number: int) -> Snapshot:
    """A snapshot as stored; whether it is still what was stored then `problems` says."""
    row = conn.execute("SELECT * FROM snapshots WHERE id = ?", (number,)).fetchone()
    values = conn.execute("SELECT value FROM snapshot_values WHERE snapshot_id = ? ORDER BY metric", (number,))
    try:
        return Snapshot(
            id=row["id"],
            made_at=row["made_at"],
            made_by=row["made_by"],
            note=row["note"],
            complete=bool(row["complete"]),
            state=State.model_validate_json(row["state"]),
            values=tuple(FrozenValue.model_validate_json(value["value"]) for value in values),
            previous=row["previous"],
            digest=row["digest"],
        )
    except (ValidationError, TypeError) as error:
        raise CatalogueError(
            f"snapshot {number} cannot be read any more: its rows were changed or are gone",
            where="catalogue",
            fix="restore the catalogue from a copy; `gongkai count snapshots --verify` names what is wrong",
        ) from error


def content(conn: sqlite3.Connection, sha256: str) -> bytes:
    """What lies under a digest. Raises CatalogueError where it is not there or is not what it was."""
    row = conn.execute("SELECT size, packed FROM snapshot_contents WHERE sha256 = ?", (sha256,)).fetchone()
    problem = "is not there"
    if row is not None:
        data = _unpacked(row["packed"], row["size"])
        if data is not None and hashlib.sha256(data).hexdigest() == sha256:
            return data
        problem = "is not what it was"
    raise CatalogueError(
        f"the content {sha256[:16]}… of a snapshot {problem}",
        where="catalogue",
        fix="restore the catalogue from a copy",
    )


def _unpacked(packed: bytes, size: int) -> bytes | None:
    if not 0 <= size <= _LARGEST:
        return None
    try:
        return zlib.decompressobj().decompress(packed, size + 1)
    except zlib.error:
        return None


def problems(conn: sqlite3.Connection, *, only: int | None = None) -> Iterator[str]:
    """What is wrong with the chain of snapshots and their contents, in Chinese; nothing if all is as it was stored.

    `only` asks about one snapshot (and its place behind the one before it).
    """
    before: str | None = None
    number = 0
    for row in conn.execute("SELECT id, previous, digest FROM snapshots ORDER BY id").fetchall():
        number += 1
        if only in (None, row["id"]):
            if row["id"] != number:
                yield f"快照{number}号不见了"
                number = row["id"]
            if row["previous"] != before:
                yield f"快照{row['id']}号与它前一个快照对不上：链断了"
            yield from _own_problems(conn, row["id"])
        number = row["id"]
        before = row["digest"]
    if only is None:
        digests = {row["id"]: row["digest"] for row in conn.execute("SELECT id, digest FROM snapshots")}
        yield from signing.problems(conn, digests)


def _own_problems(conn: sqlite3.Connection, number: int) -> Iterator[str]:
    row = conn.execute("SELECT * FROM snapshots WHERE id = ?", (number,)).fetchone()
    values = conn.execute("SELECT metric, value FROM snapshot_values WHERE snapshot_id = ?", (number,))
    if _seal(row, {value["metric"]: value["value"] for value in values}) != row["digest"]:
        yield f"快照{number}号的记录被改动：与它的摘要不符"
    try:
        made = read(conn, number)
    except CatalogueError:
        yield f"快照{number}号已无法读出：它的记录被改动或缺失"
        return
    for what, digest in kept_in(made):
        try:
            content(conn, digest)
        except CatalogueError:
            yield f"快照{number}号保存的{what}缺失或被改动（{digest[:16]}…）"


def kept_in(made: Snapshot) -> Iterator[tuple[str, str]]:
    """(what, digest) of everything that a snapshot keeps."""
    state = made.state
    yield "检查结果", state.judged
    yield from ((f"台账{file.name}", file.sha256) for file in state.register_files)
    yield from ((f"规则包{file.name}", file.sha256) for file in state.pack_files)
    yield from ((f"“{value.title}”的明细", value.list) for value in made.values)


def as_json(made: Snapshot, signatures: Sequence[signing.Entry] = ()) -> dict[str, object]:
    """A snapshot as plain values, with the entries of who signed it."""
    facts: dict[str, object] = json.loads(made.model_dump_json())
    return {**facts, "signatures": [asdict(entry) for entry in signatures]}
