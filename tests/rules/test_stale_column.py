"""Stale columns: windows to the day, roll-up, and everything that must not be flagged."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.model import ColumnClass, Outcome
from tests.builders import HOME, catalogue_with, column, row
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

NEWS: dict[str, Any] = {"classes": ["dynamic"], "window": "14 days"}
POLICY: dict[str, Any] = {"classes": ["policy"], "window": "6 months"}


@pytest.mark.parametrize(
    ("last", "verdict"),
    [("2016-12-31", CLEAR), ("2016-12-17", CLEAR), ("2016-12-16", FLAGGED), ("2016-03-01", FLAGGED)],
)
def test_fourteenth_day_is_still_inside(last: str, verdict: object) -> None:
    conn = catalogue_with(column("政务公开/工作动态", last=last))
    assert verdicts(conn, "stale_column", **NEWS) == {"政务公开/工作动态": verdict}


@pytest.mark.parametrize(("last", "verdict"), [("2016-02-29", CLEAR), ("2016-02-28", FLAGGED)])
def test_six_months_before_the_end_of_august_is_clipped_to_the_end_of_february(last: str, verdict: object) -> None:
    conn = catalogue_with(column("通知公告", ColumnClass.POLICY, last=last))
    assert verdicts(conn, "stale_column", "2016-08-31", **POLICY) == {"通知公告": verdict}


def test_message_says_what_where_and_since_when() -> None:
    found = ask(catalogue_with(column("政务公开/工作动态", last="2016-12-01")), "stale_column", **NEWS)[
        "政务公开/工作动态"
    ]
    assert "政务公开/工作动态" in found.message
    assert "2016-12-01" in found.message
    assert "30天没有更新" in found.message
    assert "14天的期限" in found.message
    assert found.threshold == "14天内更新"
    assert found.evidence, "the page as the crawler saw it"


def test_item_later_than_the_monitoring_point_is_not_looked_at() -> None:
    rows = [row("年后的信息", "2017-01-18", "2017-01-18"), row("旧信息", "2016-05-01", "2016-05-01")]
    assert verdicts(catalogue_with(column("工作动态", rows=rows)), "stale_column", **NEWS) == {"工作动态": FLAGGED}


def test_column_with_items_after_the_monitoring_point_only_is_unsure() -> None:
    conn = catalogue_with(column("工作动态", last="2017-01-18"))
    assert verdicts(conn, "stale_column", **NEWS) == {"工作动态": UNSURE}


def test_notice_of_nothing_counts_as_update() -> None:
    conn = catalogue_with(
        column("人事信息", ColumnClass.PERSONNEL_PLAN, rows=[row("本月无人事任免", "2016-12-01", "2016-12-01")])
    )
    assert verdicts(conn, "stale_column", classes=["personnel_plan"], window="1 year") == {"人事信息": CLEAR}


def test_column_without_dates_is_unsure() -> None:
    conn = catalogue_with(column("工作动态", rows=[row("甲"), row("乙")]))
    assert verdicts(conn, "stale_column", **NEWS) == {"工作动态": UNSURE}


def test_undated_items_do_not_refresh_a_column() -> None:
    rows = [row("无日期的信息"), row("旧信息", "2016-05-01", "2016-05-01")]
    assert verdicts(catalogue_with(column("工作动态", rows=rows)), "stale_column", **NEWS) == {"工作动态": FLAGGED}


def test_undated_item_whose_article_was_not_read_makes_it_unsure() -> None:
    rows = [row("没读到的信息", outcome=Outcome.TIMEOUT), row("旧信息", "2016-05-01", "2016-05-01")]
    assert verdicts(catalogue_with(column("工作动态", rows=rows)), "stale_column", **NEWS) == {"工作动态": UNSURE}


@pytest.mark.parametrize("outcome", [Outcome.SERVER_ERROR, Outcome.TIMEOUT, Outcome.CHALLENGE, Outcome.NOT_FOUND])
def test_column_that_was_not_seen_is_unsure(outcome: Outcome) -> None:
    found = ask(catalogue_with(column("工作动态", outcome=outcome)), "stale_column", **NEWS)["工作动态"]
    assert found.verdict is UNSURE
    assert "无法判断" in found.message


def test_stale_first_page_of_a_list_not_walked_whole_is_unsure() -> None:
    conn = catalogue_with(column("工作动态", last="2016-05-01", pages=3))
    assert verdicts(conn, "stale_column", **NEWS) == {"工作动态": UNSURE}


def test_fresh_first_page_of_a_list_not_walked_whole_is_clear() -> None:
    conn = catalogue_with(column("工作动态", last="2016-12-30", pages=3))
    assert verdicts(conn, "stale_column", **NEWS) == {"工作动态": CLEAR}


def test_crawl_before_the_monitoring_point_cannot_tell() -> None:
    conn = catalogue_with(column("工作动态", last="2016-11-01"), observed=datetime(2016, 12, 20, tzinfo=UTC))
    assert verdicts(conn, "stale_column", **NEWS) == {"工作动态": UNSURE}
    assert verdicts(conn, "stale_column", "2016-12-20", **NEWS) == {"工作动态": FLAGGED}


def test_sub_column_refreshes_its_parent() -> None:
    conn = catalogue_with(column("工作动态", last="2016-05-01"), column("工作动态/镇街动态", last="2016-12-30"))
    assert verdicts(conn, "stale_column", **NEWS) == {"工作动态": CLEAR, "工作动态/镇街动态": CLEAR}


def test_parent_that_only_collects_stale_sub_columns_is_not_counted_twice() -> None:
    shared = row("旧信息", "2016-05-01", "2016-05-01", url=HOME + "content/1.html")
    conn = catalogue_with(column("工作动态", rows=[shared]), column("工作动态/镇街动态", rows=[shared]))
    assert verdicts(conn, "stale_column", **NEWS) == {"工作动态": NOT_APPLICABLE, "工作动态/镇街动态": FLAGGED}


def test_unseen_sub_column_may_have_refreshed_its_parent() -> None:
    conn = catalogue_with(
        column("工作动态", last="2016-05-01"), column("工作动态/镇街动态", outcome=Outcome.SERVER_ERROR)
    )
    assert verdicts(conn, "stale_column", **NEWS) == {"工作动态": UNSURE, "工作动态/镇街动态": UNSURE}


@pytest.mark.parametrize(
    "exempt",
    [
        column("机构动态", kind="page", published="2014-01-01"),
        column("新闻", kind="heading"),
        column("新闻", kind="door"),
        column("新闻", kind="external"),
        column("专题动态", last="2014-06-30", archived=True),
        column("依申请公开", identity="oip.request"),
        column("工作动态"),  # blank: another rule's business
    ],
    ids=lambda part: f"{part.path}-{part.kind}",
)
def test_columns_without_a_duty_to_be_fresh_are_not_applicable(exempt: column) -> None:
    assert list(verdicts(catalogue_with(exempt), "stale_column", **NEWS).values()) == [NOT_APPLICABLE]


def test_group_without_a_list_of_its_own_is_not_applicable() -> None:
    conn = catalogue_with(column("新闻中心", kind="page"), column("新闻中心/工作动态", last="2016-05-01"))
    assert verdicts(conn, "stale_column", **NEWS) == {"新闻中心": NOT_APPLICABLE, "新闻中心/工作动态": FLAGGED}


def test_other_classes_are_not_asked() -> None:
    assert (
        verdicts(catalogue_with(column("机构职能", ColumnClass.STATIC, last="2012-01-01")), "stale_column", **NEWS)
        == {}
    )


def test_first_level_column_answers_for_everything_below_it() -> None:
    conn = catalogue_with(
        column("工作动态", last="2016-05-01"),
        column("工作动态/镇街动态", last="2016-12-30"),
        column("工作动态/科室动态", last="2015-12-30"),
    )
    assert verdicts(conn, "stale_column", first_level=True, **NEWS) == {"工作动态": CLEAR}


def test_stale_first_level_column_is_one_finding_and_not_one_for_each_sub_column() -> None:
    conn = catalogue_with(
        column("新闻中心", kind="heading"),
        column("新闻中心/工作动态", last="2016-05-01"),
        column("新闻中心/镇街动态", last="2016-06-30"),
    )
    found = ask(conn, "stale_column", first_level=True, **NEWS)
    assert {label: one.verdict for label, one in found.items()} == {"新闻中心": FLAGGED}
    assert "2016-06-30" in found["新闻中心"].message


def test_first_level_column_with_an_unseen_sub_column_is_unsure() -> None:
    conn = catalogue_with(
        column("工作动态", last="2016-05-01"), column("工作动态/镇街动态", outcome=Outcome.SERVER_ERROR)
    )
    assert verdicts(conn, "stale_column", first_level=True, **NEWS) == {"工作动态": UNSURE}


def test_columns_of_one_class_in_two_branches_are_both_of_the_first_level() -> None:
    conn = catalogue_with(
        column("政务公开/工作动态", last="2016-05-01"), column("新闻中心/图片新闻", last="2016-12-30")
    )
    assert verdicts(conn, "stale_column", first_level=True, **NEWS) == {
        "政务公开/工作动态": FLAGGED,
        "新闻中心/图片新闻": CLEAR,
    }


def test_blank_first_level_column_is_another_rules_business() -> None:
    conn = catalogue_with(column("工作动态"), column("工作动态/镇街动态"))
    assert verdicts(conn, "stale_column", first_level=True, **NEWS) == {"工作动态": NOT_APPLICABLE}
