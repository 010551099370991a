"""Putting a clause of one named pack: for clauses that two editions of a standard share by their id."""

from __future__ import annotations

import sqlite3
from functools import cache
from typing import Any

from checks.model import Clause, Judgement, Verdict
from checks.pack import SHIPPED, load_pack
from checks.softening import softened
from tests.rules.asking import ask


@cache
def clauses_of(pack: str) -> dict[str, Clause]:
    """The clauses of a shipped pack by id."""
    return {entry.id: entry for entry in load_pack(SHIPPED / f"{pack}.toml").clauses}


def put_in(pack: str, conn: sqlite3.Connection, clause_id: str, as_of: str) -> dict[str, Judgement]:
    """The judgements under a clause of this pack by the label of their subject."""
    found = clauses_of(pack)[clause_id]
    assert found.rule is not None, f"{clause_id} is for a person"
    options: dict[str, Any] = dict(found.options)
    judged = ask(conn, found.rule, as_of, **options)
    return {
        label: one for label, told in judged.items() for one in softened(found, [told]) if isinstance(one, Judgement)
    }


def verdicts_in(pack: str, conn: sqlite3.Connection, clause_id: str, as_of: str) -> dict[str, Verdict]:
    """The verdicts under a clause of this pack by the label of their subject."""
    return {label: found.verdict for label, found in put_in(pack, conn, clause_id, as_of).items()}


def verdict_in(pack: str, conn: sqlite3.Connection, clause_id: str, as_of: str) -> Verdict:
    """The verdict under a clause that speaks of one subject only."""
    found = verdicts_in(pack, conn, clause_id, as_of)
    assert len(found) == 1, found
    return next(iter(found.values()))
