"""The packs of the workspace as pages show them: read again only where a file changed, searched in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from flask import abort
from flask_babel import lazy_gettext as _l

from checks.ledger import State
from checks.model import Clause, Pack
from checks.pack import SHIPPED, load_packs
from checks.rule import rules
from checks.rulebook import way
from gongkai.workspace import Workspace

Standing = Mapping[tuple[str, str], Mapping[State, int]]

WAYS = {"automatic": _l("程序判断"), "partly": _l("程序找线索，人工认定"), "manual": _l("人工")}


class Validity(StrEnum):
    """Whether a standard holds on a day."""

    IN_FORCE = "in_force"
    ENDED = "ended"
    TO_COME = "to_come"

    @property
    def chinese(self) -> str:
        """As pages say it."""
        return {"in_force": "现行", "ended": "已停用", "to_come": "尚未施行"}[self]


@dataclass(frozen=True, slots=True)
class Line:
    """A standard in the list of all."""

    pack: Pack
    validity: Validity
    used: bool  # gongkai.toml names it for checks
    ways: Mapping[str, int]
    unverified: int
    standing: int  # findings that count against sites


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause in the table of its standard."""

    pack: Pack
    clause: Clause
    way: str
    standing: int


def all_packs(place: Workspace) -> Sequence[Pack]:
    """Shipped packs and the workspace's own, by id. Raises PackError where one is malformed."""
    files = [*SHIPPED.glob("*.toml"), *place.packs.glob("*.toml")]
    mark = tuple(sorted((str(path), path.stat().st_mtime_ns) for path in files))
    return _loaded(place.packs, mark)


@lru_cache(maxsize=4)
def _loaded(folder: Path, mark: tuple[tuple[str, int], ...]) -> Sequence[Pack]:
    return tuple(load_packs(folder))


def pack_or_404(place: Workspace, name: str) -> Pack:
    """One standard."""
    found = next((pack for pack in all_packs(place) if pack.id == name), None)
    return found if found is not None else abort(404)


def clause_or_404(pack: Pack, name: str) -> Clause:
    """One clause of a standard."""
    found = next((clause for clause in pack.clauses if clause.id == name), None)
    return found if found is not None else abort(404)


def validity(pack: Pack, day: date) -> Validity:
    """Whether the standard holds on that day."""
    if day < pack.valid_from:
        return Validity.TO_COME
    return Validity.IN_FORCE if pack.in_force(day) else Validity.ENDED


def lines(place: Workspace, day: date, standing: Standing) -> list[Line]:
    """All standards, those in force first, then the newest."""
    used = set(place.settings.check.packs)
    found = [
        Line(
            pack,
            validity(pack, day),
            pack.id in used,
            Counter(way(clause) for clause in pack.clauses),
            sum(clause.unverified for clause in pack.clauses),
            sum(counting(standing.get((pack.id, clause.id), {})) for clause in pack.clauses),
        )
        for pack in all_packs(place)
    ]
    order = list(Validity)
    return sorted(found, key=lambda line: (order.index(line.validity), -line.pack.valid_from.toordinal()))


def counting(states: Mapping[State, int]) -> int:
    """How many of them count against a site."""
    return sum(number for state, number in states.items() if state.counts)


def clause_lines(packs: Sequence[Pack], standing: Standing) -> list[ClauseLine]:
    """Every clause of these standards in their order."""
    return [
        ClauseLine(pack, clause, way(clause), counting(standing.get((pack.id, clause.id), {})))
        for pack in packs
        for clause in pack.clauses
    ]


def matching(found: Sequence[ClauseLine], words: str) -> list[ClauseLine]:
    """Those in which every one of the words stands: id, title, text, source, advice, or what its rule is called."""
    wanted = words.casefold().split()
    return [line for line in found if all(word in _text(line.clause) for word in wanted)]


@lru_cache(maxsize=4096)
def _words(*parts: str) -> str:
    return "\n".join(parts).casefold()


def _text(clause: Clause) -> str:
    unit = rules().get(clause.rule) if clause.rule else None
    said = (clause.rule or "", unit.rule.title if unit else "")
    parts = (clause.id, clause.title, clause.text, clause.source, clause.clause, clause.law, clause.advice)
    return _words(*parts, clause.look, clause.indicator, *said)


def elsewhere(packs: Sequence[Pack], pack: Pack, clause: Clause) -> list[tuple[Pack, Clause]]:
    """The same fault under other standards: seen by the same rule, or the same clause of another edition."""
    return [
        (other, entry)
        for other in packs
        if other.id != pack.id
        for entry in other.clauses
        if (clause.rule is not None and entry.rule == clause.rule) or _follows(entry, clause) or _follows(clause, entry)
    ]


def _follows(later: Clause, earlier: Clause) -> bool:
    """True for the same clause of a later edition."""
    if later.replaces:
        return earlier.id in later.replaces
    return later.id.partition(".")[2] == earlier.id.partition(".")[2] and later.veto == earlier.veto
