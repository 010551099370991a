"""A column below a column of the same name: 政务公开 below 政务公开."""

from __future__ import annotations

from pathlib import Path

from crawler.catalogue import queries
from crawler.extract.breadcrumb import Breadcrumb
from tests.crawler.mini_site import HTML, Network, article, page, rows
from tests.crawler.portal_pages import bare, crumb_of
from tests.crawler.test_recorder import Crawl

TOP = '<a href="/zwgk/">政务公开</a>'
BELOW = f'{TOP} &gt; <a href="/zwgk/zwgk/">政务公开</a>'
MENU = (
    '<div class="nav"><ul><li><a href="/">网站首页</a></li><li><a href="/zwgk/">政务公开</a><ul>'
    '<li><a href="/zwgk/zwgk/">政务公开</a></li><li><a href="/zwgk/tzgg/">通知公告</a></li></ul></li>'
    '<li><a href="/jgzn/">机构职能</a></li></ul></div>'
)


def crumb(path: str) -> Breadcrumb:
    return crumb_of(bare(f"<div>当前位置：<a href='/'>首页</a> &gt; {path}</div>"))


def test_breadcrumb_names_both_where_they_lead_to_two_pages() -> None:
    assert crumb(BELOW).names == ("政务公开", "政务公开")


def test_name_that_is_only_written_twice_is_one_column() -> None:
    assert crumb(f"{TOP} &gt; 政务公开").names == ("政务公开",)
    assert crumb(f"{TOP} &gt; {TOP}").names == ("政务公开",)


def test_both_columns_are_catalogued_with_the_rows_of_the_lower_one(tmp_path: Path) -> None:
    entries = [
        (f"关于政务公开的第{n}号通知", f"/zwgk/zwgk/201612/t201612{n:02d}_{n}.html", f"2016-12-{n:02d}")
        for n in range(1, 5)
    ]
    network = Network()
    network.answers |= {
        "/": (200, HTML, page("某某市某某局", rows(entries[:2]), menu=MENU)),
        "/zwgk/": (200, HTML, page("政务公开", "<p>本栏目包括政务公开和通知公告。</p>", TOP, menu=MENU)),
        "/zwgk/zwgk/": (200, HTML, page("政务公开", rows(entries), BELOW, menu=MENU)),
        **{href: (200, HTML, article(title, day, BELOW)) for title, href, day in entries},
    }
    crawl = Crawl(tmp_path, network)
    crawl.finish()
    found = {column.path: column for column in queries.columns(crawl.conn, "mini")}
    assert (found["政务公开"].kind, found["政务公开"].rows) == ("group", 0)
    assert (found["政务公开/政务公开"].level, found["政务公开/政务公开"].rows) == (2, 4)
