"""Columns opened, closed, merged and moved since the end of the year before."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime

from crawler.model import Outcome
from reports.count import count
from tests.reports.small_city import BUREAU, SiteBuilder, empty, scope_of

BEFORE, AFTER = datetime(2016, 1, 4, 1, tzinfo=UTC), datetime(2017, 1, 9, 1, tzinfo=UTC)
Drawn = Callable[[SiteBuilder], None]


def two_years(before: Drawn, after: Drawn, *, first: datetime = BEFORE, then: datetime = AFTER) -> sqlite3.Connection:
    conn = empty()
    for draw, moment in ((before, first), (after, then)):
        own = SiteBuilder(conn, BUREAU, now=moment)
        draw(own)
        own.finish()
    return conn


def filled(own: SiteBuilder, path: str, *names: str, address: str = "") -> None:
    column = own.column(path, address=address)
    for name in names:
        own.item(f"信息{name}", "2015-06-01", column, name=name)


def values(conn: sqlite3.Connection) -> dict[str, object]:
    scope = scope_of(conn)
    return {name: count(scope, f"columns.{name}").value for name in ("opened", "closed", "merged", "moved")}


def test_the_same_tree_has_no_changes() -> None:
    def draw(own: SiteBuilder) -> None:
        filled(own, "新闻/动态", "a", "b")

    assert values(two_years(draw, draw)) == {"opened": 0, "closed": 0, "merged": 0, "moved": 0}


def test_thin_columns_are_merged_into_one_that_was_there() -> None:
    def before(own: SiteBuilder) -> None:
        filled(own, "新闻/动态", "a", "b")
        filled(own, "新闻/镇街", "c", "d")

    def after(own: SiteBuilder) -> None:
        filled(own, "新闻/动态", "a", "b", "c", "d", "e")

    conn = two_years(before, after)
    assert values(conn) == {"opened": 0, "closed": 0, "merged": 1, "moved": 0}
    (row,) = count(scope_of(conn), "columns.merged").rows
    assert (row.title, row.evidence) == ("新闻/镇街", "并入“新闻/动态”")
    assert row.proof is not None


def test_of_two_columns_that_went_into_a_new_one_the_larger_moved_and_the_other_was_merged() -> None:
    def before(own: SiteBuilder) -> None:
        filled(own, "公告/通知", "a", "b", "c")
        filled(own, "公告/公示", "d")

    def after(own: SiteBuilder) -> None:
        filled(own, "政务公开/通知公告", "a", "b", "c", "d")

    conn = two_years(before, after)
    assert values(conn) == {"opened": 0, "closed": 0, "merged": 1, "moved": 1}
    (row,) = count(scope_of(conn), "columns.moved").rows
    assert (row.title, row.evidence) == ("公告/通知", "迁移到“政务公开/通知公告”")


def test_column_above_that_lists_everything_is_not_where_things_went() -> None:
    def draw(own: SiteBuilder, *below: str) -> None:
        above, columns = own.column("新闻"), {path: own.column(path) for path in below}
        for number, name in enumerate("abcd"):
            own.item(f"信息{name}", "2015-06-01", above, columns[below[number * len(below) // 4]], name=name)

    conn = two_years(lambda own: draw(own, "新闻/动态", "新闻/镇街"), lambda own: draw(own, "新闻/动态"))
    (row,) = count(scope_of(conn), "columns.merged").rows
    assert (row.title, row.evidence) == ("新闻/镇街", "并入“新闻/动态”")


def test_column_whose_content_is_nowhere_was_closed() -> None:
    def before(own: SiteBuilder) -> None:
        filled(own, "新闻/动态", "a")
        filled(own, "专题/旧活动", "b", "c", "d")

    def after(own: SiteBuilder) -> None:
        filled(own, "新闻/动态", "a", "b")

    assert values(two_years(before, after)) == {"opened": 0, "closed": 1, "merged": 0, "moved": 0}


def test_new_column_was_opened() -> None:
    def before(own: SiteBuilder) -> None:
        filled(own, "新闻/动态", "a")

    def after(own: SiteBuilder) -> None:
        filled(own, "新闻/动态", "a")
        filled(own, "专题/智慧安监", "x")

    conn = two_years(before, after)
    assert values(conn) == {"opened": 1, "closed": 0, "merged": 0, "moved": 0}
    assert count(scope_of(conn), "columns.opened").rows[0].title == "专题/智慧安监"


def test_new_address_at_the_old_path_is_a_move() -> None:
    def before(own: SiteBuilder) -> None:
        filled(own, "新闻/动态", "a", address="http://dgsafety.test/old/")

    def after(own: SiteBuilder) -> None:
        filled(own, "新闻/动态", "z", address="http://dgsafety.test/new/")

    assert values(two_years(before, after)) == {"opened": 0, "closed": 0, "merged": 0, "moved": 1}


def test_columns_before_and_after_differ_by_exactly_these() -> None:
    def before(own: SiteBuilder) -> None:
        for path, names in (("一/甲", "ab"), ("一/乙", "c"), ("二/丙", "de"), ("二/丁", "f"), ("三", "")):
            filled(own, path, *names)

    def after(own: SiteBuilder) -> None:
        for path, names in (("一/甲", "abc"), ("四/丙", "def"), ("五", "x"), ("六", "")):
            filled(own, path, *names)

    conn = two_years(before, after)
    scope = scope_of(conn)
    found = {name: int(value or 0) for name, value in values(conn).items()}  # type: ignore[call-overload]
    assert count(scope, "columns.total").value == 5 + found["opened"] - found["closed"] - found["merged"] == 4


def test_nothing_is_known_without_a_crawl_near_the_end_of_the_year_before() -> None:
    def draw(own: SiteBuilder) -> None:
        filled(own, "新闻/动态", "a")

    for conn in (
        two_years(draw, draw, first=datetime(2016, 6, 1, tzinfo=UTC)),
        two_years(draw, draw, then=datetime(2017, 6, 1, tzinfo=UTC)),
    ):
        assert set(values(conn).values()) == {None}
        assert "天没有完整的采集" in count(scope_of(conn), "columns.merged").note


def test_incomplete_crawl_near_the_end_of_the_year_is_none() -> None:
    def half(own: SiteBuilder) -> None:
        filled(own, "新闻/动态", "a")
        own.column("新闻/坏栏目", outcome=Outcome.SERVER_ERROR)

    def whole(own: SiteBuilder) -> None:
        filled(own, "新闻/动态", "a")

    assert set(values(two_years(half, whole)).values()) == {None}


def test_one_crawl_for_both_ends_tells_nothing() -> None:
    conn = empty()
    own = SiteBuilder(conn, BUREAU, now=datetime(2016, 1, 10, tzinfo=UTC))
    filled(own, "新闻/动态", "a")
    own.finish()
    made = count(scope_of(conn, as_of=date(2016, 1, 20)), "columns.opened")
    assert made.value is None and "同一次采集" in made.note
