"""Matters that must be public."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, link, row
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

FINANCE: dict[str, Any] = {"name": "财政预算、决算", "ids": ["col.finance"], "titles": [["预算"]], "every": True}
STATS: dict[str, Any] = {"name": "统计信息", "ids": ["col.stats"], "sure_for": ["统计局"]}


def _options(*matters: dict[str, Any]) -> dict[str, Any]:
    return {"matters": list(matters)}


def test_matter_found_nowhere_is_flagged() -> None:
    found = ask(catalogue_with(column("工作动态")), "missing_required_disclosure", **_options(FINANCE))
    assert found["财政预算、决算"].verdict is FLAGGED
    assert "预决算公开" in found["财政预算、决算"].message, "says which names were looked for"


def test_matter_is_found_by_column_link_or_title() -> None:
    places = (
        column("政务公开/钱袋子", identity="col.finance"),
        column("政务公开/部门预决算公开专栏"),
        link("/yjs.html", "预决算公开", on_home=True),
        column("通知公告", rows=[row("东莞市安监局2016年部门预算", "2016-02-01", "2016-02-01")]),
    )
    for place in places:
        conn = catalogue_with(place)
        assert verdicts(conn, "missing_required_disclosure", **_options(FINANCE)) == {"财政预算、决算": CLEAR}


def test_column_for_licences_and_penalties_together_counts_for_each() -> None:
    conn = catalogue_with(column("双公示", identity="col.dual"))
    wanted = [{"name": name, "ids": [name], "every": True} for name in ("col.licence", "col.penalty")]
    found = verdicts(conn, "missing_required_disclosure", **_options(*wanted))
    assert found == {"col.licence": CLEAR, "col.penalty": CLEAR}


def test_function_that_an_organ_may_not_have_is_unsure_unless_its_name_says_it() -> None:
    other = catalogue_with(column("动态"))
    statistics = catalogue_with(column("动态"), name="东莞市统计局")
    assert verdicts(other, "missing_required_disclosure", **_options(STATS)) == {"统计信息": UNSURE}
    assert verdicts(statistics, "missing_required_disclosure", **_options(STATS)) == {"统计信息": FLAGGED}


def test_duty_of_governments_does_not_bind_a_department() -> None:
    options = _options({**FINANCE, "organs": "government"})
    assert verdicts(catalogue_with(column("动态")), "missing_required_disclosure", **options) == {
        "财政预算、决算": NOT_APPLICABLE
    }


def test_what_was_not_seen_is_unsure() -> None:
    unread = catalogue_with(column("工作动态", outcome=Outcome.TIMEOUT))
    early = catalogue_with(column("工作动态"), observed=datetime(2016, 12, 1, tzinfo=UTC))
    unwalked = catalogue_with(column("工作动态", ColumnClass.DYNAMIC, last="2016-12-01", pages=3))
    for conn in (unread, early, unwalked):
        assert verdicts(conn, "missing_required_disclosure", **_options(FINANCE)) == {"财政预算、决算": UNSURE}


def test_disclosure_column_on_another_site_may_hold_it() -> None:
    conn = catalogue_with(column("政府信息公开", kind="external"))
    assert verdicts(conn, "missing_required_disclosure", **_options(FINANCE)) == {"财政预算、决算": UNSURE}
