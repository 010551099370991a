# ruff: noqa: E501 (markup is easier to check in one piece)
"""Hanweb: groups from dataproxy, old arrays, JSONP, and lists built from jpaas units."""

from __future__ import annotations

import html
import json
from urllib.parse import parse_qsl, urlsplit

from crawler.identity import canonical_key
from crawler.model import PageKind
from crawler.page import Page
from crawler.platforms.base import Hint, read_page

HOME = "http://www.example.gov.cn/"
COLUMN = f"{HOME}col/col123/index.html"


def record(n: int) -> str:
    return f"<record><![CDATA[<li><a href='/art/2016/3/{n}/art_123_{n}.html' title='关于某事的第{n}号通知'>关于某事…</a><span>2016-03-{n:02d}</span></li>]]></record>"


def store(*numbers: int, head: str = "") -> str:
    return f"<datastore>{head}<recordset>{''.join(map(record, numbers))}</recordset></datastore>"


def page(body: str, url: str = COLUMN) -> Page:
    return Page(url, f"<html><head><title>通知公告</title></head><body>{body}</body></html>".encode())


def query(url: str | None) -> dict[str, str]:
    assert url is not None
    return dict(parse_qsl(urlsplit(url).query))


JPAGE = "<script>$('#456').jpage({totalRecord:143,groupSize:3,proxyUrl:'/module/jpage/dataproxy.jsp',perPage:15,ajaxParam:{col:1,appid:'1',webid:2,path:'/',columnid:123,unitid:'456',permissiontype:0}});</script>"
GROUP = "<nextgroup><![CDATA[<a href='/module/jpage/dataproxy.jsp?page=1&appid=1&webid=2&columnid=123&unitid=456'></a>]]></nextgroup>"


def test_next_group_is_asked_for_by_number_and_by_range_since_servers_obey_one_of_them() -> None:
    found = read_page(page(f"<script type='text/xml'>{store(3, 2, 1, head=GROUP)}</script>{JPAGE}"))
    assert found.listing is not None
    asked = query(found.listing.next_url)
    assert (asked["page"], asked["startrecord"], asked["endrecord"], asked["perpage"]) == ("1", "4", "48", "15")


def test_walk_goes_on_from_the_answers_own_address_and_ends_at_the_total() -> None:
    address = f"{HOME}module/jpage/dataproxy.jsp?startrecord={{}}&endrecord={{}}&page={{}}&unitid=456"
    head = "<totalrecord>143</totalrecord>"
    middle = read_page(Page(address.format(46, 90, 1), store(3, 2, head=head).encode(), "text/xml"))
    assert middle.listing is not None
    assert middle.listing.next_url == address.format(91, 135, 2)
    last = read_page(Page(address.format(136, 143, 3), store(3, 2, head=head + GROUP).encode(), "text/xml"))
    assert last.listing is not None
    assert (last.listing.next_url, last.listing.total) == (None, 143)


def test_column_that_holds_all_its_records_has_no_next_group() -> None:
    script = JPAGE.replace("143", "3")
    found = read_page(page(f"<script type='text/xml'>{store(3, 2, 1, head=GROUP)}</script>{script}"))
    assert found.listing is not None
    assert (found.listing.next_url, found.listing.total) == (None, 3)


def test_page_number_of_a_column_is_browser_state_only() -> None:
    assert canonical_key(f"{COLUMN}?uid=456&pageNum=2") == canonical_key(COLUMN)
    assert canonical_key(f"{HOME}list.jsp?pageNum=2") != canonical_key(f"{HOME}list.jsp")


def test_arrays_of_the_oldest_generation_are_a_list_without_a_single_link() -> None:
    script = "".join(
        f"urls[i]='/art/2010/3/{n}/art_6_{n}.html';headers[i]=\"关于某事的第{n}号通知\";year[i]='2010';month[i]='03';day[i]='0{n}';i++;"
        for n in (3, 2, 1)
    )
    found = read_page(page(f"<script>{script}</script>"))
    assert found.listing is not None
    told = [(row.title, str(row.listed_on), row.url) for row in found.listing.rows]
    assert told[0] == ("关于某事的第3号通知", "2010-03-03", f"{HOME}art/2010/3/3/art_6_3.html")
    assert len(told) == 3


