# ruff: noqa: E501 (markup is easier to check in one piece)
"""Guangdong's ordinary sites: the inline script decides, catalogue columns in menus are resolved, phone twins go."""

from __future__ import annotations

from datetime import date
from typing import Any

from crawler.identity import canonical_key
from crawler.model import PageKind, Reading, Role
from crawler.page import Page
from crawler.platforms.base import Hint, read_page

HOME = "http://bureau.example.gov.cn/"
SCRIPT = '<script>window.NFCMS_SITE_ID=769000;window.NFCMS_PUB_TYPE="{}";window.NFCMS_CAT_ID="25058";</script>'
MENU = (
    "<div class='nav'><ul><li><a href='/'>首页</a></li><li><a href='/zwgk/'>政务公开</a><ul>"
    "<li><a href='/gkmlpt/index#721'>规范性文件</a></li><li><a href='/gkmlpt/index#722'>规划计划</a></li></ul></li>"
    "<li><a href='/hdjl/'>互动交流</a></li></ul></div>"
)


def read(body: str, url: str, kind: str = "cat", **hint: Any) -> Reading:
    source = f"<html><head><title>某局</title>{SCRIPT.format(kind)}</head><body>{body}</body></html>"
    return read_page(Page(url, source.encode()), Hint(site_url=HOME, **hint))


def test_columns_of_the_catalogue_are_told_apart_though_the_fragment_never_reaches_the_server() -> None:
    found = read(MENU, HOME, "page", role=Role.HOME)
    assert found.platform == "nfcms"
    disclosure = next(node for node in found.nav if node.name == "政务公开")
    assert [(node.name, node.url) for node in disclosure.children] == [
        ("规范性文件", f"{HOME}gkmlpt/api/all/721?page=1&sid=769000"),
        ("规划计划", f"{HOME}gkmlpt/api/all/722?page=1&sid=769000"),
    ]


def test_catalogue_column_of_another_host_is_left_as_it_is() -> None:
    other = MENU.replace("/gkmlpt", "http://other.example.gov.cn/gkmlpt")
    found = read(other, HOME, "page", role=Role.HOME)
    urls = {node.url for top in found.nav for node in top.children}
    assert urls == {"http://other.example.gov.cn/gkmlpt/index"}


def test_post_is_an_article_even_beside_a_second_script_and_a_list_of_related_posts() -> None:
    related = "".join(
        f"<li><a href='post_{n}.html'>相关的第{n}号通知文件</a><span>2016-03-1{n}</span></li>" for n in range(6)
    )
    body = f"<h1>某事的通知</h1><p>2016-03-15 08:51:32 来源：本网</p><div id='zoomcon'><p>图</p></div><div id='zoomcon'>分享</div><ul>{related}</ul>{SCRIPT.format('cat')}"
    found = read(body, f"{HOME}tzgg/content/post_12.html", "post")
    assert found.kind is PageKind.ARTICLE
    assert found.article is not None
    assert found.article.published is not None
    assert found.article.published.value == date(2016, 3, 15)


def test_phone_twins_are_no_links_of_their_own() -> None:
    rows = "".join(
        f"<li><a href='content/post_{n}.html'>关于某事的第{n}号通知</a><span>2016-03-1{n}</span></li>"
        for n in range(1, 6)
    )
    found = read(
        f"<ul>{rows}</ul><a href='mindex.html'>手机版</a><a href='content/mpost_1.html'>手机</a>", f"{HOME}tzgg/"
    )
    assert found.kind is PageKind.LIST
    assert found.listing is not None
    assert len(found.listing.rows) == 5
    assert not [link for link in found.links if "/m" in link.url.removeprefix(HOME)]
    assert canonical_key(f"{HOME}tzgg/content/mpost_1.html") == canonical_key(f"{HOME}tzgg/content/post_1.html")


def test_page_2_of_a_list_is_index_2() -> None:
    rows = "".join(
        f"<li><a href='content/post_{n}.html'>关于某事的第{n}号通知</a><span>2016-03-1{n}</span></li>"
        for n in range(1, 6)
    )
    pager = "<div class='page'><span>1</span><a href='index_2.html'>2</a><a href='index_3.html'>3</a><a href='index_2.html'>下一页</a><a href='index_3.html'>尾页</a></div>"
    found = read(f"<ul>{rows}</ul>{pager}", f"{HOME}tzgg/")
    assert found.listing is not None
    assert (found.listing.next_url, found.listing.pages) == (f"{HOME}tzgg/index_2.html", 3)


def test_catalogue_of_another_bureau_on_the_same_host_is_left_as_it_is() -> None:
    found = read(MENU.replace("/gkmlpt", "/yjj/gkmlpt"), HOME, "page", role=Role.HOME)
    assert {node.url for top in found.nav for node in top.children} == {f"{HOME}yjj/gkmlpt/index"}
