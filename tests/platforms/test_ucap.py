# ruff: noqa: E501 (markup is easier to check in one piece)
"""Newer UCAP: named pager calls, the search service behind empty pages, its own tags."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from crawler.model import Outcome, PageKind, Reading, Role
from crawler.outcomes import by_content
from crawler.page import Page
from crawler.platforms.base import Hint, read_page

HOME = "http://bureau.example.gov.cn/"
CHANNEL = "0123456789abcdef0123456789abcdef"
COLUMN = f"{HOME}ajj/c100123/common_list.shtml"
CRUMB = "<div class='position'>当前位置：<a href='/'>首页</a> &gt; <a href='/ajj/c100123/common_list.shtml'>通知公告</a></div>"


def read(body: str, url: str = COLUMN, **hint: Any) -> Reading:
    return read_page(Page(url, f"<html><body>{CRUMB}{body}</body></html>".encode()), Hint(site_url=HOME, **hint))


def data(value: Any, url: str) -> Reading:
    return read_page(
        Page(url, json.dumps(value, ensure_ascii=False).encode(), "application/json"), Hint(role=Role.LIST_PAGE)
    )


def item(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "manuscriptId": str(number), "title": f"关于<em>某事</em>的第{number}号通知", "url": f"//bureau.example.gov.cn/ajj/c100123/c{7661000 + number}/content.shtml",
        "publishedTime": 1700000000000, "publishedTimeStr": "2023-11-15 06:13:20", "channelName": "通知公告",
    } | changes  # fmt: skip


def test_rows_in_html_with_the_named_pager_call() -> None:
    rows = "".join(
        f"<div class='list_div mar-top2'><div class='list-right_title fon_1'><a href='/ajj/c100123/201603/{n:032x}.shtml'>关于某事的第{n}号通知</a></div><table><tr><td align='left'>发布时间：2016-03-1{n}</td><td class='column-name'>通知公告</td></tr></table></div>"
        for n in range(1, 6)
    )
    found = read(
        f"{rows}<div id='page_div'></div><script>createPageHTML('page_div', 12, 1, 'list2', 'shtml', 144);</script>",
        f"{HOME}ajj/c100123/list2.shtml",
    )
    assert (found.kind, found.platform) == (PageKind.LIST, "ucap")
    assert found.listing is not None
    assert [row.title for row in found.listing.rows] == [f"关于某事的第{n}号通知" for n in range(1, 6)]
    assert [row.listed_on for row in found.listing.rows] == [date(2016, 3, 10 + n) for n in range(1, 6)]
    assert (found.listing.next_url, found.listing.pages, found.listing.total) == (
        f"{HOME}ajj/c100123/list2_2.shtml",
        12,
        144,
    )


def test_page_without_rows_asks_the_search_service_of_its_channel() -> None:
    found = read(
        f"<div id='list'></div><script>var channelId = '{CHANNEL}'; $.get('/common/search/' + channelId + '?_isAgg=true', f)</script>"
    )
    assert found.kind is PageKind.LIST
    assert found.breadcrumb == ("通知公告",)
    assert found.listing is not None
    assert found.listing.elsewhere
    assert found.listing.next_url is not None
    assert found.listing.next_url.startswith(f"{HOME}common/search/{CHANNEL}?")
    assert "_isJson=true" in found.listing.next_url
    assert found.listing.next_url.endswith("page=1")


def test_address_of_the_service_written_out_keeps_its_own_parameters() -> None:
    found = read(
        f"<script>load('/es-search/search/{CHANNEL}?_isAgg=true&_isJson=false&_pageSize=15&_template=zfxxgk&page=3')</script><i>channelId</i>"
    )
    assert found.listing is not None
    assert (
        found.listing.next_url
        == f"{HOME}es-search/search/{CHANNEL}?_isAgg=true&_isJson=true&_pageSize=15&_template=zfxxgk&page=1"
    )


def test_channel_code_is_exchanged_for_the_channel_first() -> None:
    found = read("<script>var channelCode='c100123'; $.get('/getChannelList?channelCode=' + channelCode, f)</script>")
    assert found.listing is not None
    exchange = f"{HOME}getChannelList?channelCode=c100123"
    assert (found.listing.elsewhere, found.listing.next_url) == (True, exchange)
    channel = data({"code": 200, "results": {"channelId": CHANNEL, "channelName": "通知公告"}}, exchange)
    assert channel.listing is not None
    assert channel.listing.elsewhere
    assert channel.listing.next_url is not None
    assert channel.listing.next_url.startswith(f"{HOME}common/search/{CHANNEL}?")


def test_both_forms_of_the_answer_are_read_and_the_string_is_the_date() -> None:
    url = f"{HOME}common/search/{CHANNEL}?_isJson=true&_pageSize=20&page=1"
    inner = {"page": 1, "rows": 20, "total": 43, "channelId": CHANNEL, "results": [item(n) for n in range(20)]}
    for answer in ({"code": 200, "data": inner}, {"code": 200, "results": {"data": inner}}):
        found = data(answer, url)
        assert found.listing is not None
        row = found.listing.rows[1]
        assert (row.title, row.listed_on) == ("关于某事的第1号通知", date(2023, 11, 15))
        assert row.url == f"{HOME}ajj/c100123/c7661001/content.shtml"
        assert (found.listing.total, found.listing.page, found.listing.next_url) == (
            43,
            1,
            url.replace("page=1", "page=2"),
        )


def test_last_page_of_the_service_has_no_next() -> None:
    url = f"{HOME}common/search/{CHANNEL}?_isJson=true&_pageSize=20&page=3"
    found = data({"data": {"page": 3, "rows": 20, "total": 43, "results": [item(1), item(2), item(3)]}}, url)
    assert found.listing is not None
    assert (found.listing.page, found.listing.next_url) == (3, None)
    empty = data({"data": {"page": 1, "rows": 20, "total": 0, "results": []}}, url.replace("page=3", "page=1"))
    assert empty.listing is not None
    assert (empty.listing.rows, empty.listing.total, empty.listing.next_url) == ((), 0, None)


def test_answer_without_a_list_is_an_error_and_no_empty_column() -> None:
    page = Page(f"{HOME}common/search/{CHANNEL}?page=1", b'{"code": 500, "msg": "busy"}', "application/json")
    assert by_content(page, read_page(page, Hint(role=Role.LIST_PAGE))) is Outcome.SERVER_ERROR


def test_article_in_its_own_tags() -> None:
    text = "各有关单位，现将某办法印发给你们，请遵照执行。" * 8
    found = read(
        f"<h1><UCAPTITLE>关于某事的通知</UCAPTITLE></h1><div>发布时间：<PUBLISHTIME>2016-03-15 08:30</PUBLISHTIME> 来源：<span id='ly'>某市某局</span></div><div id='zoomcon'><UCAPCONTENT><p>{text}</p><p class='insertfileTag'><a href='/ajj/c100123/201603/{CHANNEL}/files/{CHANNEL}.pdf'>附件.pdf</a></p></UCAPCONTENT></div>",
        f"{HOME}ajj/c100123/201603/{CHANNEL}.shtml",
    )
    assert (found.kind, found.platform) == (PageKind.ARTICLE, "ucap")
    assert found.article is not None
    assert (found.article.title, found.article.source) == ("关于某事的通知", "某市某局")
    assert found.article.published is not None
    assert found.article.published.value == date(2016, 3, 15)
    assert found.article.text.startswith("各有关单位")
    assert [entry.name for entry in found.article.attachments] == ["附件.pdf"]


def test_listed_letter_is_dated_by_its_sending_and_not_by_the_reply_beside_it() -> None:
    head = "<tr><th>查询码</th><th>标题</th><th>留言人</th><th>留言时间</th><th>答复时间</th><th>状态</th></tr>"
    row = "<tr><td>{n}</td><td><a href='/ajj/jzxx/201611/{n:032x}.shtml'>咨询第{n}件事情如何办理</a></td><td>张**</td><td>2016-11-0{n}</td><td>2016-12-0{n}</td><td>已回复</td></tr>"
    found = read(
        f"<table class='letters'>{head}{''.join(row.format(n=n) for n in (3, 2, 1))}</table>",
        f"{HOME}ajj/jzxx/list2.shtml",
    )
    assert found.listing is not None
    assert [row.listed_on for row in found.listing.rows] == [date(2016, 11, n) for n in (3, 2, 1)]


def test_list_that_shows_its_first_rows_and_no_pager_goes_on_at_the_service() -> None:
    rows = "".join(
        f"<li><a href='/ajj/c100123/201603/{n:032x}.shtml'>关于某事的第{n}号通知</a><span>2016-03-1{n}</span></li>"
        for n in range(1, 7)
    )
    script = f"<script>var channelId = '{CHANNEL}'; $.get('/common/search/' + channelId + '?_isAgg=true', f)</script>"
    found = read(f"<ul>{rows}</ul>{script}")
    assert found.listing is not None
    assert (len(found.listing.rows), found.listing.elsewhere) == (6, False)
    assert found.listing.next_url is not None
    assert "_pageSize=6" in found.listing.next_url
    assert found.listing.next_url.endswith("page=2")
    paged = read(f"<ul>{rows}</ul><script>createPageHTML('page_div', 1, 1, 'list2', 'shtml', 6);</script>{script}")
    assert paged.listing is not None
    assert paged.listing.next_url is None
