# ruff: noqa: E501 (markup is easier to check in one piece)
"""What a page is for."""

from __future__ import annotations

import pytest

from crawler.model import PageKind, Role
from crawler.page import Page

from .portal_pages import FOOTER, HEADER, HOME, URL, bare, page, read

PROSE = "<p>各镇人民政府、街道办事处，市有关单位：现将有关事项通知如下，请认真贯彻执行。</p>" * 20
LINE = "<div>发布日期：2016-03-15　来源：办公室　浏览次数：12</div>"
ROWS = "".join(
    f"<li><a href='./201603/t2016031{n}_1.html'>关于某事的第{n}号通知</a><i>2016-03-1{n}</i></li>" for n in range(4)
)
LIST = f"<ul>{ROWS}</ul>"
ARTICLE_URL = f"{HOME}zwgk/gzdt/201603/t20160315_1.html"


def meta(name: str, content: str) -> str:
    return f'<META CONTENT="{content}" NAME="{name}">'


def test_article_title_meta_makes_an_article_even_beside_a_list() -> None:
    found = read(page(f"{PROSE}{LIST}", head=meta("articletitle", "某通知"), url=f"{HOME}show.asp?no=3"))
    assert found.kind is PageKind.ARTICLE


def test_column_name_meta_makes_a_list_of_a_page_with_rows() -> None:
    found = read(page(f"{LINE}{LIST}", head=meta("ColumnName", "工作动态")))
    assert found.kind is PageKind.LIST


def test_article_with_related_articles_is_an_article() -> None:
    body = f"<h1>关于某事的通知</h1>{LINE}<div id=zoom>{PROSE}</div><h3>相关信息</h3><ul>{ROWS}</ul>"
    assert read(page(body, url=ARTICLE_URL)).kind is PageKind.ARTICLE


def test_article_under_a_query_address_is_an_article() -> None:
    body = f"<h1>关于某事的通知</h1>{LINE}<div class=content>{PROSE}</div>【关闭窗口】"
    assert read(page(body, url=f"{HOME}show.asp?id=12")).kind is PageKind.ARTICLE


def test_long_article_with_its_own_pager_call_is_an_article() -> None:
    script = '<script>createPageHTML(3, 0, "t20160315_1", "shtml");</script>'
    assert read(bare(f"{HEADER}{PROSE}{script}", url=f"{HOME}a/t20160315_1.shtml")).kind is PageKind.ARTICLE


def test_list_whose_rows_have_labelled_dates_is_a_list() -> None:
    rows = "".join(
        f"<li><a href='info/1001/{n}.htm'>关于某事的第{n}号通知</a><p>发布时间：2016-03-1{n} 来源：办公室</p></li>"
        for n in range(4)
    )
    assert read(page(f"<ul>{rows}</ul>")).kind is PageKind.LIST


def test_single_page_column_is_an_article() -> None:
    crumb = "<p>当前位置：<a href='/'>首页</a> &gt; 机构职能</p>"
    found = read(bare(f"{HEADER}{crumb}<div id=zoom>{PROSE}</div>{FOOTER}", url=f"{HOME}jgzn/"), role=Role.COLUMN)
    assert found.kind is PageKind.ARTICLE
    assert found.breadcrumb == ("机构职能",)


def test_public_letter_without_prose_is_an_article() -> None:
    cells = [
        ("信件编号：", "20160012"),
        ("来信时间：", "2016-12-30"),
        ("信件内容：", "请问何时受理？"),
        ("信件状态：", "处理中"),
    ]
    table = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in cells)
    found = read(page(f"<table>{table}</table>", url=f"{HOME}letter.jsp?letterId=20160012"))
    assert found.kind is PageKind.ARTICLE


def test_list_of_letters_is_a_list() -> None:
    row = "<tr><td>{n}</td><td><a href='letter.jsp?letterId={n}'>关于某事的第{n}封来信</a></td><td>2016-03-1{n}</td><td>已回复</td></tr>"
    header = "<tr><th>信件编号</th><th>信件标题</th><th>来信时间</th><th>信件状态</th></tr>"
    found = read(page(f"<table>{header}{''.join(row.format(n=n) for n in (1, 2, 3))}</table>"))
    assert found.kind is PageKind.LIST
    assert found.listing is not None
    assert len(found.listing.rows) == 3


def test_page_of_text_with_a_form_to_download_is_an_article() -> None:
    crumb = "<p>当前位置：<a href='/'>首页</a> &gt; 依申请公开</p>"
    form = "<p>申请表下载：<a href='/files/sqb.doc'>政府信息公开申请表.doc</a></p>"
    found = read(
        bare(f"{HEADER}{crumb}<div id=zoomcon>{PROSE}{form}</div>{FOOTER}", url=f"{HOME}ysqgk/"), role=Role.COLUMN
    )
    assert found.kind is PageKind.ARTICLE


def test_link_and_clock_in_the_footer_are_no_list() -> None:
    footer = "<div class=foot><div><a href='http://b.example.gov.cn/'>市政府信息公开门户网站</a></div><div>更新日期：2017-01-20</div></div>"
    found = read(bare(f"{HEADER}<p>当前位置：<a href='/'>首页</a> &gt; 政务</p><p>你好</p>{footer}"))
    assert found.listing is None or found.listing.rows == ()


