"""The year's items by class, month, source and channel."""

from __future__ import annotations

import sqlite3

from crawler.model import ColumnClass
from reports.count import count
from tests.reports.small_city import BUREAU, MUNICIPAL, ORGAN, SiteBuilder, empty, pair, scope_of, small_city


def city() -> tuple[sqlite3.Connection, SiteBuilder]:
    conn = empty()
    return conn, SiteBuilder(conn, BUREAU)


def test_item_in_columns_of_two_classes_counts_in_the_narrower_one_only() -> None:
    conn, own = city()
    news = own.column("新闻中心/工作动态", ColumnClass.DYNAMIC)
    notices = own.column("政务公开/通知公告", ColumnClass.POLICY)
    own.item("两处都列的通知", "2016-03-01", news, notices)
    own.item("只在动态的消息", "2016-03-02", news)
    own.finish()
    parts = count(scope_of(conn), "published.by_class").parts
    assert (parts["通知政策"], parts["动态要闻"]) == (1, 1)


def test_item_under_two_addresses_stands_in_the_columns_of_both() -> None:
    conn, own = city()
    one = own.item("安全提示", "2016-03-01", own.column("预警信息", ColumnClass.EVENT), name="one")
    other = own.item("安全提示", "2016-03-01", own.column("通知公告", ColumnClass.POLICY), name="other")
    own.finish()
    pair(conn, one, other)
    scope = scope_of(conn)
    assert count(scope, "published.own_site").value == 1
    assert count(scope, "published.by_class").part("事件公开") == 1
    assert count(scope, "published.by_column").parts == {"通知公告": 1, "预警信息": 1}


def test_item_that_only_the_home_page_lists_has_no_column() -> None:
    conn, own = city()
    home = conn.execute("SELECT id FROM columns WHERE level = 0").fetchone()["id"]
    own.item("首页推荐", "2016-03-01", home)
    own.finish()
    made = count(scope_of(conn), "published.by_class")
    assert made.value == 1 and made.part("未列入栏目") == 1


def test_class_and_month_stand_together() -> None:
    conn, own = city()
    news = own.column("新闻中心/工作动态", ColumnClass.DYNAMIC)
    own.item("三月的消息", "2016-03-31", news)
    own.item("四月的消息", "2016-04-01", news)
    own.item("去年三月的消息", "2015-03-31", news)
    own.finish()
    assert count(scope_of(conn), "published.by_class_month").parts == {"动态要闻/3月": 1, "动态要闻/4月": 1}


def test_classes_and_months_add_up_to_the_own_site() -> None:
    scope = scope_of(small_city(items=300))
    whole = count(scope, "published.own_site").value
    by_class, by_both = count(scope, "published.by_class"), count(scope, "published.by_class_month")
    assert whole == by_class.value == by_both.value == sum(by_class.parts.values()) == sum(by_both.parts.values())
    for name, value in by_class.parts.items():
        assert value == sum(number for part, number in by_both.parts.items() if part.startswith(f"{name}/"))


def test_source_is_one_in_every_spelling_and_the_publisher_where_none_is_named() -> None:
    conn, own = city()
    news = own.column("工作动态")
    own.item("一", "2016-03-01", news, source="东莞日报")
    own.item("二", "2016-03-02", news, source="东莞 日报")
    own.item("三", "2016-03-03", news, publisher="市安监局")
    own.item("四", "2016-03-04", news)
    own.finish()
    parts = count(scope_of(conn), "published.by_source").parts
    assert parts == {"东莞日报": 2, "市安监局": 1, "未注明": 1}


def test_channels_part_the_total() -> None:
    conn = small_city(items=6, shared=3)
    scope = scope_of(conn)
    parts = [count(scope, f"published.{name}").value for name in ("own_site_only", "both_channels", "municipal_only")]
    assert parts == [3, 3, 0]
    assert sum(value or 0 for value in parts) == count(scope, "published.total").value


def test_item_of_the_portal_alone_is_named() -> None:
    conn, own = city()
    own.item("本网信息", "2016-03-01", own.column("工作动态"))
    own.finish()
    portal = SiteBuilder(conn, MUNICIPAL)
    portal.item("只在市级平台", "2016-05-01", portal.column(f"目录/{ORGAN}"), publisher=ORGAN)
    portal.item("别的单位的信息", "2016-05-01", portal.column("目录/市水务局"), publisher="东莞市水务局")
    portal.finish()
    (row,) = count(scope_of(conn), "published.municipal_only").rows
    assert row.title == "只在市级平台" and row.site == "municipal"


def test_copy_that_the_portal_dates_in_the_next_year_is_not_on_both_in_this_one() -> None:
    conn, own = city()
    one = own.item("岁末通知", "2016-12-31", own.column("通知公告"))
    own.finish()
    portal = SiteBuilder(conn, MUNICIPAL)
    other = portal.item("岁末通知", "2017-01-03", portal.column(f"目录/{ORGAN}"), publisher=ORGAN)
    portal.finish()
    pair(conn, one, other)
    scope = scope_of(conn)
    assert count(scope, "published.both_channels").value == 0
    assert count(scope, "published.own_site_only").value == count(scope, "published.total").value == 1


def test_channels_are_not_known_without_a_portal() -> None:
    conn, own = city()
    own.item("通知", "2016-05-01", own.column("通知公告"))
    own.finish()
    for name in ("own_site_only", "both_channels", "municipal_only"):
        made = count(scope_of(conn), f"published.{name}")
        assert made.value is None and "没有配置市级政府信息公开平台" in made.note
