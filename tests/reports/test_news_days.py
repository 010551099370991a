"""News published on the day of what they tell."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.model import ColumnClass
from reports.count import count
from reports.metrics.news import event_day
from tests.reports.small_city import BUREAU, SiteBuilder, empty, scope_of


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        ("3月5日，市安监局召开会议。", "2016-03-05"),
        ("为深入推进专项行动，3月4日，分局组织检查。", "2016-03-04"),
        ("2016年3月5日上午，全市会议召开。", "2016-03-05"),
        ("二〇一六年三月五日，全市会议召开。", "2016-03-05"),
        ("3月1日至4日，市局举办培训。", "2016-03-04"),
        ("2月28日—3月2日，市局举办培训。", "2016-03-02"),
        ("12月30日，市局召开年终会议。", "2015-12-30"),
        ("近日，市局召开会议。", None),
        ("今年3月以来，全市事故下降。", None),
        ("13月45日，乱码。", None),
        ("根据2014年12月1日施行的《安全生产法》，3月5日开展宣传。", "2014-12-01"),
    ],
)
def test_day_of_the_event_is_the_first_that_the_lead_names(lead: str, day: str | None) -> None:
    found = event_day(lead, date(2016, 3, 5))
    assert found == (date.fromisoformat(day) if day else None)


def news_of(*stories: tuple[str, str]) -> SiteBuilder:
    own = SiteBuilder(empty(), BUREAU)
    column = own.column("新闻中心/工作动态", ColumnClass.DYNAMIC)
    for number, (day, text) in enumerate(stories):
        own.item(f"消息{number}", day, column, name=f"n{number}", text=text)
    own.finish()
    return own


def test_share_is_of_the_news_that_tell_a_day() -> None:
    own = news_of(
        ("2016-03-05", "3月5日，召开会议。"),
        ("2016-03-08", "3月5日，召开会议。"),
        ("2016-03-05", "3月5日上午，检查企业。"),
        ("2016-03-09", "近日，检查企业。"),
    )
    made = count(scope_of(own.conn), "news.same_day")
    assert str(made.value) == "66.7"
    assert [int(row.amount) for row in made.rows] == [1, 1, 0]
    assert made.note == "按写明日期的3条动态信息计算，另有1条没有写明，未计入"
    assert count(scope_of(own.conn), "news.published").value == 4


def test_share_is_not_known_where_no_news_tells_a_day() -> None:
    made = count(scope_of(news_of(("2016-03-09", "近日，检查企业。")).conn), "news.same_day")
    assert made.value is None and made.note == "没有可供计算的条目"


def test_event_to_come_and_one_of_long_ago_tell_nothing_of_the_publication() -> None:
    own = news_of(
        ("2016-03-05", "2016年3月12日将举行考试。"), ("2016-03-05", "根据2014年12月1日施行的法律，开展宣传。")
    )
    assert count(scope_of(own.conn), "news.same_day").note == "没有可供计算的条目"


def test_title_above_the_text_is_not_its_lead() -> None:
    own = SiteBuilder(empty(), BUREAU)
    column = own.column("工作动态", ColumnClass.DYNAMIC)
    title = "关于开展3月1日安全活动" * 6
    own.item(title, "2016-03-05", column, text=f"{title}\n3月5日，活动举行。")
    own.finish()
    assert count(scope_of(own.conn), "news.same_day").value == 100


def test_notices_are_no_news() -> None:
    own = SiteBuilder(empty(), BUREAU)
    own.item("通知", "2016-03-05", own.column("通知公告", ColumnClass.POLICY), text="3月5日，发布通知。")
    own.finish()
    assert count(scope_of(own.conn), "news.published").value == 0