def test_home_address_is_the_home_page_with_its_marks() -> None:
    found = read(bare(f"{HEADER}{LIST}{FOOTER}", url=HOME, title="某市安全生产监督管理局门户网站-首页"))
    assert found.kind is PageKind.HOME
    assert found.home is not None
    assert (found.home.site_name, found.home.site_id_code) == ("某市安全生产监督管理局门户网站", "4419000012")
    assert found.home.icp == "粤ICP备05012345号-1"
    assert len(found.home.rows) == 4
    assert [node.name for node in found.home.nav] == ["政务公开", "办事服务", "互动交流"]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("404 Not Found", "<h1>Not Found</h1>"),
        ("页面不存在", "<p>对不起</p>"),
        ("提示", "<p>您访问的页面不存在或已删除</p>"),
    ],
)
def test_error_page_is_other(title: str, body: str) -> None:
    assert read(bare(body, title=title)).kind is PageKind.OTHER


def test_search_results_are_no_list_of_a_column() -> None:
    assert read(page(f"<p>搜索结果</p>{LIST}", title="站内搜索结果")).kind is PageKind.OTHER


def test_data_is_no_page() -> None:
    found = read(Page(URL, b'{"total": 3, "rows": []}', "application/json"))
    assert found.kind is PageKind.OTHER


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ('<meta http-equiv="refresh" content="0; url=/publicfiles/index.htm">', f"{HOME}publicfiles/index.htm"),
        ('<META HTTP-EQUIV="Refresh" CONTENT="0;URL=\'main/\'">', f"{HOME}main/"),
        ("<script>window.location.href='zwgk/index.html';</script>", f"{HOME}zwgk/index.html"),
        ('<script>location.replace("/a/");</script>', f"{HOME}a/"),
        ("<script>if(1){location='/phone/'}</script>", f"{HOME}phone/"),
        ("<frameset><frame src='main.asp'></frameset>", f"{HOME}main.asp"),
    ],
)
def test_door_tells_where_it_leads(source: str, target: str) -> None:
    page_ = Page(HOME, f"<html><head>{source}</head><body></body></html>".encode())
    if source.startswith("<frameset"):
        page_ = Page(HOME, f"<html>{source}</html>".encode())
    assert read(page_).refresh_url == target


def test_page_with_content_is_no_door_whatever_its_script_says() -> None:
    script = "<script>function go(){ window.location.href='/search/'; }</script>"
    assert read(page(f"{script}{LIST}")).refresh_url is None


def test_archived_column_is_marked() -> None:
    assert read(page(f"<div>本专题已归档</div>{LIST}")).archived
    assert not read(page(LIST)).archived


def test_reader_survives_broken_markup() -> None:
    source = page(f"{LIST}<div><table><tr><td>{PROSE}").body
    for cut in range(0, len(source), 97):
        broken = Page(URL, source[:cut] + b"<<\x00<a href='" + source[cut + 40 :])
        assert read(broken).kind in set(PageKind)


def test_blank_column_beside_a_side_menu_is_an_empty_list_and_no_directory() -> None:
    names = ("工作动态", "通知公告", "政策文件", "规划计划", "人事信息", "预警信息")
    side = "".join(f"<tr><td><a href='/zwgk/{n}/'>{name}</a></td></tr>" for n, name in enumerate(names))
    crumb = "<p>当前位置：<a href='/'>首页</a> &gt; <a href='/zwgk/'>政务公开</a> &gt; 预警信息</p>"
    body = f"{HEADER}{crumb}<table><tr><td><table>{side}</table></td><td><ul class='news_list'></ul></td></tr></table>{FOOTER}"
    found = read(bare(body, url=f"{HOME}zwgk/5/"), role=Role.COLUMN)
    assert found.kind is PageKind.LIST
    assert found.listing is not None
    assert found.listing.rows == ()


def test_landing_page_without_any_entry_is_no_empty_list() -> None:
    crumb = "<p>当前位置：<a href='/'>首页</a> &gt; 机构信息</p>"
    block = "<div class=block><h3>{0}<a href='{0}/'>更多&gt;&gt;</a></h3><ul class=list></ul></div>"
    found = read(bare(HEADER + crumb + block.format("机构职能") + block.format("领导信息")), role=Role.COLUMN)
    assert (found.kind, found.listing) == (PageKind.OTHER, None)


CONTACT = "<div class=dqwz>当前位置：<a href='/'>首页</a> &gt; <a href='/lxwm/'>联系我们</a></div><h1>联系我们</h1><div id=zoom>维护电话：0370-1234567 邮编：476200</div>"


def test_few_lines_of_contact_are_no_article_unless_they_are_a_column() -> None:
    found = bare(f"{HEADER}{CONTACT}{FOOTER}", url=f"{HOME}lxwm/", title="联系我们")
    assert read(found).kind is PageKind.OTHER
    assert read(found, role=Role.COLUMN).kind is PageKind.ARTICLE


def test_entrance_of_a_disclosure_platform_is_known_by_its_name_and_its_blocks() -> None:
    blocks = "".join(
        f"<div class=box{n}><h3>{name}</h3><ul>{ROWS}</ul></div>" for n, name in enumerate(("最新信息公开", "政府文件"))
    )
    found = Page(
        "",
        f"<html><head><title>某某县人民政府信息公开</title></head><body>{blocks}</body></html>".encode(),
        "text/html; charset=utf-8",
    )
    assert read(found).kind is PageKind.CATALOGUE
