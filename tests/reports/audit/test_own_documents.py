"""Our own annual report, written by one half of the project and audited by the other, cell by cell."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reports.audit.audited import Audited, audit_paper
from reports.audit.comparing import Standing
from reports.audit.read import read_paper
from reports.count import count
from reports.kinds import kinds
from reports.scope import Scope
from tests.reports.samples import CONTACT, findings_2016, registers_2016
from tests.reports.small_city import scope_of, small_city

CELLS = {
    "1.1": "published.total",
    "1.6": "published.own_site",
    "2.3": "press_conferences.held",
    "3.1": "requests.received",
}
CELLS |= {"3.7": "requests.on_time", "4": "reviews.received", "5": "suits.received"}


@pytest.fixture(scope="module")
def scope(tmp_path_factory: pytest.TempPathFactory) -> Scope:
    registers = registers_2016(tmp_path_factory.mktemp("registers"))
    return scope_of(small_city(items=9, shared=4), registers, organ=CONTACT)


@pytest.fixture(scope="module", params=["html", "docx"])
def audited(scope: Scope, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Audited:
    folder: Path = tmp_path_factory.mktemp("documents")
    written = kinds()["annual"].render(scope, findings_2016(), folder, (request.param,))
    return audit_paper(read_paper(written[-1]), scope=scope)


def test_form_year_and_parts_are_recognised(audited: Audited) -> None:
    known = audited.case.recognised
    assert (known.form, known.year, known.doubts) == ("stats-2014", 2016, ())
    assert {part.state.value for part in audited.parts} == {"present"}


def test_every_cell_of_the_appendix_is_read(audited: Audited, scope: Scope) -> None:
    tables = audited.case.tables
    assert tables is not None
    assert set(tables.cells) == set(tables.form.cells)
    for cell, metric in CELLS.items():
        made = count(scope, metric).value
        assert tables.cells[cell].value == (None if made is None else Decimal(made)), cell


def test_nothing_is_said_against_it(audited: Audited) -> None:
    assert [remark.sentence for remark in audited.remarks if remark.flagged] == []


def test_no_figure_of_it_differs_from_the_count(audited: Audited) -> None:
    differing = [seen for seen in audited.compared if seen.standing is Standing.DIFFERS]
    assert [(seen.claim.indicator, seen.claim.raw, seen.claim.sentence) for seen in differing] == []


def test_its_main_figures_hold(audited: Audited) -> None:
    wanted = {"published.total", "published.own_site", "published.municipal", "requests.received"}
    held = {seen.claim.indicator for seen in audited.compared if seen.standing is Standing.HOLDS}
    assert wanted <= held
