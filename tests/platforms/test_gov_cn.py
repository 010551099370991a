# ruff: noqa: E501 (markup is easier to check in one piece)
"""Documents and JSON lists of the State Council's portal and sites built like it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from crawler.model import PageKind, Reading
from crawler.page import Page
from crawler.platforms.base import Hint, read_page

HOME = "http://portal.example.gov.cn/"
FEED = f"{HOME}zhengce/zuixin/ZUIXINZHENGCE.json"
SEARCH = f"{HOME}search-gov/data?t=zhengcelibrary_gw&q=&p={{}}&n=5"
TEXT = "各省、自治区、直辖市人民政府，现将有关事项通知如下，请认真贯彻执行。" * 8


def read(body: str, url: str) -> Reading:
    return read_page(Page(url, body.encode()), Hint(site_url=HOME))


def data(value: Any, url: str) -> Reading:
    return read_page(Page(url, json.dumps(value, ensure_ascii=False).encode(), "application/json"), Hint(site_url=HOME))


def record(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": str(number), "title": f"国务院关于<em>某事</em>的第{number}号&nbsp;通知", "url": f"{HOME}zhengce/content/202403/content_{1234560 + number}.htm",
        "pcode": f"国发〔2024〕{number}号", "puborg": "", "pubtime": 1710460800000, "pubtimeStr": "2024.03.15", "ptime": 1709222400000,
    } | changes  # fmt: skip


def test_list_page_filled_by_a_json_file_names_it() -> None:
    found = read(
        "<html><body><div class='list'></div><script>$.getJSON('./ZUIXINZHENGCE.json', f)</script></body></html>",
        f"{HOME}zhengce/zuixin/",
    )
    assert found.kind is PageKind.LIST
    assert found.listing is not None
    assert (found.listing.elsewhere, found.listing.next_url) == (True, FEED)


def test_rolling_feed_is_one_list_without_pages() -> None:
    entries = [
        {
            "TITLE": f"某事的第{n}号意见",
            "SUB_TITLE": "",
            "URL": f"/zhengce/202403/content_{6940000 + n}.htm",
            "DOCRELPUBTIME": f"2024-03-1{n}",
        }
        for n in range(3)
    ]
    found = data(entries, FEED)
    assert (found.kind, found.platform) == (PageKind.LIST, "gov_cn")
    assert found.listing is not None
    assert [(row.title, row.listed_on) for row in found.listing.rows] == [
        (f"某事的第{n}号意见", date(2024, 3, 10 + n)) for n in range(3)
    ]
    assert found.listing.rows[0].url == f"{HOME}zhengce/202403/content_6940000.htm"
    assert found.listing.next_url is None


def test_search_answer_is_a_list_with_pages_from_1() -> None:
    found = data(
        {"code": 200, "searchVO": {"totalCount": 12, "totalpage": 3, "listVO": [record(n) for n in range(5)]}},
        SEARCH.format(1),
    )
    assert found.listing is not None
    row = found.listing.rows[1]
    assert (row.title, row.listed_on, row.fields["文号"]) == (
        "国务院关于某事的第1号 通知",
        date(2024, 3, 15),
        "国发〔2024〕1号",
    )
    assert (found.listing.total, found.listing.page) == (12, 1)
    assert found.listing.next_url == SEARCH.format(2)


def test_several_libraries_are_read_from_the_map() -> None:
    libraries = {
        "gongwen": {"totalCount": 1, "listVO": [record(1)]},
        "bumenfile": {"totalCount": 1, "listVO": [record(2)]},
    }
    for answer in ({"searchVO": {"catMap": libraries}}, {"catMap": libraries, "searchVO": None}):
        found = data(answer, SEARCH.format(1))
        assert found.listing is not None
        assert len(found.listing.rows) == 2


def test_milliseconds_are_a_day_in_shanghai() -> None:
    found = data(
        {"searchVO": {"totalCount": 1, "totalpage": 1, "listVO": [record(1, pubtimeStr="", pubtime=1710432000000)]}},
        SEARCH.format(1),
    )
    assert found.listing is not None
    assert found.listing.rows[0].listed_on == date(2024, 3, 15)  # 2024-03-14 16:00 UTC


def test_document_with_its_table() -> None:
    pairs = {
        "索　引　号": "000014349/2024-00012",
        "主题分类": "综合政务",
        "发文机关": "国务院",
        "成文日期": "2024年03月01日",
        "标　　题": "国务院关于某事的通知",
        "发文字号": "国发〔2024〕5号",
        "发布日期": "2024年03月15日",
    }
    cells = "".join(f"<tr><td><b>{label}：</b></td><td>{value}</td></tr>" for label, value in pairs.items())
    body = f"<html><head><meta name='manuscriptId' content='1'><title>国务院关于某事的通知_某门户</title></head><body><table>{cells}</table><div id='UCAP-CONTENT'><div class='trs_editor_view'><p>{TEXT}</p></div></div></body></html>"
    found = read(body, f"{HOME}zhengce/content/202403/content_1234567.htm")
    assert (found.kind, found.platform) == (PageKind.ARTICLE, "gov_cn")
    article = found.article
    assert article is not None
    assert article.published is not None
    assert article.written is not None
    assert (article.title, article.published.value, article.written.value) == (
        "国务院关于某事的通知",
        date(2024, 3, 15),
        date(2024, 3, 1),
    )
    assert (article.index_no, article.doc_no, article.publisher) == (
        "000014349/2024-00012",
        "国发〔2024〕5号",
        "国务院",
    )


def test_third_hyphen_of_the_meta_tag() -> None:
    body = f"<html><head><meta name='firstpublishedtime' content='2024-03-15-17:00:00'><title>某事</title></head><body><h1 id='ti'>某地举行某会议</h1><div id='UCAP-CONTENT'><p>{TEXT}</p></div></body></html>"
    found = read(body, f"{HOME}yaowen/liebiao/202403/content_6940001.htm")
    assert found.article is not None
    assert found.article.published is not None
    assert (found.article.published.value, found.article.published.via) == (date(2024, 3, 15), "meta")


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ('$.ajax({type: "GET", url: "./ZJDT.json", dataType: "json"})', "zhengce/zuixin/ZJDT.json"),
        ("fetch('/data/list.json?v=2')", "data/list.json"),
        (
            'var searchUrl = "/search-gov/data?t=a&amp;q=&p=1&n=20"; $.ajax({url: searchUrl})',
            "search-gov/data?t=a&q=&p=1&n=20",
        ),
    ],
)
def test_shell_names_its_data_in_several_ways(script: str, wanted: str) -> None:
    found = read(f"<html><body><ul id='list'></ul><script>{script}</script></body></html>", f"{HOME}zhengce/zuixin/")
    assert found.listing is not None
    assert (found.listing.elsewhere, found.listing.next_url) == (True, f"{HOME}{wanted}")


def test_shell_that_names_two_files_is_not_guessed_about() -> None:
    found = read(
        "<html><body><ul id='list'></ul><script>$.getJSON('a.json'); $.getJSON('b.json')</script></body></html>",
        f"{HOME}zhengce/zuixin/",
    )
    assert found.listing is None or not found.listing.elsewhere


def test_library_without_a_number_of_pages_ends_with_its_total() -> None:
    libraries = {"bumenfile": {"totalCount": 12, "listVO": [record(n) for n in range(5)]}}
    first = data({"searchVO": {"catMap": libraries}}, SEARCH.format(1))
    last = data({"searchVO": {"catMap": libraries}}, SEARCH.format(3))
    assert first.listing is not None
    assert last.listing is not None
    assert (first.listing.total, first.listing.next_url, last.listing.next_url) == (12, SEARCH.format(2), None)


def test_numbers_in_a_script_and_the_file_in_a_link() -> None:
    rows = "".join(
        f"<li><h4><a href='/xwzx/201612/content_509{n:04}.htm'>关于某事的第{n}号通知</a><span class='date'> 2016-12-1{n} </span></h4></li>"
        for n in range(6)
    )
    pager = "<div class='newspage'><script>var currentPage = {}; var countPage = 13;</script><ul><li><span>1</span></li><li><a href='home_1.htm'>2</a></li></ul></div>"
    found = read(f"<html><body><ul>{rows}</ul>{pager.format(0)}</body></html>", f"{HOME}xwzx/home.htm")
    assert found.listing is not None
    assert (found.listing.next_url, found.listing.page, found.listing.pages) == (f"{HOME}xwzx/home_1.htm", 1, 13)
    alone = pager.format(3).replace("<li><a href='home_1.htm'>2</a></li>", "")
    later = read(f"<html><body><ul>{rows}</ul>{alone}</body></html>", f"{HOME}xwzx/home_3.htm")
    assert later.listing is not None
    assert later.listing.next_url == f"{HOME}xwzx/home_4.htm"
