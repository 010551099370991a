"""The pager: seven conventions of numbering, and nothing is ever counted up blindly."""

from __future__ import annotations

import pytest

from crawler.extract.pager import read_call, stated_totals

from .portal_pages import URL, bare, pager_of

BASE = "http://www.example.gov.cn/zwgk/gzdt/"


def paged(markup: str, url: str = URL) -> object:
    return pager_of(
        bare(f"<ul><li><a href='t20160315_1.html'>一条信息的标题</a></li></ul><div>{markup}</div>", url=url)
    )


@pytest.mark.parametrize(
    ("arguments", "rows", "href", "page", "pages", "total"),
    [
        ('34, 0, "index", "html"', 20, "index_1.html", 1, 34, None),
        ('34, 1, "index", "html"', 20, "index_2.html", 2, 34, None),
        ('34, 33, "index", "html"', 15, None, 34, 34, None),
        ('1, 0, "index", "htm"', 5, None, 1, 1, None),
        ("34,0,'index','html',20,675", 20, "index_1.html", 1, 34, 675),
        ('34, 0, "index", "html", 675', 20, "index_1.html", 1, 34, 675),
        ('34, 0, "index", "html", 20', 20, "index_1.html", 1, 34, None),
        ("'page_div', 12, 1, 'list2', 'shtml', 144", 12, "list2_2.shtml", 1, 12, 144),
        ("'page_div', 12, 12, 'list2', 'shtml', 144", 12, None, 12, 12, 144),
        ("'page_div',3,2,'list','shtml'", 12, "list_3.shtml", 2, 3, None),
    ],
)
def test_pager_call_is_read_by_the_types_of_its_arguments(
    arguments: str, rows: int, href: str | None, page: int, pages: int, total: int | None
) -> None:
    pager = read_call(arguments, BASE, rows)
    assert pager is not None
    assert (pager.next_href, pager.page, pager.pages, pager.total) == (href, page, pages, total)
    assert pager.next_url == (BASE + href if href else None)


@pytest.mark.parametrize("arguments", ["_nPageCount, _nCurrIndex, _sPageName, _sPageExt", "3", '"a","b","c","d"', ""])
def test_definition_or_foreign_call_is_no_pager(arguments: str) -> None:
    assert read_call(arguments, BASE) is None


def test_call_in_the_page_is_found_and_its_definition_is_not() -> None:
    script = """<script>function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){ return 1 }
    createPageHTML(5, 1, "index", "html");</script>"""
    pager = pager_of(bare(script, url=f"{BASE}index_1.html"))
    assert (pager.next_url, pager.page, pager.pages) == (f"{BASE}index_2.html", 2, 5)


def test_old_template_with_variables_is_read() -> None:
    script = """<script>var countnum= 6348; var currentPage=0; var countPage=56;
    document.write("<a href=\\"index"+"_"+nextPage+"."+"html\\">下一页</a>");</script>"""
    pager = pager_of(bare(script, url=BASE))
    assert (pager.next_href, pager.page, pager.pages, pager.total) == ("index_1.html", 1, 56, 6348)


@pytest.mark.parametrize(
    ("markup", "href", "pages", "total"),
    [
        ("<a href='index_2.html'>下一页</a> <a href='index_9.html'>尾页</a> 共135条", "index_2.html", None, 135),
        ("<b>1</b><a href='index_2.html'>2</a><a href='index_3.html'>3</a>", "index_2.html", 3, None),
        (
            "<a title='Total record'>&nbsp;<b>61</b></a> <b>1</b> <a href='index_2.html'>2</a> "
            "<a href='index_2.html'>下一页</a> <a href='index_5.html'>尾页</a>",
            "index_2.html",
            5,
            61,
        ),
        (
            "共300条 首页 上页 1 <a href='gzdt/11.htm'>2</a><a href='gzdt/10.htm'>3</a>... "
            "<a href='gzdt/1.htm'>12</a><a href='gzdt/11.htm'>下页</a><a href='gzdt/1.htm'>尾页</a>",
            "gzdt/11.htm",
            12,
            300,
        ),
        ("共24,539条 共1,227页 <a href='index_1.html'>下一页</a>", "index_1.html", 1227, 24539),
        ("第1页/共34页 <a href='?page=2'>下一页</a><a href='?page=34'>末页</a>", "?page=2", 34, None),
        ("页次：1/10 <a href='list.asp?page=2'>下一页</a>", "list.asp?page=2", 10, None),
    ],
)
def test_linked_pager_gives_next_page_and_totals(markup: str, href: str, pages: int | None, total: int | None) -> None:
    pager = pager_of(bare(f"<div>{markup}</div>"))
    assert (pager.next_href, pager.pages, pager.total) == (href, pages, total)


def test_number_after_the_current_one_is_next_where_no_word_says_so() -> None:
    markup = (
        "<a href='index.html'>1</a><span class=cur>2</span><a href='index_2.html'>3</a><a href='index_3.html'>4</a>"
    )
    pager = pager_of(bare(f"<div>{markup}</div>", url=f"{BASE}index_1.html"))
    assert (pager.page, pager.next_href) == (2, "index_2.html")


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='index.html'>首页</a><a href='index_8.html'>上一页</a><span>下一页</span>",
        "<a href='javascript:void(0)'>下一页</a><a href='index_8.html'>上一页</a>",
        "<a href='#'>下一页</a><a href='index_8.html'>上一页</a>",
        "<a href='index_9.html'>下一页</a><a href='index_8.html'>上一页</a>",  # the page itself
        "",
    ],
)
def test_last_page_has_no_next_page(markup: str) -> None:
    assert pager_of(bare(f"<div>{markup}</div>", url=f"{BASE}index_9.html")).next_url is None


def test_links_to_the_next_article_are_no_pager_of_a_list() -> None:
    assert (
        pager_of(bare("<p>上一篇：<a href='a.html'>甲</a></p><p>下一篇：<a href='b.html'>乙</a></p>")).next_url is None
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共813条", (813, None)),
        ("共有 1,024 条记录", (1024, None)),
        ("第1页/共34页", (None, 34)),
        ("总数：378", (378, None)),
        ("共0条", (0, None)),
        ("共享单车12条", (None, None)),
    ],
)
def test_stated_totals_are_read(text: str, expected: tuple[int | None, int | None]) -> None:
    assert stated_totals(text) == expected


@pytest.mark.parametrize("day", ["27", "05", "4"])
def test_day_in_a_box_of_its_own_is_not_the_current_page(day: str) -> None:
    row = (
        f"<ul><li><div class='date'><b>{day}</b><p>2016-10</p></div><a href='post_1.html'>一条信息的标题</a></li></ul>"
    )
    numbers = "".join(f"<a href='index_{n}.html'>{n}</a>" for n in (2, 3))
    links = f"<a href='index.html'>首页</a><span class='cur'>1</span>{numbers}"
    pager = pager_of(bare(f"<div class='main'>{row}<div class='page'>{links}</div></div>", url=f"{BASE}index.html"))
    assert (pager.page, pager.next_href) == (1, "index_2.html")
