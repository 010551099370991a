# ruff: noqa: E501 (markup is easier to check in one piece)
"""Epoint: the list service is asked with what the page tells, or with what the settings script adds."""

from __future__ import annotations

import json
from typing import Any

from crawler.model import ListPage, PageKind, Role
from crawler.page import Page
from crawler.platforms.base import Hint, read_page
from crawler.posting import JSON, post_url, split_post

HOME = "http://www.example.gov.cn/"
SHELL = f"{HOME}001/001002/moreinfo.html"
SERVICE = f"{HOME}EWB-FRONT/rest/lightfrontaction/getgovinfolist"
CALL = """$.ajax({type:"post",url:"/EWB-FRONT/rest/lightfrontaction/getgovinfolist",contentType:"application/json",
data:JSON.stringify({"deptcode":deptcode,"categorynum":categorynum,"siteGuid":siteInfo.siteGuid,"pageIndex":INDEX,"pageSize":pageSize})});"""
VARIABLES = 'var siteInfo = {"projectName":"/EWB-FRONT","siteGuid":"69ad-1"};var categorynum = "001002", deptcode = "", pageSize = 15;'


def shell(script: str) -> ListPage:
    body = f'<div>当前位置：<a href="/">首页</a> &gt; <a href="/001/subPage.html">新闻</a> &gt; <a href="moreinfo.html">动态</a></div><ul id="infolist"></ul>{script}'
    found = read_page(
        Page(SHELL, f"<html><head><title>动态</title></head><body>{body}</body></html>".encode()),
        Hint(role=Role.COLUMN),
    )
    assert (found.platform, found.kind) == ("epoint", PageKind.LIST)
    assert found.listing is not None
    assert found.listing.elsewhere
    return found.listing


def asked(url: str | None) -> tuple[str, dict[str, Any]]:
    ask = split_post(url or "")
    assert (ask.method, ask.content_type) == ("POST", JSON)
    return ask.url, json.loads(ask.body)


def answer(url: str, count: int, total: int | None) -> ListPage:
    entries = [
        {
            "infoid": str(n),
            "title": f"第{n}号…",
            "realtitle": f"关于某事的第{n}号全部标题",
            "infourl": f"/001/001002/20160315/{n}.html",
            "infodate": "2016-03-15",
        }
        for n in range(count)
    ]
    body = {"custom": {"code": 1, "data": entries} | ({"total": total} if total is not None else {})}
    found = read_page(Page(url, json.dumps(body).encode(), "application/json"))
    assert found.listing is not None
    assert found.error == ""
    return found.listing


def test_request_is_made_of_what_the_script_of_the_page_says() -> None:
    for index in (1, 0):
        url, fields = asked(shell(f"<script>{VARIABLES}{CALL.replace('INDEX', str(index))}</script>").next_url)
        assert url == SERVICE
        assert fields == {
            "deptcode": "",
            "categorynum": "001002",
            "siteGuid": "69ad-1",
            "pageIndex": index,
            "pageSize": 15,
        }


def test_settings_script_is_asked_first_where_the_page_tells_no_site() -> None:
    listing = shell('<script src="/js/webBuilderCommon.js"></script><script>var categorynum="001002";</script>')
    assert listing.next_url == f"{HOME}js/webBuilderCommon.js?categorynum=001002&deptcode="
    script = b"var siteInfo={'projectName':'/EWB-FRONT','siteGuid':'69ad-1'};"
    found = read_page(Page(listing.next_url, script, "application/javascript")).listing
    assert found is not None
    assert found.elsewhere
    url, fields = asked(found.next_url)
    assert (url, fields["siteGuid"], fields["categorynum"], fields["pageIndex"]) == (SERVICE, "69ad-1", "001002", 1)


def test_column_number_stands_in_the_address_where_no_script_tells_it() -> None:
    listing = shell(
        '<script src="/js/webBuilderCommon.js"></script><script>var siteGuid="69ad-1", EWB="EWB-FRONT";</script>'
    )
    assert asked(listing.next_url)[1]["categorynum"] == "001002"


def test_pages_are_asked_for_one_by_one_up_to_the_stated_total() -> None:
    url = post_url(SERVICE, json.dumps({"categorynum": "001002", "pageIndex": 1, "pageSize": 15}), JSON)
    first = answer(url, 15, 31)
    assert (first.total, first.pages, first.page) == (31, 3, 1)
    assert (first.rows[0].title, str(first.rows[0].listed_on)) == ("关于某事的第0号全部标题", "2016-03-15")
    assert asked(first.next_url)[1]["pageIndex"] == 2
    second = answer(first.next_url or "", 15, 31)
    last = answer(second.next_url or "", 1, 31)
    assert (last.page, last.next_url) == (3, None)
    beyond = answer(second.next_url or "", 0, 31)
    assert (beyond.rows, beyond.next_url) == ((), None)


def test_empty_column_is_an_empty_list_and_a_refusal_is_an_error() -> None:
    url = post_url(SERVICE, json.dumps({"categorynum": "9", "pageIndex": 1, "pageSize": 15}), JSON)
    assert answer(url, 0, 0).total == 0
    assert read_page(Page(url, b'{"status":{"code":500,"text":"busy"}}', "application/json")).error != ""
    hollow = b'{"custom":{"total":31,"data":[]}}'
    assert "31" in read_page(Page(url, hollow, "application/json")).error
