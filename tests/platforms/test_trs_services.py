# ruff: noqa: E501 (markup is easier to check in one piece)
"""TRS services: IGS, govsearch and WAS, found in a page's script, walked page by page."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from crawler.model import ListPage, PageKind, Role
from crawler.page import Page
from crawler.platforms.base import Hint, read_page

HOME = "http://www.example.gov.cn/"
LIST = "/igs/front/search/publish/data/list.html"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "pages"


def query(url: str | None) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url or "").query))


def column(script: str) -> ListPage | None:
    body = f'<div>当前位置：<a href="/">首页</a> &gt; <a href="./">动态</a></div><ul id="igslist"></ul><script>{script}</script>'
    return read_page(
        Page(f"{HOME}xwzx/dt/", f"<html><body>{body}</body></html>".encode()), Hint(role=Role.COLUMN)
    ).listing


@pytest.mark.parametrize(
    "script",
    [
        f'$.ajax({{url:"{LIST}?siteId=3&pageSize=20&pageIndex=1&pageNumber=1&filter[CHANNELID]=21985",success:show}});',
        f'var channel = "21985"; var n = 1; $.getJSON("{LIST}?siteId=3&pageSize=20&pageIndex=" + n + "&pageNumber=" + n + "&filter[CHANNELID]=" + channel, show);',
        f"function load(page){{$.ajax({{url:'{LIST}',data:{{'siteId':3,'pageSize':20,'pageIndex':page,'pageNumber':page,'filter[CHANNELID]':'21985'}}}});}}",
    ],
)
def test_request_is_read_off_the_script_of_the_column_page(script: str) -> None:
    found = column(script)
    assert found is not None
    assert found.elsewhere
    asked = query(found.next_url)
    assert (asked["filter[CHANNELID]"], asked["siteId"], asked["pageSize"]) == ("21985", "3", "20")
    assert (asked["pageIndex"], asked["pageNumber"]) == ("1", "1")


def test_request_with_a_part_nobody_tells_is_not_made() -> None:
    found = column(f'$.get("{LIST}?siteId=3&filter[CHANNELID]=" + channelOf(this), show);')
    assert found is None or not found.elsewhere


def igs(count: int, **more: object) -> bytes:
    rows = [
        {
            "DOCTITLE": f"关于<em>某事</em>的第{n}号通知",
            "DOCPUBURL": f"/a/201603/t20160315_{n}.html",
            "DOCRELTIME": "2016-03-15T20:00:00.000+0800",
        }
        for n in range(count)
    ]
    return json.dumps({"rows": rows, **more}).encode()


def test_both_page_numbers_are_counted_up_to_the_stated_pages() -> None:
    first = read_page(
        Page(
            f"{HOME.rstrip('/')}{LIST}?siteId=3&pageSize=20&pageIndex=1&pageNumber=1",
            igs(20, total=25, pages=2),
            "application/json",
        )
    ).listing
    assert first is not None
    assert (first.total, first.pages, first.page, len(first.rows)) == (25, 2, 1, 20)
    assert (first.rows[0].title, str(first.rows[0].listed_on)) == ("关于某事的第0号通知", "2016-03-15")
    assert (query(first.next_url)["pageIndex"], query(first.next_url)["pageNumber"]) == ("2", "2")
    last = read_page(Page(first.next_url or "", igs(5, total=25, pages=2), "application/json")).listing
    assert last is not None
    assert (last.page, last.next_url) == (2, None)


def test_nested_answer_and_jsonp_are_read() -> None:
    nested = {
        "page": {
            "content": [
                {"FileName": "某文件", "DOCPUBURL": "/a/t1.htm", "PUBDATE": "2016-03-15", "fileNum": "某府〔2016〕1号"}
            ],
            "total": "143",
            "totalPages": 15,
        }
    }
    found = read_page(
        Page(
            f"{HOME}igs/front/search/list.html?siteId=14&pageNumber=3", json.dumps(nested).encode(), "application/json"
        )
    ).listing
    assert found is not None
    assert (found.total, found.pages, found.page, found.rows[0].fields["文号"]) == (143, 15, 3, "某府〔2016〕1号")
    jsonp = (
        'result({"num":40,"nPage":1,"data":[{"title":"某<br>文件","puburl":"/a/t2.htm","tip":{"dates":"2016-03-15"}}]})'
    )
    found = read_page(
        Page(
            f"{HOME}govsearch/jsonp/gkml/zf_list.jsp?page=1&lb=58855&callback=result", jsonp.encode(), "text/javascript"
        )
    ).listing
    assert found is not None
    assert (found.rows[0].title, str(found.rows[0].listed_on), query(found.next_url)["page"]) == (
        "某文件",
        "2016-03-15",
        "2",
    )


def test_answer_that_states_entries_and_gives_none_is_an_error_not_an_empty_list() -> None:
    address = f"{HOME.rstrip('/')}{LIST}?siteId=3&pageSize=20&pageIndex=1"
    assert read_page(Page(address, igs(0, total=25), "application/json")).error != ""
    assert read_page(Page(address, b'{"msg":"busy"}', "application/json")).error != ""
    empty = read_page(Page(address, igs(0, total=0), "application/json"))
    assert (empty.error, empty.kind) == ("", PageKind.LIST)
    assert empty.listing is not None
    assert empty.listing.total == 0


def test_was_answer_of_a_real_portal_is_read_whole() -> None:
    path = CORPUS / "was.jl.gov.cn" / "was5-search.json"
    if not path.exists():
        pytest.skip("the corpus of real pages is not beside this checkout")
    found = read_page(
        Page("http://was.example.gov.cn/was5/web/search?channelid=237687&page=", path.read_bytes(), "application/json")
    ).listing
    assert found is not None
    assert (len(found.rows), found.total, str(found.rows[0].listed_on), str(found.rows[-1].listed_on)) == (
        17,
        311,
        "2018-08-10",
        "2018-08-08",
    )
    assert query(found.next_url)["page"] == "2"
