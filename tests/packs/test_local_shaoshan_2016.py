"""The local example: stricter than the country, and only for the place that wrote it."""

from __future__ import annotations

from datetime import date

import pytest

from checks.model import Verdict
from checks.pack import load_packs
from crawler.model import ColumnClass, Outcome
from gongkai.workspace import Check
from tests.builders import catalogue_with, column
from tests.packs.marking import clause
from tests.packs.putting import verdicts_under
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE

PACK = load_packs(ids=["local-shaoshan-2016"])[0]


def test_example_is_off_unless_named_and_says_where_it_holds() -> None:
    assert PACK.id not in Check().packs
    assert PACK.region == "湖南省韶山市"
    assert not PACK.in_force(date(2016, 11, 7))
    assert PACK.in_force(date(2016, 11, 8))
    assert {entry.confidence.value for entry in PACK.clauses} == {"B"}


@pytest.mark.parametrize(("last", "verdict"), [("2016-12-19", CLEAR), ("2016-12-18", FLAGGED)])
@clause("local.shaoshan.news", "flags", "clears")
def test_news_may_rest_for_twelve_days(last: str, verdict: Verdict) -> None:
    assert verdicts_under(catalogue_with(column("工作动态", last=last)), "local.shaoshan.news") == {"工作动态": verdict}


@clause("local.shaoshan.news", "unsure")
def test_news_not_seen_whole_is_unsure() -> None:
    conn = catalogue_with(column("工作动态", last="2016-12-01", pages=2))
    assert verdicts_under(conn, "local.shaoshan.news") == {"工作动态": UNSURE}


@clause("local.shaoshan.periods", "flags", "clears", "unsure")
def test_columns_that_the_framework_names_have_their_periods() -> None:
    conn = catalogue_with(
        column("政务公开/规范性文件", ColumnClass.POLICY, last="2016-06-30"),
        column("政务公开/部门文件解读", ColumnClass.INTERPRETATION, last="2016-06-29"),
        column("政务公开/人事信息", ColumnClass.PERSONNEL_PLAN, last="2015-12-31"),
        column("政务公开/规划计划", ColumnClass.PERSONNEL_PLAN, last="2015-12-30"),
        column("通知公告", ColumnClass.POLICY, last="2010-01-01"),
    )
    found = verdicts_under(conn, "local.shaoshan.periods")
    assert {path.rpartition("/")[2]: verdict for path, verdict in found.items()} == {
        "规范性文件": CLEAR,
        "部门文件解读": FLAGGED,
        "人事信息": CLEAR,
        "规划计划": FLAGGED,
        "通知公告": CLEAR,  # the framework says nothing of it
    }
    part = catalogue_with(column("规划计划", ColumnClass.PERSONNEL_PLAN, last="2015-01-01", pages=2))
    assert verdicts_under(part, "local.shaoshan.periods") == {"规划计划": UNSURE}


@clause("local.shaoshan.columns", "flags", "clears", "unsure")
def test_columns_of_the_framework() -> None:
    some = catalogue_with(column("工作动态"), column("政务公开/人事信息"))
    found = verdicts_under(some, "local.shaoshan.columns")
    assert found["工作动态"] is CLEAR
    assert found["规划计划"] is FLAGGED
    assert "统计信息" not in found, "a department without data needs none"
    unread = catalogue_with(column("政务公开", outcome=Outcome.SERVER_ERROR))
    assert set(verdicts_under(unread, "local.shaoshan.columns").values()) == {UNSURE}


def test_single_page_is_not_asked_for_freshness() -> None:
    conn = catalogue_with(column("政务公开/人事信息", ColumnClass.PERSONNEL_PLAN, kind="page", published="2012-01-01"))
    assert verdicts_under(conn, "local.shaoshan.periods") == {"政务公开/人事信息": NOT_APPLICABLE}
