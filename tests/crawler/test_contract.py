"""The JSON shape of `gongkai extract` is a contract."""

from __future__ import annotations

import json
from datetime import date

import pytest

from crawler.extract.article import read_article
from crawler.extract.contract import as_json
from crawler.model import HomePage, ListPage, NavNode, PageKind, Reading, Row
from crawler.page import Page
from crawler.platforms.base import read_page

from .article_pages import BLOCKS, SIGNED, TITLE, URL, page

EMPTY = Page("", b"")


def test_article_has_every_key_of_the_contract() -> None:
    source = page(f"{BLOCKS['cells']}<div id=zoom>{SIGNED}<p><a href='/f/a.doc'>附件：检查表</a></p></div>")
    reading = Reading(
        PageKind.ARTICLE, "generic", "utf-8", article=read_article(source), breadcrumb=("政务公开", "通知")
    )
    found = as_json("a.html", source, reading)
    assert json.loads(json.dumps(found)) == {
        "file": "a.html",
        "url": URL,
        "kind": "article",
        "platform": "generic",
        "encoding": "utf-8",
        "article": {
            "title": TITLE,
            "published": {"value": "2016-03-10", "via": "block", "raw": "2016-03-10 00:00"},
            "written": {"value": "2016-03-09", "via": "signature", "raw": "2016年3月9日"},
            "source": None,
            "publisher": "市安监局",
            "index_no": "007654321/2016-00123",
            "doc_no": "某安监〔2016〕12号",
            "column_path": ["政务公开", "通知"],
            "attachments": [{"url": "http://www.example.gov.cn/f/a.doc", "name": "附件：检查表"}],
            "text_chars": found["article"]["text_chars"],
        },
    }
    assert found["article"]["text_chars"] > 80


@pytest.mark.parametrize(
    "crumb", ["", "<div class='position'>当前位置：<a href='/'>首页</a> &gt; <a href='/tz/'>通知</a></div>"]
)
def test_column_of_an_article_without_a_breadcrumb_is_the_one_it_states(crumb: str) -> None:
    inner = f"{crumb}<h1>{TITLE}</h1><div>发布日期：2016-03-10</div><div id=zoom>{SIGNED}</div>"
    source = Page(
        URL,
        f"<html><head><meta name='ColumnName' content='公示公告'></head><body>{inner}</body></html>".encode(),
        "text/html; charset=utf-8",
    )
    found = as_json("a.html", source, read_page(source))
    assert found["article"]["column_path"] == (["通知"] if crumb else ["公示公告"])


@pytest.mark.parametrize("kind", [PageKind.LIST, PageKind.CATALOGUE])
def test_list_has_every_key_of_the_contract(kind: PageKind) -> None:
    rows = (
        Row("一", "./1.htm", "http://www.example.gov.cn/1.htm", date(2016, 3, 5)),
        Row("二", "./2.htm", "http://www.example.gov.cn/2.htm"),
    )
    found = as_json(
        "l.html", EMPTY, Reading(kind, "generic", "gb18030", listing=ListPage(rows, "index_1.html", pages=3))
    )
    assert found["list"] == {
        "rows": [
            {"title": "一", "date": "2016-03-05", "href": "./1.htm"},
            {"title": "二", "date": None, "href": "./2.htm"},
        ],
        "next": "index_1.html",
        "pages": 3,
        "total": None,
    }
    assert "article" not in found
    assert found["url"] is None


def test_home_has_every_key_of_the_contract() -> None:
    nav = (NavNode("政务公开", "http://www.example.gov.cn/zw/", "/zw/", (NavNode("通知", None),)),)
    reading = Reading(PageKind.HOME, "generic", "utf-8", home=HomePage("某市安监局", "4400000012", None, nav))
    assert as_json("h.html", EMPTY, reading)["home"] == {
        "site_name": "某市安监局",
        "site_id_code": "4400000012",
        "icp": None,
        "nav": [
            {"name": "政务公开", "href": "/zw/", "children": [{"name": "通知", "href": None, "children": []}]},
        ],
    }


def test_other_page_has_no_part() -> None:
    found = as_json("o.html", EMPTY, Reading(PageKind.OTHER, "generic", "utf-8"))
    assert set(found) == {"file", "url", "kind", "platform", "encoding"}
