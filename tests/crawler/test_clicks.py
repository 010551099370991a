# ruff: noqa: E501 (markup is easier to check in one piece)
"""Entries and links whose address stands in script."""

from __future__ import annotations

from datetime import date

import pytest
from lxml.html import fragment_fromstring

from crawler.extract.clicks import address_of_click
from crawler.model import PageKind

from .portal_pages import HOME, page, read


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (
            """<a onclick="openDoc(this,'http://www.example.gov.cn/a/t1.html')">通知</a>""",
            "http://www.example.gov.cn/a/t1.html",
        ),
        ("""<a href="javascript:void(0)" onclick='window.open("./a/t1.html")'>通知</a>""", "./a/t1.html"),
        ("""<a href="javascript:window.open('/a/t1.html','_blank')">通知</a>""", "/a/t1.html"),
        ("""<li onclick="window.location='/a/2.jhtml'">通知</li>""", "/a/2.jhtml"),
        ("""<a href="#" onclick="location.href='index_7.jhtml'">7</a>""", "index_7.jhtml"),
        ("""<a onclick="go('/a/t1.html?id=' + id)">通知</a>""", ""),
        ("""<a onclick="window.open('/a.jsp?id=' + id)">通知</a>""", ""),
        ("""<a onclick="show('A12', 1, '公告')">通知</a>""", ""),
        ("""<a onclick="showTab('/tabs/one')">通知</a>""", ""),
        ("""<a href="javascript:;" onclick="addFavorite('http://www.example.gov.cn/index.html')">收藏</a>""", ""),
        ("""<a onclick="window.open('javascript:void(0)')">通知</a>""", ""),
    ],
)
def test_address_of_a_click_is_taken_only_where_it_stands_whole(link: str, address: str) -> None:
    assert address_of_click(fragment_fromstring(link)) == address


ROWS = [("某市2016年公开招标公告", "2016-03-07"), ("某市2016年采购结果公告", "2016-03-01")]


@pytest.mark.parametrize(
    "row",
    [
        """<li><a onclick="isRead(this,'{u}t2016{n}.html')" title='{t}'><span>{t}</span><span class=d>{d}</span></a></li>""",
        """<li onclick="window.location='{u}t2016{n}.html'"><p class=name>{t}</p><div><p><span>信息类型：</span><span>招标公告</span></p><p><span>发布时间：</span><span>{d}</span></p></div></li>""",
        """<li><a href="javascript:void(0);" onclick="window.open('{u}t2016{n}.html')">{t}</a><span>{d}</span></li>""",
    ],
)
def test_entries_that_only_script_opens_are_rows(row: str) -> None:
    body = "".join(row.format(u=HOME, n=n, t=t, d=d) for n, (t, d) in enumerate(ROWS, 1001))
    reading = read(page(f"<ul>{body}</ul>"))
    assert reading.kind is PageKind.LIST and reading.listing is not None
    assert [(row.title, row.listed_on) for row in reading.listing.rows] == [
        (title, date.fromisoformat(day)) for title, day in ROWS
    ]
    assert [row.url for row in reading.listing.rows] == [f"{HOME}t20161001.html", f"{HOME}t20161002.html"]
