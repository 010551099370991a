"""Saying which clause a test is about, so that another test can find the clauses that lack one.

    @clause("c15.d.basic_news", "flags")
    def test_column_of_fifteen_days_is_stale() -> None: …

A parametrized test that shows several verdicts names them all: `@clause("c15.d.basic_news", "flags", "clears")`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Literal, TypeVar

from checks.model import Verdict

Kind = Literal["flags", "clears", "unsure"]
KINDS: Mapping[Verdict, Kind] = {Verdict.FLAGGED: "flags", Verdict.CLEAR: "clears", Verdict.UNSURE: "unsure"}
_MARKS = "clauses_shown"

F = TypeVar("F", bound=Callable[..., object])


def clause(clause_id: str, *kinds: Kind) -> Callable[[F], F]:
    """Mark a test as one that shows these verdicts of a clause; several marks may stand above one test."""
    if not kinds or not set(kinds) <= set(KINDS.values()):
        raise ValueError(f"{clause_id}: say which of {', '.join(KINDS.values())} the test shows")

    def mark(test: F) -> F:
        shown = [*getattr(test, _MARKS, ()), *((clause_id, kind) for kind in kinds)]
        setattr(test, _MARKS, tuple(shown))
        return test

    return mark


def marks_of(module: ModuleType) -> dict[str, dict[Kind, list[str]]]:
    """Clause id → kind → the tests of a module that show it."""
    found: dict[str, dict[Kind, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, test in vars(module).items():
        if name.startswith("test"):
            for clause_id, kind in getattr(test, _MARKS, ()):
                found[clause_id][kind].append(f"{module.__name__}.{name}")
    return found


def all_marks(*packages: ModuleType) -> dict[str, dict[Kind, list[str]]]:
    """The marks of all test modules in these packages, together."""
    found: dict[str, dict[Kind, list[str]]] = defaultdict(lambda: defaultdict(list))
    for package in packages:
        for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            if info.name.rpartition(".")[2].startswith("test_"):
                for clause_id, kinds in marks_of(importlib.import_module(info.name)).items():
                    for kind, tests in kinds.items():
                        found[clause_id][kind] += tests
    return found
