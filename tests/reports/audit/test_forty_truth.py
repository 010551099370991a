"""The truth about the exam reports (forty, unseen, unseen again) against itself: no extractor is asked here."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from tests.reports.audit.forty_source import Table, forty, reports_in, value_of
from tests.reports.audit.forty_sums import in_table, misses

REPORTS = {report.slug: report for folder in ("forty", "unseen", "unseen_again") for report in reports_in(folder)}


@pytest.mark.parametrize("slug", REPORTS)
def test_sums_fail_exactly_where_an_error_was_planted(slug: str) -> None:
    report = REPORTS[slug]
    last = report.truth.get("last")
    wrong = set(misses(report.cells, REPORTS[last].cells if last else None))
    planted = report.truth["planted"]
    assert wrong == {(p["check"], p["cell"], Decimal(p["says"]), Decimal(p["should"])) for p in planted}


@pytest.mark.parametrize("slug", REPORTS)
def test_prose_differs_from_tables_exactly_where_the_truth_says(slug: str) -> None:
    report = REPORTS[slug]
    differing = set()
    for each in report.truth["claims"]:
        table = in_table(each["indicator"], report.cells)
        if table is not None and table != value_of(each) and not each.get("bound") and "year" not in each:
            differing.add((each["indicator"], value_of(each), table))
    said = report.truth["contradictions"]
    assert differing == {(c["indicator"], Decimal(c["prose"]), Decimal(c["table"])) for c in said}


@pytest.mark.parametrize("slug", REPORTS)
def test_truth_stands_in_the_source(slug: str) -> None:
    report = REPORTS[slug]
    for each in report.truth["claims"] + report.truth["optional"]:
        assert re.sub(r"\s", "", each["sentence"]) in report.prose
    drawn = [cell for block in report.blocks if isinstance(block, Table) for row in block.rows for cell in row]
    for name, raw in report.cells.items():
        assert raw in drawn, name


def test_the_forty_are_as_many_and_as_varied_as_agreed() -> None:
    reports = {report.slug: report for report in forty()}
    files = [report.file for report in reports.values()]
    assert {kind: files.count(kind) for kind in set(files)} == {"text": 10, "html": 10, "docx": 10, "pdf": 10}
    faulty = {slug for slug, report in reports.items() if report.truth["planted"]}
    contrary = {slug for slug, report in reports.items() if report.truth["contradictions"]}
    assert (len(faulty), len(contrary), len(contrary - faulty)) == (10, 10, 10)
    assert all(each.truth["claims"] for each in reports.values())


def test_the_unseen_are_as_many_and_as_varied_as_agreed() -> None:
    reports = {report.slug: report for report in reports_in("unseen")}
    files = [report.file for report in reports.values()]
    assert {kind: files.count(kind) for kind in set(files)} == {"text": 3, "html": 3, "docx": 3, "pdf": 3}
    faulty = {slug for slug, report in reports.items() if report.truth["planted"]}
    contrary = {slug for slug, report in reports.items() if report.truth["contradictions"]}
    assert (len(faulty), len(contrary), len(contrary - faulty)) == (4, 4, 4)
    assert {report.form for report in reports.values()} == {report.form for report in forty()}


def test_the_second_unseen_are_as_many_and_as_varied_as_agreed() -> None:
    reports = {report.slug: report for report in reports_in("unseen_again")}
    files = [report.file for report in reports.values()]
    assert {kind: files.count(kind) for kind in set(files)} == {"text": 2, "html": 3, "docx": 3, "pdf": 2}
    faulty = {slug for slug, report in reports.items() if report.truth["planted"]}
    contrary = {slug for slug, report in reports.items() if report.truth["contradictions"]}
    assert (len(faulty), len(contrary), len(contrary - faulty)) == (3, 4, 4)
    assert all(len(reports[slug].truth["contradictions"]) == 2 for slug in contrary)
    assert all(report.cells and 2014 <= report.year <= 2024 for report in reports.values())
