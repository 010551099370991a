# ruff: noqa: E501 (markup is easier to check in one piece)
"""VSB: lists numbered from their oldest page, totals of the pager, and its articles."""

from __future__ import annotations

import pytest

from crawler.model import PageKind
from crawler.page import Page
from crawler.paging import address_after
from crawler.platforms.base import read_page

HOME = "http://www.example.gov.cn/"
ROW = '<li id="line_u7_{n}"><span>2016-06-{d:02d}</span><a href="{up}info/1116/{id}.htm" title="关于某事的第{id}号全部标题">关于某事的第{id}号…</a></li>'
MARKS = '<!--Announced by Visual SiteBuilder 9--><script src="/system/resource/js/counter.js"></script>'


def page(pager: str, url: str = f"{HOME}xwzx/tzgg.htm", up: str = "../", rows: int = 3) -> Page:
    listed = "".join(ROW.format(n=n, d=23 - n, id=5946 - n, up=up) for n in range(rows))
    crumb = '<div>当前位置：<a href="/index.htm">首页</a> &gt; <a href="/xwzx.htm">新闻</a> &gt; 通知公告</div>'
    return Page(
        url,
        f"<html><head>{MARKS}</head><body>{crumb}<ul>{listed}</ul><div class='pb_sys_common'>{pager}</div></body></html>".encode(),
    )


PAGER = '<span class="p_t">共1432条</span><span class="p_t">1/144</span><span class="p_pages"><span class="p_no_d">1</span><span class="p_no"><a href="tzgg/143.htm">2</a></span><span class="p_no"><a href="tzgg/142.htm">3</a></span><span class="p_dot">...</span><span class="p_no"><a href="tzgg/1.htm">144</a></span><span class="p_next p_fun"><a href="tzgg/143.htm">下页</a></span><span class="p_last p_fun"><a href="tzgg/1.htm">尾页</a></span></span>'


def test_list_runs_backwards_from_the_page_before_the_last_number() -> None:
    found = read_page(page(PAGER))
    assert (found.platform, found.kind) == ("vsb", PageKind.LIST)
    assert found.listing is not None
    assert (found.listing.total, found.listing.page, found.listing.pages) == (1432, 1, 144)
    assert found.listing.next_url == f"{HOME}xwzx/tzgg/143.htm"
    assert (found.listing.rows[0].title, str(found.listing.rows[0].listed_on)) == (
        "关于某事的第5946号全部标题",
        "2016-06-23",
    )
    assert found.listing.rows[0].url == f"{HOME}info/1116/5946.htm"


def test_links_of_a_later_page_count_from_its_own_depth() -> None:
    pager = '<span class="p_t">共1432条 2/144</span><span class="p_next"><a href="142.htm">下页</a></span>'
    found = read_page(page(pager, f"{HOME}xwzx/tzgg/143.htm", "../../")).listing
    assert found is not None
    assert (found.page, found.pages, found.next_url) == (2, 144, f"{HOME}xwzx/tzgg/142.htm")
    assert found.rows[0].url == f"{HOME}info/1116/5946.htm"


@pytest.mark.parametrize(
    "pager",
    [
        '共1432条 144/144 <span class="p_no"><a href="2.htm">143</a></span><span class="p_no_d">144</span><span class="p_next_d p_fun_d">下页</span>',
        '<span class="p_t">144/144</span><a href="2.htm">上页</a><span class="p_next_d"><a href="1.htm">下页</a></span>',
    ],
)
def test_oldest_page_has_no_next(pager: str) -> None:
    found = read_page(page(pager, f"{HOME}xwzx/tzgg/1.htm", "../../", rows=2)).listing
    assert found is not None
    assert (found.next_url, found.page, found.pages) == (None, 144, 144)


def test_lost_page_of_a_list_that_runs_down_is_stepped_over_downwards() -> None:
    assert address_after(f"{HOME}tzgg/12.htm", f"{HOME}tzgg/11.htm") == f"{HOME}tzgg/10.htm"
    assert address_after(f"{HOME}tzgg/2.htm", f"{HOME}tzgg/1.htm") is None
    assert address_after(f"{HOME}list_2.htm", f"{HOME}list_3.htm") == f"{HOME}list_4.htm"


def test_article_tells_title_date_and_files_without_a_type_in_their_address() -> None:
    body = (
        '<form name="_newscontent_fromname"><div><h1>关于某事的通知</h1><div>作者：办公室　时间：2016-06-23　点击数：<script>_showDynClicks("wbnews", 1, 5946)</script></div>'
        '<div id="vsb_content" class="v_news_content">'
        + "<p>现将有关事项通知如下，请认真贯彻执行。</p>"
        * 12
        + "</div>"
        '<ul><li>附件【<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&amp;owner=1&amp;wbfileid=123">申请表.doc</a>】已下载<span>8</span>次</li></ul></div></form>'
    )
    found = read_page(
        Page(
            f"{HOME}info/1116/5946.htm",
            f"<html><head>{MARKS}<title>关于某事的通知-某局</title></head><body>{body}</body></html>".encode(),
        )
    )
    assert (found.platform, found.kind) == ("vsb", PageKind.ARTICLE)
    assert found.article is not None
    assert found.article.published is not None
    assert (found.article.title, str(found.article.published.value)) == ("关于某事的通知", "2016-06-23")
    assert [(file.name, "wbfileid=123" in file.url) for file in found.article.attachments] == [("申请表.doc", True)]
