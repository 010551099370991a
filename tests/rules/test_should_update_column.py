"""Columns that should be updated, by class or by declaration, and those of which nobody said so."""

from __future__ import annotations

from typing import Any

from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

OTHERS: dict[str, Any] = {
    "periods": [{"classes": ["personnel_plan"], "window": "1 year"}],
    "excluded": ["dynamic", "policy", "archive"],
    "doubtful_after": "1 year",
}
PLAN, EVENT = ColumnClass.PERSONNEL_PLAN, ColumnClass.EVENT


def test_a_class_with_a_period_is_flagged_the_day_after_it() -> None:
    inside = catalogue_with(column("规划计划", PLAN, last="2015-12-31"))
    outside = catalogue_with(column("规划计划", PLAN, last="2015-12-30"))
    assert verdicts(inside, "should_update_column", **OTHERS) == {"规划计划": CLEAR}
    assert verdicts(outside, "should_update_column", **OTHERS) == {"规划计划": FLAGGED}


def test_a_column_without_a_period_is_for_a_person() -> None:
    conn = catalogue_with(column("预警警示", EVENT, last="2014-03-01"))
    found = ask(conn, "should_update_column", **OTHERS)["预警警示"]
    assert found.verdict is UNSURE
    assert "没有规定这个栏目的更新期限" in found.message


def test_a_declared_period_makes_it_a_fault() -> None:
    conn = catalogue_with(column("安全生产/预警警示", EVENT, last="2016-09-29"))
    by_name = {**OTHERS, "declared": [{"columns": ["预警警示"], "window": "3 months"}]}
    by_path = {**OTHERS, "declared": [{"columns": ["安全生产/预警警示"], "window": "94 days"}]}
    assert verdicts(conn, "should_update_column", **by_name) == {"安全生产/预警警示": FLAGGED}
    assert verdicts(conn, "should_update_column", **by_path) == {"安全生产/预警警示": CLEAR}


def test_excluded_classes_are_not_asked() -> None:
    conn = catalogue_with(column("工作动态", last="2012-01-01"), column("专题", ColumnClass.ARCHIVE, last="2012-01-01"))
    assert verdicts(conn, "should_update_column", **OTHERS) == {}


def test_a_column_of_rare_events_is_never_flagged_for_being_quiet() -> None:
    conn = catalogue_with(
        column("事故调查报告", EVENT, last="2015-01-01"), column("行政处罚", EVENT, last="2010-01-01")
    )
    assert set(verdicts(conn, "should_update_column", **OTHERS).values()) == {UNSURE}


def test_what_was_not_seen_or_has_no_duty() -> None:
    conn = catalogue_with(
        column("规划计划", PLAN, outcome=Outcome.TIMEOUT),
        column("机构编制", PLAN, kind="page", published="2010-01-01"),
        column("历年计划", PLAN, last="2010-01-01", archived=True),
    )
    assert verdicts(conn, "should_update_column", **OTHERS) == {
        "规划计划": UNSURE,
        "机构编制": NOT_APPLICABLE,
        "历年计划": NOT_APPLICABLE,
    }
