"""The documentation of rules and packs is generated and complete."""

from __future__ import annotations

import re

import pytest

from checks.model import Pack, Verdict
from checks.pack import load_packs
from checks.rule import DOC_PARTS, RuleUnit, rules
from checks.rulebook import doc_parts, pages, summary

PACKS = load_packs()


@pytest.mark.parametrize("unit", rules().values(), ids=rules())
def test_every_rule_explains_itself_in_four_parts(unit: RuleUnit) -> None:
    assert tuple(doc_parts(unit)) == DOC_PARTS
    assert summary(unit).endswith(".")


@pytest.mark.parametrize("unit", rules().values(), ids=rules())
def test_every_rule_speaks_chinese_for_its_verdicts(unit: RuleUnit) -> None:
    messages = unit.rule.messages
    assert {Verdict.CLEAR, Verdict.UNSURE} <= set(messages), "a rule that never flags finds candidates for a person"
    assert all(re.search(r"[\u4e00-\u9fff]", message) for message in messages.values())
    if Verdict.FLAGGED in messages:
        assert "请" in messages[Verdict.FLAGGED] or "{advice}" in messages[Verdict.FLAGGED], "says what to do"


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_every_clause_has_a_source_and_says_what_to_do(pack: Pack) -> None:
    for clause in pack.clauses:
        assert clause.source.strip(), clause.id
        assert clause.clause.strip(), clause.id
        assert clause.text.strip(), clause.id
        assert clause.advice.strip(), clause.id


def test_every_rule_and_pack_has_its_page() -> None:
    found = pages(PACKS)
    assert set(found) == {f"{name}.md" for name in rules()} | {f"pack-{pack.id}.md" for pack in PACKS} | {"README.md"}
    assert "## When it cannot tell" in found["stale_column.md"]
    assert "`c15.d.basic_news`" in found["stale_column.md"]
    assert "| `practice.date_conflict` |" in found["pack-census-2015.md"]
    assert "C (practice)" in found["pack-census-2015.md"]


def test_links_between_pages_lead_somewhere() -> None:
    found = pages(PACKS)
    for text in found.values():
        assert set(re.findall(r"\]\(([^)]+\.md)\)", text)) <= set(found)


def test_every_rule_is_used_by_a_clause() -> None:
    used = {clause.rule for pack in PACKS for clause in pack.clauses}
    assert set(rules()) <= used
