# ruff: noqa: E501 (markup is easier to check in one piece)
"""Few rows beside a footer's date, and facts beside a text: what other seeds of the generated pages showed."""

from __future__ import annotations

from datetime import date

from crawler.extract.article import read_article
from crawler.model import PageKind

from . import article_pages
from .portal_pages import page, read

ROWS = "".join(
    f"<tr><td>360A12-{n}</td><td><a href='/art/2014/10/{n}/art_12_{n}.html'>某某局组织第{n}次应急演练并部署有关的各项工作</a></td>"
    f"<td>2014-10-0{n}</td></tr>"
    for n in (1, 2, 3)
)
HEAD = "<tr><td>索引号</td><td>名称</td><td>发布日期</td></tr>"
SELECT = "<select onchange='location.href=this.value'><option value=a_1.htm selected>第1页</option><option value=a_2.htm>第2页</option></select>"


def test_three_rows_with_a_total_are_a_list_whatever_the_footer_says() -> None:
    footer = "<div class=footer>本页更新时间:2020-06-28 08:30</div><div id=vsb_content>页脚</div>"
    found = read(page(f"<table>{HEAD}{ROWS}</table><div>共70条数据 转到 {SELECT}</div>{footer}"))
    assert found.kind in (PageKind.LIST, PageKind.CATALOGUE)
    assert found.listing is not None
    assert len(found.listing.rows) == 3


def test_a_date_labelled_publishing_counts_though_the_block_follows_at_once() -> None:
    facts = "<ul><li>来源：某局</li><li>发布：2014 年 8 月 21 日</li><li>发文字号:某发〔2014〕74号</li><li>索取号:360A12-12</li></ul>"
    meta = "<meta name=PubDate content=2017-04-30>"
    read_page = article_pages.page(
        f"<h1>{article_pages.TITLE}</h1>{facts}<div>{article_pages.TEXT}</div>",
        head=meta,
        url="http://a.invalid/c1.html",
    )
    published = read_article(read_page).published
    assert published is not None
    assert (published.value, published.via) == (date(2014, 8, 21), "block")


def test_a_sentence_is_nobodys_name() -> None:
    first = "下一步，我局将继续加大巡查力度，防患于未然。"
    inner = f"<h1>{article_pages.TITLE}</h1><div>作者：</div><div class=article-content><p>{first}</p>{article_pages.TEXT}</div>"
    assert read_article(article_pages.page(inner)).text.startswith(first)
