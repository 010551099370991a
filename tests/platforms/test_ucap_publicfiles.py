# ruff: noqa: E501 (markup is easier to check in one piece)
"""Lists that are XML islands."""

from __future__ import annotations

from datetime import date

from crawler.extract.islands import read_islands
from crawler.model import PageKind, Reading, Role
from crawler.page import Page
from crawler.platforms.base import Hint, read_page

HOME = "http://bureau.example.gov.cn/"
URL = f"{HOME}publicfiles//business/htmlfiles/dgxx/s1234/list.htm"


def record(number: int, title: str, column: str, day: str = "2016-03-15", url: str | None = None) -> str:
    address = url or f"dgxx/s1234/201603/{number}.htm"
    return (
        f"<INFO><InfoID>{number}</InfoID><Title><![CDATA[{title}]]></Title><SubTitle/><ExpStr1/>"
        f"<PublishedTime>{day}</PublishedTime><Source/><ParentCateId>{column}</ParentCateId>"
        f"<InfoURL>{address}</InfoURL></INFO>"
    )


def island(*records: str, name: str = "DocumentsDataSrc12", total: int | None = None) -> str:
    count = len(records) if total is None else total
    body = "".join(records)
    return f'<?xml version="1.0" encoding="utf-8"?><xml id="{name}"><RECS totalRecs="{count}">{body}</RECS></xml>'


def in_script(source: str) -> str:
    escaped = source.replace("'", "\\'").replace("</", "<\\/")
    return f"<script>var sXml = '{escaped}';</script>"


def read(*parts: str, url: str = URL, column: str = "通知公告", **hint: object) -> Reading:
    crumb = f"<table><tr><td>当前位置：<a href='/'>首页</a> &gt; <a href='../s1/index.htm'>政务公开</a> &gt; {column}</td></tr></table>"
    source = f"<html><head><title>{column}_某局</title></head><body>{crumb}{''.join(parts)}<p>后文</p></body></html>"
    return read_page(Page(url, source.encode()), Hint(site_url=HOME, **hint))  # type: ignore[arg-type]


NEWS = island(record(1, "头条新闻", "工作动态"), record(2, "又一条头条", "工作动态"), name="DocumentsDataSrc1")
OWN = island(record(159009, "关于某事的通知", "通知公告"))


def test_island_of_the_column_is_chosen_and_not_the_top_news() -> None:
    for parts in ((NEWS, OWN), (OWN, NEWS), (NEWS, in_script(OWN)), (in_script(NEWS), OWN)):
        found = read(*parts)
        assert (found.kind, found.platform) == (PageKind.LIST, "ucap_publicfiles")
        assert found.listing is not None
        (row,) = found.listing.rows
        assert (row.title, row.listed_on, row.column_hint) == ("关于某事的通知", date(2016, 3, 15), "通知公告")


def test_address_counts_from_the_products_root_and_slash_noise_goes() -> None:
    urls = [
        "dgxx/s1/201603/1.htm",
        "/publicfiles///business/htmlfiles/dgxx/s1/201603/1.htm",
        "/business/htmlfiles/dgxx/s1/201603/1.htm",
    ]
    for url in urls:
        found = read(island(record(1, "关于某事的通知", "通知公告", url=url)))
        assert found.listing is not None
        assert found.listing.rows[0].url == f"{HOME}publicfiles/business/htmlfiles/dgxx/s1/201603/1.htm"
        assert found.listing.rows[0].href == url


def test_double_encoded_titles_are_plain_text() -> None:
    found = read(island(record(1, "关于&amp;ldquo;打非治违&amp;rdquo;的<em>通知</em>&#xD;", "通知公告")))
    assert found.listing is not None
    assert found.listing.rows[0].title == "关于“打非治违”的通知"


def test_stated_total_is_kept_and_a_difference_is_a_warning() -> None:
    found = read(island(record(1, "关于某事的通知", "通知公告"), total=5))
    assert found.listing is not None
    assert (found.listing.total, len(found.listing.rows)) == (5, 1)
    assert any("states 5" in warning for warning in found.warnings)


def test_empty_island_is_an_empty_list() -> None:
    found = read(NEWS, island(name="DocumentsDataSrc2"))
    assert found.kind is PageKind.LIST
    assert found.listing is not None
    assert (found.listing.rows, found.listing.total) == ((), 0)


def test_landing_page_of_islands_is_no_list_and_its_items_are_links() -> None:
    found = read(NEWS, OWN, column="政务公开")
    assert found.kind is PageKind.OTHER
    assert found.listing is None
    assert {link.text for link in found.links if link.role is Role.ARTICLE} >= {"头条新闻", "关于某事的通知"}


def test_only_island_of_one_other_name_is_taken_with_a_warning_and_a_mixed_one_is_not() -> None:
    alone = read(island(record(1, "甲", "内部栏目名"), record(2, "乙", "内部栏目名")))
    assert alone.listing is not None
    assert len(alone.listing.rows) == 2
    assert any("another column" in warning for warning in alone.warnings)
    mixed = read(island(record(1, "甲", "工作动态"), record(2, "乙", "政策文件")), column="机构信息")
    assert (mixed.kind, mixed.listing) == (PageKind.OTHER, None)


def test_rows_written_by_the_server_win_over_a_top_news_island() -> None:
    rows = "".join(
        f"<tr><td><a href='../../dgxx/s9/201603/{n}.htm'>关于某事的第{n}号通知</a></td><td>2016-03-1{n}</td></tr>"
        for n in range(3)
    )
    found = read(NEWS, f"<table>{rows}</table>")
    assert found.listing is not None
    assert [row.title for row in found.listing.rows] == [f"关于某事的第{n}号通知" for n in range(3)]


def test_empty_table_of_the_server_beside_a_top_news_island_is_an_empty_list() -> None:
    mixed = island(record(1, "甲", "工作动态"), record(2, "乙", "政策文件"))
    found = read(mixed, "<table class='list'><tbody>\n</tbody></table>", column="应急预案")
    assert found.kind is PageKind.LIST
    assert found.listing is not None
    assert found.listing.rows == ()


def test_home_page_gathers_the_rows_of_all_islands() -> None:
    found = read(NEWS, OWN, url=f"{HOME}publicfiles/business/htmlfiles/dgxx/index.htm", role=Role.HOME)
    assert found.home is not None
    assert [row.title for row in found.home.rows] == ["头条新闻", "又一条头条", "关于某事的通知"]


def test_what_follows_an_island_is_still_read() -> None:
    found = read(OWN + "<div>共1条</div>")
    assert found.breadcrumb == ("政务公开", "通知公告")


def test_broken_record_does_not_take_its_neighbours_along() -> None:
    broken = "<INFO><Title>没有地址</Title></INFO><INFO><Title><![CDATA[缺了尾巴]]><InfoURL>a/1.htm</INFO>"
    found = read(island(broken, record(1, "关于某事的通知", "通知公告")))
    assert found.listing is not None
    assert "关于某事的通知" in [row.title for row in found.listing.rows]


def test_text_that_only_speaks_of_recs_holds_no_island() -> None:
    assert read_islands("<p>RECS 是什么</p>") == ()
