"""The documentation of rules and packs is generated and complete."""

from __future__ import annotations

import re

import pytest

from checks.model import Pack, Verdict
from checks.pack import load_packs
from checks.rule import DOC_PARTS, RuleUnit, rules
from checks.rulebook import doc_parts, index_page, pack_page, pages, summary, way

PACKS = load_packs()


@pytest.mark.parametrize("unit", rules().values(), ids=rules())
def test_every_rule_explains_itself_in_four_parts(unit: RuleUnit) -> None:
    assert tuple(doc_parts(unit)) == DOC_PARTS
    assert summary(unit).endswith(".")


@pytest.mark.parametrize("unit", rules().values(), ids=rules())
def test_every_rule_speaks_chinese_for_its_verdicts(unit: RuleUnit) -> None:
    messages = unit.rule.messages
    assert {Verdict.CLEAR, Verdict.UNSURE} <= set(messages), "a rule that never flags finds candidates for a person"
    assert all(re.search(r"[\u4e00-\u9fff，。：；]", message) for message in messages.values())
    if Verdict.FLAGGED in messages:
        words = ("请", "应", "宜", "建议", "{advice}")
        assert any(word in messages[Verdict.FLAGGED] for word in words), "says what to do"


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_every_clause_has_a_source_and_says_what_to_do(pack: Pack) -> None:
    for clause in pack.clauses:
        assert clause.source.strip(), clause.id
        assert clause.clause.strip(), clause.id
        assert clause.text.strip(), clause.id
        assert (clause.advice or clause.look).strip(), clause.id


def test_every_rule_and_pack_has_its_page() -> None:
    found = pages(PACKS)
    assert set(found) == {f"{name}.md" for name in rules()} | {f"pack-{pack.id}.md" for pack in PACKS} | {"README.md"}
    assert "## When it cannot tell" in found["stale_column.md"]
    assert "`c15.d.basic_news`" in found["stale_column.md"]
    assert "| `practice.date_conflict` |" in found["pack-census-2015.md"]
    assert "C (practice)" in found["pack-census-2015.md"]


def test_a_standard_says_clause_by_clause_who_judges_and_what_to_look_at() -> None:
    (census,) = (pack for pack in PACKS if pack.id == "census-2015")
    by_id = {entry.id: entry for entry in census.clauses}
    assert way(by_id["c15.v.col_blank"]) == "automatic"
    assert way(by_id["colchk.missing"]) == "partly"
    assert way(by_id["c15.v.error"]) == "partly"
    assert way(by_id["c15.d.basic_wrong"]) == "manual"
    page = pack_page(census)
    assert f"| `c15.d.basic_wrong` | 基本信息不准确 | manual | {by_id['c15.d.basic_wrong'].look} |" in page
    assert "出处：国办发〔2015〕15号附件，单项否决 一。" in page
    for entry in census.clauses:
        assert f"## {entry.id} " in page


def test_the_index_counts_clauses_by_who_judges_them() -> None:
    (census,) = (pack for pack in PACKS if pack.id == "census-2015")
    line = next(line for line in index_page(PACKS).splitlines() if line.startswith("| [census-2015]"))
    total, automatic, partly, manual, unverified = (int(cell) for cell in line.split("|")[5:10])
    assert total == len(census.clauses) == automatic + partly + manual
    assert manual == sum(entry.rule is None for entry in census.clauses)
    assert unverified == sum(entry.confidence in ("C", "D") for entry in census.clauses)


def test_points_caps_and_bonus_stand_on_the_page() -> None:
    (inspection,) = (pack for pack in PACKS if pack.id == "inspection-2019")
    page = pack_page(inspection)
    assert "“办事服务” costs 25 at most." in page
    assert "Bonus above 80, at most 30; items known: 0." in page
    assert "| 5 (B, once) |" in page


def test_links_between_pages_lead_somewhere() -> None:
    found = pages(PACKS)
    for text in found.values():
        assert set(re.findall(r"\]\(([^)]+\.md)\)", text)) <= set(found)


def test_every_rule_is_used_by_a_clause() -> None:
    used = {clause.rule for pack in PACKS for clause in pack.clauses}
    assert set(rules()) <= used
