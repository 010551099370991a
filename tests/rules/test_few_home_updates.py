"""The number of new items on the home page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from crawler.model import Outcome
from tests.builders import catalogue_with, column, home, home_row, row
from tests.rules.asking import CLEAR, FLAGGED, UNSURE, ask

TEN: dict[str, Any] = {"at_least": 10, "window": "14 days"}
SITE = "东莞市安全生产监督管理局"


def _rows(count: int, day: str = "2016-12-20") -> list[home_row]:
    return [home_row(f"信息{number}", day) for number in range(count)]


def test_nine_are_too_few_and_ten_are_enough() -> None:
    assert ask(catalogue_with(*_rows(9)), "few_home_updates", **TEN)[SITE].verdict is FLAGGED
    assert ask(catalogue_with(*_rows(10)), "few_home_updates", **TEN)[SITE].verdict is CLEAR


def test_fourteenth_day_counts_and_the_fifteenth_does_not() -> None:
    inside = catalogue_with(*_rows(9), home_row("第十条", "2016-12-17"))
    outside = catalogue_with(*_rows(9), home_row("第十条", "2016-12-16"))
    assert ask(inside, "few_home_updates", **TEN)[SITE].verdict is CLEAR
    found = ask(outside, "few_home_updates", **TEN)[SITE]
    assert (found.verdict, found.observed, found.threshold) == (FLAGGED, "9条", "10条")


def test_items_after_the_monitoring_point_do_not_count_and_make_the_rest_doubtful() -> None:
    later = home_row("明年的信息", "2017-01-02")
    assert ask(catalogue_with(*_rows(9), later), "few_home_updates", **TEN)[SITE].verdict is UNSURE
    assert ask(catalogue_with(*_rows(10), later), "few_home_updates", **TEN)[SITE].verdict is CLEAR


def test_columns_behind_the_home_page_count_with_their_whole_lists() -> None:
    rows = [row(f"信息{number}", "2016-12-20", "2016-12-20") for number in range(10)]
    conn = catalogue_with(column("工作动态", rows=rows), home_row("信息0", "2016-12-20"))
    assert ask(conn, "few_home_updates", **TEN)[SITE].verdict is CLEAR


def test_one_item_in_two_blocks_counts_once() -> None:
    conn = catalogue_with(*_rows(9), home_row("信息0", "2016-12-20"))
    assert ask(conn, "few_home_updates", **TEN)[SITE].observed == "9条"


def test_navigation_page_is_judged_by_the_columns_of_two_levels() -> None:
    rows = [row(f"信息{number}", "2016-12-20", "2016-12-20") for number in range(10)]
    assert ask(catalogue_with(column("公开/动态", rows=rows)), "few_home_updates", **TEN)[SITE].verdict is CLEAR
    deep = catalogue_with(column("公开"), column("公开/动态"), column("公开/动态/镇街", rows=rows))
    assert ask(deep, "few_home_updates", **TEN)[SITE].verdict is FLAGGED


def test_what_was_not_seen_makes_it_unsure() -> None:
    seen = column("工作动态", last="2016-12-30")
    closed = catalogue_with(home(Outcome.TIMEOUT), seen)
    unread = catalogue_with(column("通知公告", outcome=Outcome.SERVER_ERROR), seen)
    undated = catalogue_with(*_rows(9), home_row("没有日期的信息", None))
    early = catalogue_with(*_rows(3, "2016-12-10"), observed=datetime(2016, 12, 20, tzinfo=UTC))
    for conn in (closed, unread, undated, early):
        assert ask(conn, "few_home_updates", **TEN)[SITE].verdict is UNSURE
