# ruff: noqa: E501 (markup is easier to check in one piece)
"""Adapters are found by walking, recognise their own pages, and never fall over."""

from __future__ import annotations

import pytest

from crawler.model import PageKind
from crawler.page import Page
from crawler.platforms.base import Hint, adapters, read_page

HOME = "http://www.example.gov.cn/"


def page(body: str, url: str = f"{HOME}a/b/") -> Page:
    return Page(url, f"<html><body>{body}</body></html>".encode())


def test_all_adapters_are_found_and_generic_comes_last() -> None:
    names = [adapter.name for adapter in adapters()]
    assert {"ucap_publicfiles", "trs", "disclosure_catalogue", "hanweb"} < set(names)
    assert names[-1] == "generic"


@pytest.mark.parametrize(
    ("body", "url", "platform"),
    [
        ('<script>createPageHTML(34, 0, "index", "html");</script>', f"{HOME}zwgk/", "trs"),
        ("<p>某文</p>", f"{HOME}zwgk/201603/t20160315_12.html", "trs"),
        ("<p>某文</p>", f"{HOME}publicfiles/business/htmlfiles/dg/s1/201603/12.htm", "ucap_publicfiles"),
        (
            "<table><tr><th>索引号</th><th>名称</th><th>发布日期</th></tr></table>",
            f"{HOME}list.jsp",
            "disclosure_catalogue",
        ),
        ("<script>$('#4').jpage({totalRecord:3});</script>", f"{HOME}col/col1/index.html", "hanweb"),
        ("<p>你好</p>", f"{HOME}x.asp", "generic"),
    ],
)
def test_page_is_given_to_the_adapter_of_its_platform(body: str, url: str, platform: str) -> None:
    assert read_page(page(body, url)).platform == platform


def test_platform_can_be_forced() -> None:
    assert read_page(page("<p>你好</p>"), platform="trs").platform == "trs"


@pytest.mark.parametrize(
    "body", [b"", b"\x00\x01\x02", b"<", b"<html>" * 300, "标题".encode("utf-16"), b"%PDF-1.4 \xff\xfe"]
)
def test_no_adapter_falls_over_rubbish(body: bytes) -> None:
    for adapter in adapters():
        assert adapter.read(Page(f"{HOME}x", body), Hint()).kind in set(PageKind)


def test_print_variants_of_articles_are_left_out() -> None:
    links = "<a href='t20160315_1_print.shtml'>打印</a><a href='t20160315_2.shtml'>另一篇</a>"
    found = read_page(page(f"{links}<script>createPageHTML(1, 0, 'index', 'shtml')</script>"), platform="trs")
    assert [link.url.rpartition("/")[2] for link in found.links] == ["t20160315_2.shtml"]


def test_long_article_says_where_it_goes_on() -> None:
    text = "<h1>长文</h1><div class=TRS_Editor>" + "<p>正文的一段，说明有关情况和要求。</p>" * 20 + "</div>"
    script = '<script>createPageHTML(2, 0, "t20160315_12", "shtml");</script>'
    found = read_page(page(text + script, f"{HOME}a/201603/t20160315_12.shtml"))
    assert found.kind is PageKind.ARTICLE
    assert any("t20160315_12_1.shtml" in warning for warning in found.warnings)


# --- disclosure catalogue ---------------------------------------------------------------------------

CATALOGUE = """<table class="list"><tr><td>序号</td><td>索 引 号</td><td>信息名称</td><td>文号</td><td>发布机构</td><td>发布日期</td></tr>
{rows}</table><div>共378条 第1页/共19页 <a href="iList.jsp?node_id=GK1&amp;cat_id=12&amp;cur_page=2">下一页</a></div>"""
ROW = """<tr><td>{n}</td><td>007330029/2016-0000{n}</td><td><a href="content.jsp?id={n}" title="关于某事的第{n}号通知">关于某事的…</a></td>
<td>东安监〔2016〕{n}号</td><td>市安全监管局</td><td>2016-03-1{n}</td></tr>"""


