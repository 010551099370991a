"""Metrics of published information, on a small catalogue written with the real store functions."""

from __future__ import annotations

from crawler.catalogue import queries
from crawler.catalogue.runs import SiteRow
from crawler.model import SiteKind
from reports.count import all_counts, count
from tests.reports.small_city import BUREAU, MUNICIPAL, ORGAN, SiteBuilder, empty, pair, scope_of, small_city


def test_item_on_two_channels_counts_once_in_the_total() -> None:
    scope = scope_of(small_city(items=6, shared=3))
    values = {name: count(scope, f"published.{name}").value for name in ("total", "own_site", "municipal")}
    assert values == {"total": 6, "own_site": 6, "municipal": 3}


def test_other_years_undated_items_letters_and_single_pages_do_not_count() -> None:
    titles = {row.title for row in count(scope_of(small_city()), "published.total").rows}
    assert titles == {f"安全生产信息第{number}号" for number in range(1, 7)}


def test_item_in_two_columns_counts_once_on_the_site_and_twice_by_column() -> None:
    scope = scope_of(small_city(items=3))
    assert count(scope, "published.own_site").value == 3
    assert count(scope, "published.by_column").parts == {"新闻中心/工作动态": 2, "政务公开/通知公告": 2}


def test_months_sum_to_the_total() -> None:
    scope = scope_of(small_city(items=300))
    parts = count(scope, "published.by_month").parts
    assert next(iter(parts)) == "1月" and len(parts) == 12
    assert sum(parts.values()) == count(scope, "published.total").value == 300


def test_row_leads_to_its_capture_and_its_other_place() -> None:
    scope = scope_of(small_city(shared=3))
    row = next(row for row in count(scope, "published.total").rows if row.title.endswith("第1号"))
    stored = queries.capture(scope.conn, row.proof.capture_id) if row.proof else None
    assert stored is not None
    assert (row.sha256, row.warc) == (stored["sha256"], f"{stored['warc_file']}:{stored['offset']}")
    assert row.also == ("http://zwgk.test/a/m0.html",)


def test_listed_item_whose_page_was_never_read_shows_the_list_as_evidence() -> None:
    conn = empty()
    own = SiteBuilder(conn, BUREAU)
    news = own.column("工作动态")
    own.item("外部链接", "2016-05-01", news, kind="listed")
    own.finish()
    (row,) = count(scope_of(conn), "published.own_site").rows
    assert row.proof is not None and row.evidence == "列表页"


def test_portal_item_that_is_missing_on_the_own_site_is_part_of_the_total() -> None:
    conn = small_city(items=6, shared=3)
    conn.execute("UPDATE pairings SET state = 'rejected' WHERE id = 1")
    from crawler.catalogue.pairing_decisions import renew_identities

    renew_identities(conn)
    scope = scope_of(conn)
    assert count(scope, "published.total").value == 7
    assert count(scope, "published.own_site").value == 6


def test_other_organs_items_are_not_our_share() -> None:
    rows = count(scope_of(small_city(shared=2)), "published.municipal").rows
    assert len(rows) == 2
    assert all("水务" not in row.title for row in rows)


def test_column_with_the_organs_name_makes_an_item_ours() -> None:
    conn = empty()
    own = SiteBuilder(conn, BUREAU)
    own.finish()
    portal = SiteBuilder(conn, MUNICIPAL)
    portal.item("没有写发布机构的信息", "2016-05-01", portal.column(f"目录/{ORGAN}/通知"))
    portal.finish()
    assert count(scope_of(conn), "published.municipal").value == 1


def test_municipal_share_is_not_known_without_the_organs_name() -> None:
    conn = small_city()
    conn.execute("UPDATE sites SET organ = NULL")
    made = count(scope_of(conn), "published.municipal")
    assert made.value is None and "本机关名称" in made.note


def test_municipal_share_is_not_known_without_a_portal() -> None:
    conn = empty()
    own = SiteBuilder(conn, BUREAU)
    own.item("通知", "2016-05-01", own.column("通知公告"))
    own.finish()
    scope = scope_of(conn)
    assert count(scope, "published.municipal").value is None
    total = count(scope, "published.total")
    assert total.value == 1 and "未计市级平台" in total.note


def test_site_that_was_never_crawled_has_no_number() -> None:
    from crawler.catalogue.runs import add_site
    from tests.reports.small_city import NOW

    conn = empty()
    add_site(conn, SiteRow("bureau", "某局", SiteKind.BUREAU, "http://x.test/", ORGAN), NOW)
    made = count(scope_of(conn), "published.total")
    assert made.value is None and not made.complete and "尚未采集" in made.note


def test_count_on_an_incomplete_run_says_so_and_why() -> None:
    made = count(scope_of(small_city(whole=False)), "published.total")
    assert made.value == 6 and not made.complete
    assert "不完整" in made.note and "服务器错误" in made.note


def test_period_ends_with_the_as_of_day() -> None:
    from datetime import date

    scope = scope_of(small_city(items=6), as_of=date(2016, 1, 3))
    assert count(scope, "published.total").value == 3


def test_letters_count_by_arrival_and_by_answer() -> None:
    scope = scope_of(small_city())
    assert count(scope, "letters.received").value == 2
    assert count(scope, "letters.answered").value == 1


def test_columns_count_by_level_without_the_home_page() -> None:
    scope = scope_of(small_city())
    assert [count(scope, f"columns.level{level}").value for level in (1, 2, 3)] == [1, 4, 1]


def test_column_holdings_equal_the_catalogues_own_numbers() -> None:
    scope = scope_of(small_city(items=40))
    parts = count(scope, "columns.items").parts
    assert parts == {column.path: column.items for column in scope.columns if column.items}


def test_interpretations_come_from_columns_of_that_class() -> None:
    assert count(scope_of(small_city(items=8)), "interpretations.published").value == 2


def test_every_value_is_the_sum_of_its_rows() -> None:
    for made in all_counts(scope_of(small_city())).values():
        if made.value is not None:
            assert made.value == sum(row.amount for row in made.rows)


def test_pair_of_items_inside_one_site_counts_once() -> None:
    conn = empty()
    own = SiteBuilder(conn, BUREAU)
    news, notices = own.column("工作动态"), own.column("通知公告")
    one = own.item("同一篇", "2016-05-01", news, name="one")
    other = own.item("同一篇", "2016-05-01", notices, name="two")
    own.finish()
    pair(conn, one, other)
    assert count(scope_of(conn), "published.own_site").value == 1
