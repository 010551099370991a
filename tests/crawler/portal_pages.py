# ruff: noqa: E501 (markup is easier to check in one piece)
"""Small synthetic portal pages for the tests of lists, pagers, menus and breadcrumbs."""

from __future__ import annotations

from crawler.extract.breadcrumb import Breadcrumb, read_breadcrumb
from crawler.extract.links import Anchors
from crawler.extract.listing import ListView, read_lists
from crawler.extract.pager import Pager, read_pager
from crawler.model import Reading
from crawler.page import Page
from crawler.platforms.base import Hint
from crawler.platforms.generic import read_generic

HOME = "http://www.example.gov.cn/"
URL = f"{HOME}zwgk/gzdt/index.html"

HEADER = """<div class="header"><div class="mainnav"><ul>
<li><a href="/index.html">首　页</a></li>
<li><a href="/zwgk/">政务公开</a><ul><li><a href="/zwgk/gzdt/">工作动态</a></li><li><a href="/zwgk/tzgg/">通知公告</a></li></ul></li>
<li><a href="/bsfw/">办事服务</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div></div>"""
CRUMB = """<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/gzdt/">工作动态</a></div>"""
FOOTER = """<div class="footer"><a href="/lxwm/">联系我们</a> <a href="http://www.gov.cn/">中国政府网</a>
主办单位：某市某局 网站标识码：4419000012 粤ICP备05012345号-1 今天是2017年1月20日 网站更新日期：2017-01-20</div>"""
SIDE = """<div class="sidebar"><h3>热点推荐</h3><ul><li><a href="/zwgk/tzgg/201612/t20161230_9.html">年终热点新闻回顾之一</a>
<span>2016-12-30</span></li></ul></div>"""


def page(body: str, *, url: str = URL, title: str = "工作动态_某市某局", head: str = "") -> Page:
    """A page with header, footer and a side block of hot news around `body`."""
    source = f"<html><head><title>{title}</title>{head}</head><body>{HEADER}{CRUMB}{body}{SIDE}{FOOTER}</body></html>"
    return Page(url, source.encode(), "text/html; charset=utf-8")


def bare(body: str, *, url: str = URL, title: str = "", head: str = "") -> Page:
    """A page of nothing but `body`."""
    source = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return Page(url, source.encode(), "text/html; charset=utf-8")


def read(found: Page, **hint: object) -> Reading:
    """What the generic reader says."""
    return read_generic(found, Hint(site_url=HOME, **hint), "generic")  # type: ignore[arg-type]


def lists_of(found: Page) -> ListView:
    """The lists of a page."""
    return read_lists(found, Anchors.of(found))


def pager_of(found: Page, rows: int = 0) -> Pager:
    """The pager of a page."""
    return read_pager(found, Anchors.of(found), rows)


def crumb_of(found: Page) -> Breadcrumb:
    """The breadcrumb of a page."""
    return read_breadcrumb(found, Anchors.of(found))
