"""Signatures on snapshots: who says that the frozen figures are right, when and in which words.

Entries are only ever added, each sealed with the one before; a signature is taken back by a new entry with a reason.
An entry holds the digest of its snapshot, so it vouches for every value that was frozen and for nothing else.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.clock import stamp
from crawler.errors import ConfigError
from crawler.sqlite_files import transaction
from reports.snapshots.model import Snapshot
from reports.tracing import SignedBy

STATEMENT = "核定数与依据一致，准确无误。"
LONGEST = 500  # characters of a statement or a reason
_SEALED = ("id", "snapshot_id", "snapshot_digest", "kind", "who", "role", "at", "words", "withdraws", "previous")


@dataclass(frozen=True, slots=True)
class Entry:
    """A signature (`kind` sign) or its withdrawal (`withdraw`, of the entry `withdraws`). `words` say what or why."""

    id: int
    snapshot_id: int
    snapshot_digest: str
    kind: str
    who: str
    role: str
    at: str
    words: str
    withdraws: int | None
    previous: str | None
    digest: str


class SignedMeanwhileError(ConfigError):
    """Somebody signed or withdrew since the person who decides looked."""


def entries(conn: sqlite3.Connection, snapshot: int | None = None) -> list[Entry]:
    """All entries (on one snapshot), oldest first."""
    rows = conn.execute(
        "SELECT * FROM snapshot_signatures WHERE ? IS NULL OR snapshot_id = ? ORDER BY id", (snapshot, snapshot)
    )
    return [Entry(**{name: row[name] for name in Entry.__slots__}) for row in rows]


def standing(found: Sequence[Entry]) -> list[Entry]:
    """The signatures that were not withdrawn."""
    gone = {entry.withdraws for entry in found if entry.kind == "withdraw"}
    return [entry for entry in found if entry.kind == "sign" and entry.id not in gone]


def signed_by(found: Sequence[Entry]) -> tuple[SignedBy, ...]:
    """The signatures that stand, as a document names them."""
    return tuple(SignedBy(id=entry.id, who=entry.who, role=entry.role, at=entry.at) for entry in standing(found))


def sign(
    conn: sqlite3.Connection,
    made: Snapshot,
    *,
    who: str,
    role: str,
    now: datetime,
    statement: str = STATEMENT,
    seen: int | None = None,
) -> Entry:
    """Sign a snapshot. `seen` is the last entry on it that the person knows of (0: none), where that matters.

    Raises ConfigError where the signature of this person stands already, or somebody has no name.
    """
    words = _said(statement) or STATEMENT
    if not who.strip():
        raise ConfigError("a signature needs a name", where="--by", fix="say who signs")
    with transaction(conn):
        there = entries(conn, made.id)
        _check_seen(made, there, seen)
        if any(entry.who == who for entry in standing(there)):
            raise ConfigError(f"{who} has signed snapshot {made.id} already", fix="withdraw that signature first")
        return _add(conn, made, "sign", who.strip(), role, words, None, now)


def withdraw(
    conn: sqlite3.Connection,
    made: Snapshot,
    number: int,
    *,
    who: str,
    role: str,
    reason: str,
    now: datetime,
    seen: int | None = None,
) -> Entry:
    """Take a signature back. Raises ConfigError where it does not stand, or no reason is given."""
    if not _said(reason):
        raise ConfigError("a withdrawal needs a reason", where="--reason", fix="say why the figures are not right")
    if not who.strip():
        raise ConfigError("a withdrawal needs a name", where="--by", fix="say who withdraws")
    with transaction(conn):
        there = entries(conn, made.id)
        _check_seen(made, there, seen)
        if all(entry.id != number for entry in standing(there)):
            numbers = ", ".join(str(entry.id) for entry in standing(there))
            raise ConfigError(
                f"snapshot {made.id} has no standing signature {number}", fix=f"those that stand: {numbers or 'none'}"
            )
        return _add(conn, made, "withdraw", who.strip(), role, _said(reason), number, now)


def problems(conn: sqlite3.Connection, digests: Mapping[int, str]) -> Iterator[str]:
    """What is wrong with the chain of signatures, in Chinese. `digests` are those of the snapshots by number."""
    before: str | None = None
    for number, entry in enumerate(entries(conn), start=1):
        if entry.id != number:
            yield f"签字记录第{number}号不见了"
        if entry.previous != before:
            yield f"签字记录第{entry.id}号与它前一条对不上：链断了"
        if _seal({name: getattr(entry, name) for name in _SEALED}) != entry.digest:
            yield f"签字记录第{entry.id}号被改动：与它的摘要不符"
        if digests.get(entry.snapshot_id) != entry.snapshot_digest:
            yield f"签字记录第{entry.id}号签的不是现在的快照{entry.snapshot_id}号"
        before = entry.digest


def _check_seen(made: Snapshot, there: Sequence[Entry], seen: int | None) -> None:
    if seen is not None and (there[-1].id if there else 0) != seen:
        raise SignedMeanwhileError(
            f"somebody signed or withdrew on snapshot {made.id} meanwhile", fix="look at it again, then decide"
        )


def _add(
    conn: sqlite3.Connection,
    made: Snapshot,
    kind: str,
    who: str,
    role: str,
    words: str,
    withdraws: int | None,
    now: datetime,
) -> Entry:
    last = conn.execute("SELECT id, digest FROM snapshot_signatures ORDER BY id DESC LIMIT 1").fetchone()
    row: dict[str, object] = {
        "id": last["id"] + 1 if last else 1,
        "snapshot_id": made.id,
        "snapshot_digest": made.digest,
        "kind": kind,
        "who": who,
        "role": role,
        "at": stamp(now),
        "words": words,
        "withdraws": withdraws,
        "previous": last["digest"] if last else None,
    }
    row["digest"] = _seal(row)
    conn.execute(
        "INSERT INTO snapshot_signatures (id, snapshot_id, snapshot_digest, kind, who, role, at, words, withdraws,"
        " previous, digest) VALUES (:id, :snapshot_id, :snapshot_digest, :kind, :who, :role, :at, :words, :withdraws,"
        " :previous, :digest)",
        row,
    )
    return entries(conn, made.id)[-1]


def _seal(row: Mapping[str, object]) -> str:
    text = json.dumps([[name, row[name]] for name in _SEALED], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _said(text: str) -> str:
    return " ".join(text.split())[:LONGEST]
