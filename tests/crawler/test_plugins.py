# ruff: noqa: E501 (markup is easier to check in one piece)
"""Pagers that a script plug-in paints."""

from __future__ import annotations

import pytest

from .portal_pages import HOME, page, pager_of

ROWS = (
    "<ul>"
    + "".join(f"<li><a href='t2016{n}.html'>某市工作动态之{n}</a><span>2016-03-07</span></li>" for n in range(3))
    + "</ul>"
)
NEXT = f"{HOME}col/7?pageIndex=2"


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (
            """Ls.pagination("#p_7", function(pageIndex){ location.href='/col/7?pageIndex=' + pageIndex;}, {currPage: (0+1),pageCount:3});""",
            (1, 3, NEXT),
        ),
        (
            """Ls.pagination("#p_7", function(n,$p){location.href="/col/7?pageIndex=__pageIndex__".replace(/__pageIndex__/,n);}, {currPage: 1,pageCount: 15,prevPageText: "上一页"});""",
            (1, 15, NEXT),
        ),
        (
            """laypage({cont:'p', pages: 9, curr: 1, jump: function(obj, first){ if(!first){ location.href = '/col/7?pageIndex=' + obj.curr; } }});""",
            (1, 9, NEXT),
        ),
        ("""$(".pg").pagination("setPage",1,322);""", (1, 322, None)),
        (
            """$("#p").pagination({currentPage: 2, totalPage: 2, callback: function(page){ location.href='/col/7?pageIndex=' + page; }});""",
            (2, 2, None),
        ),
        (
            """$("#p").pagination({currentPage: 1, totalPage: 4, callback: function(page){ location.href='index_' + (page - 1) + '.html'; }});""",
            (1, 4, None),
        ),
        ("""$("#p").pagination({currentPage: 1, totalPage: 4, pageSize: 2, callback: show});""", (None, None, None)),
        ("""$("#p").slide({pages: 4});""", (None, None, None)),
    ],
)
def test_plugin_tells_pages_and_the_next_address_where_it_stands_whole(
    script: str, told: tuple[int | None, int | None, str | None]
) -> None:
    pager = pager_of(page(f"{ROWS}<div id=p></div><script>{script}</script>"), rows=3)
    assert (pager.page, pager.pages, pager.next_url) == told


def test_attributes_of_a_pager_tell_pages_and_next_address() -> None:
    box = "<div data-pager-type='X' data-page-count='18' data-current-page='1' data-url-format='/col/7?pageIndex=__pageindex__'></div>"
    pager = pager_of(page(ROWS + box), rows=3)
    assert (pager.page, pager.pages, pager.next_url) == (1, 18, NEXT)


def test_links_of_the_pager_go_before_the_plugin() -> None:
    script = """<script>Ls.pagination("#p", function(n){location.href='/x?n=' + n;}, {currPage: 1, pageCount: 3});</script>"""
    links = "<div id=p><a href='index.html'>1</a><a href='index_2.html'>2</a><a href='index_2.html'>下一页</a></div>"
    assert pager_of(page(ROWS + links + script), rows=3).next_url == f"{HOME}zwgk/gzdt/index_2.html"


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<div id=dec pagesize=24 pagecount=51></div>", (None, 51, None)),
        ("<input id=inp value=1><span class=pageCount>3</span>", (None, 3, None)),
        ("""<script>var data={"pages": 3, "current": 1, "href": ["#","/a_2.html"]};</script>""", (1, 3, None)),
        ("<script>createPage(3,0,'index','html');</script>", (1, 3, f"{HOME}zwgk/gzdt/index_1.html")),
        (
            "<script>var o={ currentPage:parseInt('0')+1, countPage:parseInt('3'), NAME:'index' };</script>",
            (1, 3, f"{HOME}zwgk/gzdt/index_1.html"),
        ),
        ("<span class=pageCount>3</span><span class=pageCount>4</span>", (None, None, None)),
    ],
)
def test_pages_told_beside_the_pager_are_known(markup: str, told: tuple[int | None, int | None, str | None]) -> None:
    pager = pager_of(page(ROWS + markup), rows=3)
    assert (pager.page, pager.pages, pager.next_url) == told
