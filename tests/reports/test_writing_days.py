"""From writing to publication: the median, and what came too late."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any

from crawler.model import ColumnClass
from reports.count import count
from tests.reports.small_city import BUREAU, ORGAN, SiteBuilder, empty, scope_of

Paper = tuple[str, str | None, str]  # title, written, published


def published(*papers: Paper, **facts: Any) -> sqlite3.Connection:
    conn = empty()
    own = SiteBuilder(conn, BUREAU)
    column = own.column("政务公开/政策文件", ColumnClass.POLICY)
    for number, (title, written, day) in enumerate(papers):
        own.item(title, day, column, name=f"p{number}", written=written, **facts)
    own.finish()
    return conn


def test_median_is_of_working_days_and_rows_carry_each_items_own() -> None:
    conn = published(
        ("一", "2016-03-01", "2016-03-01"),
        ("二", "2016-03-04", "2016-03-07"),
        ("三", "2016-09-30", "2016-10-10"),
    )
    made = count(scope_of(conn), "published.median_days")
    assert made.value == 1  # of 0, 1 (over a weekend) and 3 (over the October holiday, with a working weekend)
    assert [int(row.amount) for row in made.rows] == [0, 1, 3]
    assert made.rows[2].evidence == "成文2016-09-30"


def test_median_of_two_lies_between_them() -> None:
    conn = published(("一", "2016-03-01", "2016-03-01"), ("二", "2016-03-01", "2016-03-02"))
    assert str(count(scope_of(conn), "published.median_days").value) == "0.5"


def test_papers_without_a_day_of_writing_or_of_other_makers_do_not_count() -> None:
    conn = published(("一", None, "2016-03-01"))
    made = count(scope_of(conn), "published.median_days")
    assert made.value is None and made.note == "没有可供计算的条目"
    conn = published(("国务院文件", "2016-03-01", "2016-06-01"), source="国务院办公厅")
    assert count(scope_of(conn), "published.median_days").value is None


def test_paper_published_before_it_was_written_is_left_out_and_said() -> None:
    conn = published(("一", "2016-03-02", "2016-03-01"), ("二", "2016-03-01", "2016-03-03"))
    made = count(scope_of(conn), "published.median_days")
    assert made.value == 2 and made.note == "另有1条公布日期早于成文日期，未计入"


def test_years_without_a_holiday_calendar_are_not_reckoned() -> None:
    conn = published(("旧文件", "2003-12-01", "2016-03-01"))
    made = count(scope_of(conn), "published.median_days")
    assert made.value is None and "没有当年的放假安排" in made.note


def test_page_that_a_crawl_after_its_stated_day_did_not_see_came_later() -> None:
    conn = empty()
    first = SiteBuilder(conn, BUREAU, now=datetime(2016, 3, 21, 1, tzinfo=UTC))
    first.item("早就在的文件", "2016-03-01", first.column("政策文件"), written="2016-03-01")
    first.finish()
    then = SiteBuilder(conn, BUREAU, now=datetime(2016, 4, 20, 1, tzinfo=UTC))
    column = then.column("政策文件")
    then.item("早就在的文件", "2016-03-01", column, written="2016-03-01")
    then.item("倒填日期的文件", "2016-03-02", column, written="2016-03-02")
    then.finish()
    made = count(scope_of(conn), "published.median_days")
    assert made.value == 0
    assert "其中1条在标明日期之后的完整采集中仍未见到，实际公布更晚，按采集所见中位数不少于6.5个工作日" in made.note


def test_late_paper_is_the_organs_own_with_a_number_and_more_than_twenty_working_days() -> None:
    conn = published(
        (f"{ORGAN}关于开展检查的通知", "2016-09-01", "2016-09-30"),
        (f"{ORGAN}关于印发方案的通知", "2016-08-31", "2016-09-30"),
        doc_no="东安监〔2016〕5号",
    )
    made = count(scope_of(conn), "published.late")
    assert made.value == 1 and "印发方案" in made.rows[0].title
    assert made.rows[0].evidence == "成文2016-08-31，21个工作日"


def test_late_paper_of_perhaps_another_organ_is_told_apart() -> None:
    conn = published(("关于转发安全生产规定的通知", "2016-01-04", "2016-06-01"), doc_no="粤府办〔2016〕5号")
    made = count(scope_of(conn), "published.late")
    assert made.value == 0 and made.note == "另有1件超过20个工作日，但不能确定是本机关制作的公文，未计入"


def test_late_paper_without_a_number_does_not_count() -> None:
    made = count(scope_of(published((f"{ORGAN}简介", "2016-01-04", "2016-06-01"))), "published.late")
    assert (made.value, made.note) == (0, "")
