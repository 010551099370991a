"""Links between documents and their interpretations, read from pages."""

from __future__ import annotations

from datetime import date

from crawler.catalogue.related import related_links
from crawler.catalogue.view import View
from crawler.extract.related import read_related
from crawler.identity import canonical_key
from crawler.looking import keep, look
from crawler.model import Article, PageKind, Reading, Role, Task
from crawler.page import Page
from tests.builders import catalogue_with

URL = "http://bureau.example/jd/1.html"
NAME = "东莞市烟花爆竹安全管理办法"


def _page(body: str) -> Page:
    html = f"<html><head><title>x</title></head><body>{body}</body></html>"
    return Page(URL, html.encode(), "text/html; charset=utf-8")


def _texts(body: str, title: str) -> list[str]:
    return [link.text for link in read_related(_page(body), title)]


MENU = '<a href="/jd/">政策解读</a><a href="/wj/">政策文件</a><a href="/">首页</a>'


def test_interpretation_shows_its_document_by_name_or_as_the_original() -> None:
    body = (
        MENU + f'<a href="/wj/1.html">{NAME}全文</a><a href="/wj/2.html">原文链接</a><a href="/x">别的新闻一条很长</a>'
    )
    assert _texts(body, f"《{NAME}》解读") == [f"{NAME}全文", "原文链接"]


def test_document_shows_its_interpretation_and_nothing_else_is_kept() -> None:
    body = MENU + f'<a href="/jd/1.html?x=2">《{NAME}》解读</a><a href="/wj/3.html">{NAME}实施细则</a>'
    assert _texts(body, NAME) == [f"《{NAME}》解读"]


def test_addresses_are_told_once_and_scripts_lead_nowhere() -> None:
    body = '<a href="/a">相关解读</a><a href="/a">解读一览表</a><a href="javascript:void(0)">视频解读材料</a>'
    assert [link.url for link in read_related(_page(body), NAME)] == ["http://bureau.example/a"]


def test_what_an_article_page_shows_is_kept_and_comes_back() -> None:
    page = _page(MENU + f'<a href="/wj/1.html">{NAME}</a>')
    reading = Reading(PageKind.ARTICLE, "generic", "utf-8", article=Article(title=f"《{NAME}》解读"))
    conn = catalogue_with()
    assert look(page, reading, Role.LINK, "").related == (), "only articles are asked"
    sight = look(page, reading, Role.ARTICLE, "")
    visit = conn.execute("SELECT max(id) FROM visits").fetchone()[0]
    keep(conn, Task(1, 1, "bureau", URL, canonical_key(URL), Role.ARTICLE), visit, sight)
    found = related_links(conn, View("bureau", 1, date(2016, 12, 31)))
    assert found == {canonical_key(URL): frozenset({canonical_key("http://bureau.example/wj/1.html")})}
    assert related_links(conn, View("bureau", None, date(2016, 12, 31))) == {}
