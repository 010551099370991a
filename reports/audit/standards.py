"""Under which clause a check stands: of a rule pack where there is one, else of `standards.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from checks.model import Clause
from checks.pack import load_packs

FILE = Path(__file__).with_name("standards.toml")
LAST_OF_2008 = 2018  # the last report year that the regulation of 2008 governs


@dataclass(frozen=True, slots=True)
class Standard:
    """What is demanded, by whom, and how sure we are of it; `pack` is "" where no rule pack has the clause."""

    check: str
    title: str
    reference: str
    text: str
    confidence: str
    advice: str
    pack: str = ""

    @property
    def verified(self) -> bool:
        """False where wording or threshold rest on memory only."""
        return self.confidence not in ("C", "D")


def pack_of(year: int | None) -> str:
    """The rule pack that governs a report year; the newest where the year is not known."""
    return "oia-2008" if year is not None and year <= LAST_OF_2008 else "oia-2019"


@cache
def clauses_of(pack: str) -> dict[str, Clause]:
    """The clauses of a shipped rule pack by id."""
    return {clause.id: clause for clause in load_packs(ids=[pack])[0].clauses}


def standard_of(check: str, year: int | None) -> Standard | None:
    """The clause that a check of a report year stands under, None where there is none."""
    pack = pack_of(year)
    own = _own().get(check)
    clause = clauses_of(pack).get(own.get("clause", check) if own else check)
    if own is None and clause is None:
        return None
    if clause is None or (own is not None and "reference" in own):
        assert own is not None
        return Standard(check, own["title"], own["reference"], own["text"], own["confidence"], own["advice"])
    return Standard(
        check,
        clause.title,
        clause.reference,
        clause.text,
        clause.confidence.value,
        clause.advice,
        f"{pack}:{clause.id}",
    )


@cache
def _own() -> dict[str, dict[str, str]]:
    return {entry["id"]: entry for entry in tomllib.loads(FILE.read_text(encoding="utf-8"))["check"]}
