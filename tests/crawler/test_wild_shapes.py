# ruff: noqa: E501 (markup is easier to check in one piece)
"""Shapes of pages that were met outside of the labelled corpus, in words of our own."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.extract.article import read_article
from crawler.model import PageKind, Reading
from crawler.page import Page
from crawler.platforms.base import NO_HINT
from crawler.platforms.generic import read_generic

from .portal_pages import bare, crumb_of, page, pager_of, read

TITLE = "某县青山峡谷漂流景区开漂公告"
TEXT = "<p>青山峡谷漂流兹定于5月1日正式开漂，热诚欢迎社会各界新老朋友前来，体验大自然的鬼斧神工。</p><p>特此公告！</p>"


def saved(body: str, title: str = "", head: str = "") -> Reading:
    """A page that was saved without its address."""
    source = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return read_generic(
        Page("http://unknown.invalid/page", source.encode(), "text/html; charset=utf-8"), NO_HINT, "generic"
    )


SIGNED = f"""<div class=con><h1 class=title>{TITLE}</h1>
<p class=txt><a href="/">某县政府门户网站 www.example.gov.cn</a>&nbsp;&nbsp;<span>2018-04-19 17:32:17</span>&nbsp;&nbsp;<span>来源：某县政府网站</span></p>
<div class=box>{TEXT}</div></div>"""


def test_line_of_facts_with_the_sites_name_as_link_is_no_list() -> None:
    reading = saved(SIGNED, f"{TITLE}-某县人民政府")
    assert reading.kind is PageKind.ARTICLE
    assert reading.article is not None and reading.article.published is not None
    assert (reading.article.title, reading.article.source) == (TITLE, "某县政府网站")
    assert reading.article.published.value == date(2018, 4, 19)


def test_linked_source_beside_the_date_is_no_list() -> None:
    line = "<div><span>2023年02月27日 09:15 | 作者:张三 | 来源：<a href='http://news.example.cn/s?w=1'>某报</a></span></div>"
    reading = saved(f"<h1>某市召开民营企业座谈会</h1>{line}<div>{TEXT}</div>")
    assert reading.kind is PageKind.ARTICLE
    assert reading.article is not None and reading.article.published is not None
    assert reading.article.published.value == date(2023, 2, 27)


def test_one_attachment_beside_the_signature_is_no_list() -> None:
    text = "<p>为加强安全管理，现将有关事项通知如下，请各单位认真贯彻执行，确保取得实效，不得有误。</p>" * 5
    foot = "<p>附件：<a href='P02025.docx'>安全管理行动方案</a></p><p>某局综合司　2025年10月9日</p>"
    reading = saved(f"<div class='article-content'>{text}<div>{foot}</div></div>", "关于加强安全管理的通知")
    assert reading.kind is PageKind.ARTICLE


def test_home_page_without_an_address_is_told_by_its_site_name() -> None:
    blocks = "".join(
        f"<div><h3>栏目{n}<a href='/l{n}/'>更多</a></h3><ul>"
        + "".join(
            f"<li><a href='/l{n}/t201603{d}_1.html'>关于做好第{n}项第{d}号工作的通知</a><i>2016-03-{d}</i></li>"
            for d in (11, 12, 13)
        )
        + "</ul></div>"
        for n in range(5)
    )
    head = '<meta name="SiteName" content="中国青山">'
    assert saved(blocks, "中国青山", head).kind is PageKind.HOME
    assert saved(blocks, "政务公开", head).kind is not PageKind.HOME


def test_path_in_plain_words_is_a_breadcrumb() -> None:
    assert crumb_of(bare("<p class=t>首页  &gt; 公示公告</p><h1>一则公告</h1>")).names == ("公示公告",)
    assert crumb_of(bare("<p>首页</p><p>首页改版说明 &gt; 第一条</p>")).names == ()


def test_name_in_a_text_is_no_title() -> None:
    body = """<table><tr><td class=news_tit>某医院医用液氧供应成交结果公告</td></tr><tr><td>发布日期：2022-10-13</td></tr>
    <tr><td id=text><p>成交结果公告</p><p>一、项目编号：某采[2022]067号</p><p>二、项目名称：医用液氧供应</p><p>三、成交信息：</p>
    <table><tr><td><p>名称：某医院医用液氧供应</p></td></tr></table><p>1、采购人信息：</p><p>名称：某医院</p></td></tr></table>"""
    article = read_article(bare(body, title="某市政府采购网"))
    assert article.title == "某医院医用液氧供应成交结果公告"


def test_name_among_the_facts_of_a_document_is_its_title() -> None:
    cells = "<table><tr><th>名　称：</th><td>关于印发管理办法的通知</td></tr><tr><th>索引号：</th><td>0076/2016-3</td></tr></table>"
    assert read_article(bare(f"{cells}<div id=zoom>{TEXT}</div>")).title == "关于印发管理办法的通知"


def test_picture_offered_under_its_file_name_is_an_attachment() -> None:
    files = "<p>附件：<br><a href='/up/1.pdf'>公告.pdf</a><br><a href='/up/2.jpg'>主要标的信息.JPG</a></p>"
    article = read_article(page(f"<h1>{TITLE}</h1><div id=zoom>{TEXT}{files}</div>"))
    assert [(file.name, file.media_type) for file in article.attachments] == [
        ("公告.pdf", "pdf"),
        ("主要标的信息.JPG", "jpg"),
    ]


@pytest.mark.parametrize(
    ("link", "href"),
    [
        ("""<a class="next" href="#" onclick="location.href='index_7.jhtml'"> &gt;&gt; </a>""", "index_7.jhtml"),
        ("""<a class="next" href="javascript:location.href='index_7.jhtml'">下一页</a>""", "index_7.jhtml"),
        ("""<a id="next" href="list.do?pageNo=7">&gt;&gt;</a>""", "list.do?pageNo=7"),
        ("""<a href="index_66.jhtml">&gt;&gt;</a>""", None),  # an arrow that does not say where it leads
    ],
)
def test_next_page_behind_an_arrow_or_a_script_is_followed(link: str, href: str | None) -> None:
    numbers = "<a href='#' onclick=\"location.href='index_5.jhtml'\">5</a><a class=on href='#'>6</a>"
    assert pager_of(bare(f"<div>共1648条记录 6/66页 {numbers}{link}</div>")).next_href == href


def test_menu_of_years_is_no_pager() -> None:
    years = "".join(f"<li><a href='/nb/{year}/'>{year}</a></li>" for year in range(2016, 2008, -1))
    assert not pager_of(bare(f"<ul>{years}</ul>")).found


ROWS = "".join(
    f"<li><a href='/c1/2025{m}/{n}.html' title='{t}'>{t}</a><b>2025-{m}-17</b></li>"
    for m, n, t in (
        ("11", 1, "关于开展课题结项工作的通知"),
        ("10", 2, "关于组织申报研究基地的通知"),
        ("09", 3, "关于评选精品课的通知"),
    )
)
CALL = "<script>createPageHTML('page_div',10, 1,'list','shtml',30);</script>"


def test_list_that_the_server_left_in_a_comment_is_read_with_its_pager() -> None:
    reading = read(page(f"<div class=main><ul class=lst><!--{ROWS}{CALL}--></ul><div id=page_div></div></div>"))
    assert reading.kind is PageKind.LIST
    assert reading.listing is not None
    assert [row.title for row in reading.listing.rows][:1] == ["关于开展课题结项工作的通知"]
    assert (len(reading.listing.rows), reading.listing.total, reading.listing.next_href) == (3, 30, "list_2.shtml")


def test_list_that_was_put_away_in_a_comment_is_not_read() -> None:
    reading = read(page(f"<div class=main>正在建设<!--<ul>{ROWS}</ul>--></div>"))
    assert reading.listing is None or reading.listing.rows == ()


CARD = "标题：关于公布材料信息价的通知&#10;点击数：1378&#10;发表时间：2016-04-30"


@pytest.mark.parametrize("shown", ["关于公布材料信息价的通知", "关于公布材料…", "<img src=a.gif>"])
def test_card_in_the_title_attribute_gives_title_and_date(shown: str) -> None:
    rows = "".join(f"<li><a href='/news/content_{n}' title='{CARD}'>{shown}</a></li>" for n in (1, 2, 3))
    reading = read(page(f"<div class=main><ul class=list>{rows}</ul></div>"))
    assert reading.listing is not None
    assert [(row.title, row.listed_on) for row in reading.listing.rows] == [
        ("关于公布材料信息价的通知", date(2016, 4, 30))
    ] * 3


def test_slash_in_a_name_is_no_separator_where_arrows_separate() -> None:
    path = "<a href='/'>首页</a> &gt;<a href='/jy/'>交易公告</a> &gt;<span>中标/成交公示</span>"
    assert crumb_of(bare(f"<div class=loc>您所在的位置：{path}</div>")).names == ("交易公告", "中标/成交公示")
    assert crumb_of(bare("<p>当前位置：首页 / 政务公开 / 工作动态</p>")).names == ("政务公开", "工作动态")


def test_buttons_beside_the_home_link_are_no_path() -> None:
    bar = "<div class='dqwz'><a href='/index.html'>首页</a><a href='javascript:doZoom(18)'>大</a></div>"
    assert crumb_of(bare(bar)).names == ()


def test_path_over_the_title_is_not_the_title_and_keeps_the_column() -> None:
    body = f"""<div class=top><h3>首页 - 新闻动态</h3></div><div class=xq><h5>{TITLE}</h5>
    <div class=ly><b>发布时间：2019-05-18</b> <i>来源：某地理学会</i></div><div>{TEXT}</div></div>"""
    reading = read(bare(body, title="新闻动态--某学会官网", url="http://www.example.gov.cn/content.aspx?id=1847"))
    assert reading.article is not None
    assert (reading.article.title, reading.breadcrumb) == (TITLE, ("新闻动态",))


def test_source_in_square_brackets_is_the_name_alone() -> None:
    line = "<div class=info>\n【信息来源：某市】\n【信息时间：2023-04-03】\n【浏览次数：<span></span>】</div>"
    article = read_article(bare(f"<h3 class=article-title>{TITLE}</h3>{line}<div>{TEXT}</div>"))
    assert article.published is not None
    assert (article.source, article.published.value) == ("某市", date(2023, 4, 3))


def test_short_notice_with_a_labelled_moment_is_an_article() -> None:
    body = """<div class="xl_wrap"><div class="title">关于张三等职务任免的通知</div><div><span>发布时间：2026-01-22 11:40:11</span></div>
    <div class="xl_main"><p>某公司：</p><p>经研究决定：委派张三任财务总监。</p></div></div>"""
    reading = saved(body, head='<meta name="ColumnName" content="人事信息">')
    assert reading.kind is PageKind.ARTICLE


def test_entry_with_a_small_list_of_its_own_stays_one_row() -> None:
    aside = "<div class=pop><strong>解读</strong><ul><li><a href='../jd/t20160317_4.html'>一图读懂建设方案</a><i>2016-03-17</i></li></ul></div>"
    first = f"<li><a href='./201603/t20160327_5.html'>关于完善收费标准的通知</a><span>2016/03/27</span>{aside}</li>"
    rows = "".join(
        f"<li><a href='./201602/t201602{d}_1.html'>关于做好第{d}号工作的通知</a><span>2016/02/{d}</span></li>"
        for d in (13, 11)
    )
    reading = read(page(f"<div class=main><ul class=u-list>{first}{rows}</ul></div>"))
    assert reading.listing is not None
    assert [(row.title, row.listed_on) for row in reading.listing.rows] == [
        ("关于完善收费标准的通知", date(2016, 3, 27)),
        ("关于做好第13号工作的通知", date(2016, 2, 13)),
        ("关于做好第11号工作的通知", date(2016, 2, 11)),
    ]


def test_next_page_in_the_tagname_attribute_is_followed() -> None:
    link = """<a tagname="/c1/common_list_2.shtml" href="javascript:void(0)" onclick="go(this)">下一页</a>"""
    assert pager_of(bare(f"<div>{link}</div>")).next_href == "/c1/common_list_2.shtml"
    assert pager_of(bare(f"<div>{link.replace('/c1/common_list_2.shtml', '[NEXTPAGE]')}</div>")).next_url is None


def test_short_notice_under_a_bare_time_and_source_is_an_article() -> None:
    line = "<div class=ly><span>时间：2026-10-15 18:18</span><span>来源：某某处</span></div>"
    reading = saved(f"<p class=yTit>{TITLE}</p>{line}<div class=conBox><p>自2026年10月16日起开漂，特此公告。</p></div>")
    assert reading.kind is PageKind.ARTICLE
    assert reading.article is not None and reading.article.published is not None
    assert (reading.article.published.value, reading.article.source) == (date(2026, 10, 15), "某某处")


def test_bare_time_of_a_meeting_makes_no_article() -> None:
    line = "<div><span>会议时间：2026-10-15 18:18</span></div>"
    assert saved(f"<p>{TITLE}</p>{line}<p>请准时参加。</p>").kind is not PageKind.ARTICLE


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("某省税务局公告2021年第5号", "某省税务局公告2021年第5号"),
        ("（某部令第108号）", "某部令第108号"),
        ("某局公告（2016年）第12号", "某局公告（2016年）第12号"),
        ("某局通告栏第12号展板", None),
    ],
)
def test_number_of_an_announcement_on_a_line_of_its_own_is_its_document_number(line: str, number: str | None) -> None:
    source = f"<h3>{TITLE}</h3><h5>{line}</h5><p>发布时间：2021-03-31</p><div class=article>{TEXT}</div>"
    article = read_article(bare(source, url="http://www.example.gov.cn/a/t20210331_1.html"))
    assert article.doc_no == number


def test_catalogue_with_an_address_is_a_column_and_without_one_a_heading() -> None:
    menu = (
        "<div class=menu><ul><li><a href='/'>首页</a></li><li><a href='/xxgk/'>信息公开</a><ul><li><a href='/xxgk/zn/'>公开指南</a></li>"
        "<li><a href='/xxgk/ml/'>公开目录</a></li><li><a href='/xxgk/nb/'>公开年报</a></li></ul></li><li><a href='/hdjl/'>互动交流</a></li></ul></div>"
    )
    nav = read(bare(menu)).nav
    assert [node.name for node in nav] == ["信息公开", "互动交流"]
    assert [node.name for node in nav[0].children] == ["公开指南", "公开目录", "公开年报"]
