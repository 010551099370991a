"""Putting one clause of a shipped pack to a catalogue, with the clause's own rule and options."""

from __future__ import annotations

import sqlite3
from functools import cache

from checks.model import Clause, Judgement, Verdict
from checks.pack import SHIPPED, load_pack
from checks.softening import softened
from tests.rules.asking import POINT, ask


@cache
def clause_of(clause_id: str) -> Clause:
    """A clause of the shipped packs, as read from its TOML; only packs that name it are read."""
    named = (path for path in sorted(SHIPPED.glob("*.toml")) if f'"{clause_id}"' in path.read_text(encoding="utf-8"))
    return next(entry for path in named for entry in load_pack(path).clauses if entry.id == clause_id)


def put(
    conn: sqlite3.Connection, clause_id: str, as_of: str = POINT, site: str = "bureau", **changed: object
) -> dict[str, Judgement]:
    """The judgements under a clause by the label of their subject; `changed` options replace the clause's own."""
    found = clause_of(clause_id)
    assert found.rule is not None, f"{clause_id} is for a person"
    judged = ask(conn, found.rule, as_of, site, **{**found.options, **changed})
    return {
        label: one for label, told in judged.items() for one in softened(found, [told]) if isinstance(one, Judgement)
    }


def verdicts_under(
    conn: sqlite3.Connection, clause_id: str, as_of: str = POINT, site: str = "bureau", **changed: object
) -> dict[str, Verdict]:
    """The verdicts under a clause by the label of their subject."""
    return {label: found.verdict for label, found in put(conn, clause_id, as_of, site, **changed).items()}


def verdict_under(
    conn: sqlite3.Connection, clause_id: str, as_of: str = POINT, site: str = "bureau", **changed: object
) -> Verdict:
    """The verdict under a clause that speaks of one subject only."""
    found = verdicts_under(conn, clause_id, as_of, site, **changed)
    assert len(found) == 1, found
    return next(iter(found.values()))
