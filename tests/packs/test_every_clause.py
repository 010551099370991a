"""Every clause of every shipped pack has a test that flags, one that clears, and one that is unsure."""

from __future__ import annotations

from types import ModuleType

import pytest

import tests.packs
import tests.rules
from checks.model import Clause, Pack, Verdict
from checks.pack import load_packs
from checks.rule import rules
from tests.packs.marking import KINDS, Kind, all_marks, clause, marks_of

PACKS = load_packs()
MARKS = all_marks(tests.packs, tests.rules)


def _wanted(entry: Clause) -> set[Kind]:
    """What must be shown of a clause: the verdicts that it can give by its rule. One without a rule needs none."""
    if entry.rule is None:
        return set()
    given = set(rules()[entry.rule].rule.messages)
    if entry.by_person or entry.bonus:
        given.discard(Verdict.FLAGGED)
    return {KINDS[verdict] for verdict in given if verdict in KINDS}


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_no_clause_lacks_a_test_that_flags_clears_or_is_unsure(pack: Pack) -> None:
    lacking = {
        entry.id: sorted(missing)
        for entry in pack.clauses
        if (missing := _wanted(entry) - set(MARKS.get(entry.id, {})))
    }
    assert not lacking, "\n".join(f"{name}: no test shows {', '.join(kinds)}" for name, kinds in lacking.items())


def test_no_mark_names_a_clause_that_is_not_there() -> None:
    known = {entry.id for pack in PACKS for entry in pack.clauses}
    assert not set(MARKS) - known


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_clauses_for_a_person_say_what_to_look_at_and_have_no_rule(pack: Pack) -> None:
    for entry in pack.clauses:
        if entry.needs == "person" and entry.rule is None:
            assert entry.look.strip(), entry.id
        if entry.automatable == "no":
            assert entry.rule is None, f"{entry.id}: a rule cannot see what no crawler can"


def test_a_mark_without_a_verdict_is_refused() -> None:
    with pytest.raises(ValueError, match=r"x\.y"):
        clause("x.y")


def test_marks_are_collected_from_tests_only() -> None:
    module = ModuleType("marked")

    @clause("a.b", "flags")
    @clause("a.b", "clears", "unsure")
    def test_one() -> None: ...

    module.test_one = test_one  # type: ignore[attr-defined]
    module.helper = test_one  # type: ignore[attr-defined]
    assert {kind: len(shown) for kind, shown in marks_of(module)["a.b"].items()} == {
        "clears": 1,
        "unsure": 1,
        "flags": 1,
    }