def test_datastore_wrapped_as_jsonp_is_read() -> None:
    wrapped = f"jsonpcallback({json.dumps(store(2, 1, head='<totalrecord>2</totalrecord>'))})"
    address = f"{HOME}messageController/getMessage.do?columnId=1&startrecord=1&endrecord=20"
    found = read_page(Page(address, wrapped.encode(), "text/javascript"))
    assert found.listing is not None
    assert [str(row.listed_on) for row in found.listing.rows] == ["2016-03-02", "2016-03-01"]


# --- jpaas ------------------------------------------------------------------------------------------

SERVICE = "/api-gateway/jpaas-publish-server/front/page/build/unit"


def unit(tag: str, page_type: str = "column", quote: str = "'") -> str:
    pairs = {
        "parseType": "bulidstatic",
        "webId": "7",
        "tplSetId": "9",
        "pageType": page_type,
        "tagId": tag,
        "editType": "null",
        "pageId": "42",
    }
    written = "{" + ",".join(f"{quote}{name}{quote}:{quote}{value}{quote}" for name, value in pairs.items()) + "}"
    return f'<script src="/script/unitbuild.js" url="{SERVICE}" queryData="{html.escape(written)}"></script>'


def answer(*numbers: int, pager: str = '<div class="pagination" rows="2" count="5"></div>') -> bytes:
    rows = "".join(
        f'<li class="clearfix"><a href="/art/2016/art_{n:032x}.html" title="关于某事的第{n}号通知">关于某事</a><span>2016-03-0{n}</span></li>'
        for n in numbers
    )
    markup = f'<div class="page-content"><ul>{rows}</ul></div>{pager}'
    return json.dumps({"success": True, "code": "200", "data": {"html": markup}}).encode()


def test_list_of_a_column_begins_at_its_list_unit() -> None:
    for quote in ("'", '"'):
        body = unit("栏目导航", quote=quote) + unit("当前位置", quote=quote) + unit("分页列表", quote=quote)
        found = read_page(page(body, f"{HOME}zwgk/tzgg/index.html"))
        assert (found.platform, found.kind) == ("hanweb_jpaas", PageKind.LIST)
        assert found.listing is not None
        assert found.listing.elsewhere
        asked = query(found.listing.next_url)
        assert (asked["tagId"], asked["pageId"], asked["parseType"]) == ("分页列表", "42", "bulidstatic")
        assert "paramJson" not in asked


def test_pages_of_a_unit_are_asked_for_by_param_json_up_to_the_last() -> None:
    first = read_page(Page(f"{HOME.rstrip('/')}{SERVICE}?pageId=42", answer(5, 4), "application/json"))
    assert first.listing is not None
    assert [str(row.listed_on) for row in first.listing.rows] == ["2016-03-05", "2016-03-04"]
    assert (first.listing.total, first.listing.pages, first.listing.page) == (5, 3, 1)
    assert json.loads(query(first.listing.next_url)["paramJson"]) == {"pageNo": 2, "pageSize": 2}
    second = read_page(Page(first.listing.next_url or "", answer(3, 2), "application/json"))
    assert second.listing is not None
    last = read_page(Page(second.listing.next_url or "", answer(1), "application/json"))
    assert last.listing is not None
    assert (last.listing.page, last.listing.next_url, len(last.listing.rows)) == (3, None, 1)


def test_unit_with_nothing_in_it_is_an_empty_list_and_a_refusal_is_an_error() -> None:
    address = f"{HOME.rstrip('/')}{SERVICE}?pageId=42"
    empty = read_page(
        Page(address, answer(pager='<div class="pagination" rows="15" count="0"></div>'), "application/json")
    )
    assert empty.listing is not None
    assert (empty.listing.rows, empty.listing.total, empty.listing.next_url, empty.error) == ((), 0, None, "")
    refused = read_page(Page(address, b'{"success":false,"code":"500","message":"busy"}', "application/json"))
    assert "busy" in refused.error


# --- disclosure module ------------------------------------------------------------------------------

