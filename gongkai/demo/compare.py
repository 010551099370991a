"""Comparing what was counted and found with the truth. Pure: values in, differences out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from crawler.identity import canonical_key


@dataclass(frozen=True, slots=True)
class Figure:
    """One number beside its truth; `counted` None where it is not known."""

    name: str
    counted: int | None
    truth: int

    @property
    def right(self) -> bool:
        return self.counted == self.truth


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A fault, planted or found: the clause that it breaks and its subject."""

    clause: str
    subject: str

    @property
    def key(self) -> tuple[str, str]:
        """What has to agree: the clause, and the subject (addresses by their canonical key)."""
        is_url = self.subject.startswith(("http://", "https://"))
        return self.clause, canonical_key(self.subject) if is_url else self.subject


@dataclass(frozen=True, slots=True)
class Faults:
    """Planted faults against found ones."""

    planted: tuple[Fault, ...]
    found: tuple[Fault, ...]  # planted and found
    missed: tuple[Fault, ...]  # planted, not found
    false: tuple[Fault, ...]  # found, not planted


def compare_figures(counted: Mapping[str, int | None], truth: Mapping[str, int]) -> tuple[Figure, ...]:
    """One Figure for each number of the truth, in its order."""
    return tuple(Figure(name, counted.get(name), value) for name, value in truth.items())


def compare_faults(found: Iterable[Fault], truth: Iterable[Mapping[str, Any]]) -> Faults:
    """Which planted faults were found, which were missed, and what was flagged beside them."""
    planted = {fault.key: fault for fault in (Fault(entry["clause"], entry["subject"]) for entry in truth)}
    flagged = {fault.key: fault for fault in found}
    return Faults(
        planted=tuple(sorted(planted.values())),
        found=tuple(sorted(planted[key] for key in planted.keys() & flagged.keys())),
        missed=tuple(sorted(planted[key] for key in planted.keys() - flagged.keys())),
        false=tuple(sorted(flagged[key] for key in flagged.keys() - planted.keys())),
    )
