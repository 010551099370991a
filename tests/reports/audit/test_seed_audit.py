"""The report of 2016, audited from its file: form, parts, facts, numbers, and what cannot be checked."""

from __future__ import annotations

import pytest

from checks.model import Verdict
from reports.audit.audited import Audited, as_json, audit_paper
from reports.audit.parts import State
from reports.audit.read import read_paper
from tests.reports.audit.reading_claims import SEED


@pytest.fixture(scope="module")
def audited() -> Audited:
    if not SEED.exists():
        pytest.skip("the seed report (../shared/seed/report-2016.txt) is not there")
    return audit_paper(read_paper(SEED))


def test_form_and_year(audited: Audited) -> None:
    known = audited.case.recognised
    assert (known.form, known.year, known.period_years, known.doubts) == ("stats-2014", 2016, (2016,), ())


def test_parts(audited: Audited) -> None:
    states = {part.check: part.state for part in audited.parts}
    assert states.pop("ar08.7") is State.UNCLEAR  # no heading
    assert states.pop("ar08.8") is State.MISSING
    assert set(states.values()) == {State.PRESENT}
    assert list(states) == [
        *(f"ar.lead.{part}" for part in ("basis", "period", "where", "contact")),
        *(f"ar08.{part}" for part in range(1, 7)),
    ]


def test_parts_without_a_heading_are_found_in_the_first_part(audited: Audited) -> None:
    places = {part.check: (part.how, part.place) for part in audited.parts}
    assert places["ar08.1"] == ("heading", "标题“一、基本情况”")
    assert places["ar08.3"] == ("paragraph", "“一、基本情况”下第2段")
    assert places["ar08.4"] == ("paragraph", "“一、基本情况”下第2段")
    assert places["ar08.5"] == ("paragraph", "“一、基本情况”下第3段")
    assert places["ar08.6"] == ("heading", "标题“三、存在的问题及改进方向”")


def test_facts(audited: Audited) -> None:
    facts = {(fact.name, fact.value) for fact in audited.facts}
    assert facts >= {
        ("period.since", "2016-01-01"),
        ("period.until", "2016-12-31"),
        ("site.address", "http://dgsafety.dg.gov.cn/"),
        ("contact.address", "东莞市东城八一路1号机关二号大院8号楼政务大厅"),
        ("contact.postcode", "523123"),
        ("contact.phone", "23308677"),
        ("contact.phone", "22228986"),
        ("contact.fax", "22114073"),
        ("contact.email", "dgajjzbs@163.com"),
    }


def test_the_only_fault_is_the_appendix(audited: Audited) -> None:
    assert [remark.check for remark in audited.remarks if remark.flagged] == ["ar08.8"]


def test_sums_that_have_no_table_are_unsure(audited: Audited) -> None:
    unsure = {remark.check for remark in audited.remarks if remark.verdict is Verdict.UNSURE}
    assert {"ar14.sum.received", "ar14.sum.staff", "ar14.text_match", "oia.report_dept"} <= unsure


def test_json_has_every_number_with_its_sentence(audited: Audited) -> None:
    facts = as_json(audited)
    assert facts["form"]["id"] == "stats-2014"
    assert len(facts["claims"]) == 21
    assert all(claim["raw"] in claim["sentence"] for claim in facts["claims"])
    assert [claim["value"] for claim in facts["claims"][:4]] == [813, 378, 813, 0]
    assert facts["tables"] == {"places": {}, "cells": []}