def test_catalogue_rows_carry_index_number_document_number_and_issuer() -> None:
    body = CATALOGUE.format(rows="".join(ROW.format(n=n) for n in (1, 2, 3)))
    found = read_page(page(body, f"{HOME}iList.jsp?node_id=GK1&cat_id=12"))
    assert (found.kind, found.platform) == (PageKind.LIST, "disclosure_catalogue")
    assert found.listing is not None
    row = found.listing.rows[1]
    assert (row.title, str(row.listed_on), row.url) == ("关于某事的第2号通知", "2016-03-12", f"{HOME}content.jsp?id=2")
    assert (row.fields["索引号"], row.fields["文号"]) == ("007330029/2016-00002", "东安监〔2016〕2号")
    assert (found.listing.total, found.listing.pages, found.listing.page) == (378, 19, 1)
    assert found.listing.next_url == f"{HOME}iList.jsp?node_id=GK1&cat_id=12&cur_page=2"


def test_one_row_is_enough_and_an_empty_table_has_none() -> None:
    one = read_page(page(CATALOGUE.format(rows=ROW.format(n=1))))
    assert one.listing is not None
    assert len(one.listing.rows) == 1
    none = read_page(
        page("<p>当前位置：<a href='/'>首页</a> &gt; 目录</p>" + CATALOGUE.format(rows="").replace("378", "0"))
    )
    assert none.listing is not None
    assert none.listing.rows == ()


def test_frames_of_a_catalogue_are_links() -> None:
    body = "<table><tr><th>索引号</th><th>名称</th></tr></table><iframe src='iList.jsp?cat_id=1'></iframe>"
    assert f"{HOME}a/b/iList.jsp?cat_id=1" in {link.url for link in read_page(page(body)).links}


# --- hanweb -----------------------------------------------------------------------------------------

RECORD = "<record><![CDATA[<li><a href='/art/2016/3/{n}/art_123_{n}.html' title='关于某事的第{n}号通知'>关于某事…</a><span>2016-03-{n:02d}</span></li>]]></record>"
STORE = "<datastore>{head}<recordset>{records}</recordset></datastore>"


def records(*numbers: int) -> str:
    return "".join(RECORD.format(n=n) for n in numbers)


def test_datastore_in_the_page_is_the_list_and_the_proxy_gives_the_next_group() -> None:
    script = (
        f"<script type='text/xml'>{STORE.format(head='', records=records(3, 2, 1))}</script>"
        "<script>$('#456').jpage({totalRecord:143,groupSize:3,proxyUrl:'/module/jpage/dataproxy.jsp',perPage:15,"
        "ajaxParam:{col:1,appid:'1',webid:2,path:'/',columnid:123,unitid:'456',permissiontype:0}});</script>"
    )
    found = read_page(page(script, f"{HOME}col/col123/index.html"))
    assert found.listing is not None
    assert [str(row.listed_on) for row in found.listing.rows] == ["2016-03-03", "2016-03-02", "2016-03-01"]
    assert found.listing.rows[0].title == "关于某事的第3号通知"
    assert found.listing.total == 143
    assert found.listing.next_url is not None
    assert found.listing.next_url.startswith(
        f"{HOME}module/jpage/dataproxy.jsp?startrecord=4&endrecord=48&perpage=15&col=1"
    )
    assert "unitid=456" in found.listing.next_url


def test_answer_of_the_proxy_is_a_list_page_and_the_last_group_has_no_next() -> None:
    answer = STORE.format(head="<totalrecord>47</totalrecord><totalpage>4</totalpage>", records=records(2, 1))
    address = f"{HOME}module/jpage/dataproxy.jsp?startrecord={{}}&endrecord={{}}&unitid=456"
    middle = read_page(Page(address.format(1, 45), answer.encode(), "text/xml"))
    last = read_page(Page(address.format(46, 47), answer.encode(), "text/xml"))
    assert middle.listing is not None
    assert last.listing is not None
    assert middle.listing.next_url == address.format(46, 47)
    assert (last.listing.next_url, last.listing.total, last.listing.pages) == (None, 47, 4)