ORGAN = """<div>当前位置：<a href="/">首页</a> &gt; <a href="/col/col11/index.html">信息公开目录</a> &gt; <a href="/col/col320/index.html">市某某局</a></div>
<script src="/module/xxgk/tree.jsp?standardXxgk=1&amp;area=007330029&amp;divid=div1"></script><div id="div1"></div>
<script>var jdid = "3", area = "007330029";{load}</script>"""
LOAD = '$("#div1").load("/module/xxgk/search.jsp?jdid=3&area=007330029&divid=div1&isAllList=1");'
TREE = """<ul><li><a href="javascript:void(0)" onclick="funclick('A02')">政策文件</a><ul>
<li><a onclick="funclick('A0201')" href="javascript:void(0)">规范性文件</a></li></ul></li>
<li><a onclick="funclick('A05')" href="javascript:void(0)">通知公告</a></li></ul>"""
TREE_BY_SCRIPT = """d.add('A02','0','政策文件',"javascript:funclick('A02')");d.add('A0201','A02','规范性文件',"javascript:funclick('A0201')");d.add('A05','0','通知公告',"javascript:funclick('A05')");"""


def test_organ_page_leads_over_its_tree_to_its_list() -> None:
    shell = read_page(page(ORGAN.replace("{load}", LOAD), f"{HOME}col/col320/index.html")).listing
    assert shell is not None
    assert shell.elsewhere
    told = query(shell.next_url)
    assert (told["area"], told["jdid"]) == ("007330029", "3")
    for source in (TREE, f"<script>{TREE_BY_SCRIPT}</script>"):
        tree = read_page(
            Page(shell.next_url or "", source.encode(), "text/html"), Hint(column_path=("信息公开目录", "市某某局"))
        )
        assert tree.listing is not None
        assert tree.listing.elsewhere
        assert query(tree.listing.next_url)["isAllList"] == "1"
        organ = tree.nav[0].children[0]
        assert (tree.nav[0].name, organ.name, [node.name for node in organ.children]) == (
            "信息公开目录",
            "市某某局",
            ["政策文件", "通知公告"],
        )
        assert [node.name for node in organ.children[0].children] == ["规范性文件"]
        assert query(organ.children[1].url)["infotypeId"] == "A05"
        assert query(organ.children[1].url)["jdid"] == "3"


def test_page_with_a_tree_and_no_list_is_only_its_door() -> None:
    found = read_page(page(ORGAN.replace("{load}", ""), f"{HOME}col/col320/index.html"))
    assert (found.listing, found.kind) == (None, PageKind.CATALOGUE)
    assert found.refresh_url is not None
    assert "/tree.jsp?" in found.refresh_url
    tree = read_page(Page(found.refresh_url, TREE.encode(), "text/html"))
    assert (tree.listing, len(tree.nav)) == (None, 2)


def module_list(this: int, pages: int) -> bytes:
    return f"""<table class="tb_title"><tr><td>共63条 第{this}页 共{pages}页</td><td><a href="javascript:void(0)" onclick="xxgkpage('2')">下一页</a></td></tr></table>
<table><tr class="tr_main_title"><td>名称</td><td>发布日期</td><td>文号</td></tr>
<tr class="tr_main_value_odd"><td><a href="/art/2016/1/13/art_321_5.html" mc="关于某事的全部标题" syh="007330029/2016-00018" fwjg="某局" rq="2016-01-13">关于某事…</a></td><td>2016-01-13</td><td>某安〔2016〕1号</td></tr></table>""".encode()


def test_list_of_a_class_tells_numbers_and_ends_at_its_last_page() -> None:
    address = f"{HOME}module/xxgk/search.jsp?infotypeId=A02&jdid=3&area=007330029&divid=div1"
    first = read_page(Page(address, module_list(1, 2), "text/html")).listing
    assert first is not None
    assert (first.total, first.pages, first.page, len(first.rows)) == (63, 2, 1, 1)
    row = first.rows[0]
    assert (row.title, str(row.listed_on)) == ("关于某事的全部标题", "2016-01-13")
    assert row.fields == {"索引号": "007330029/2016-00018", "文号": "某安〔2016〕1号", "发布机构": "某局"}
    assert first.next_url == f"{address}&currpage=2"
    last = read_page(Page(first.next_url, module_list(2, 2), "text/html")).listing
    assert last is not None
    assert last.next_url is None
