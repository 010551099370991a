# ruff: noqa: E501 (markup is easier to check in one piece)
"""ASP and ASP.NET: pagers that post the view state, pagers in drop-down boxes, lists in inner frames."""

from __future__ import annotations

from urllib.parse import parse_qs, parse_qsl

import pytest

from crawler.model import PageKind, Role
from crawler.page import Page
from crawler.platforms.base import Hint, read_page
from crawler.posting import FORM, is_post, split_post

URL = "http://www.example.gov.cn/News_List.aspx?t=77"
ROWS = "".join(
    f'<tr><td><a href="NewsView.aspx?id={n}">关于召开全市安全生产第{n}次工作会议的通知</a></td><td>2016-03-1{n}</td></tr>'
    for n in range(1, 6)
)
FORM_OPEN = '<form method="post" action="News_List.aspx?t=77" id="form1"><input type="hidden" name="__VIEWSTATE" value="/wEP+DwU=" /><input type="hidden" name="__EVENTVALIDATION" value="/wEdAAM=" /><input name="txtKey" type="text" value="" /><input type="submit" name="btnSearch" value="搜索" />'


def link(text: str, argument: str, target: str = "ctl00$Main$AspNetPager1") -> str:
    return f'<a href="javascript:__doPostBack(&#39;{target}&#39;,&#39;{argument}&#39;)">{text}</a>'


def page(pager: str, url: str = URL, form: str = FORM_OPEN, charset: str = "gb2312") -> Page:
    crumb = '<div>当前位置：<a href="Index.aspx">首页</a> &gt; 工作动态</div>'
    html = f'<html><head><meta charset="{charset}"><title>工作动态</title></head><body>{form}{crumb}<table>{ROWS}</table><div class="pager">{pager}</div></form></body></html>'
    return Page(url, html.encode("gb18030" if charset == "gb2312" else charset))


def asked(source: Page) -> tuple[str, dict[str, str]]:
    found = read_page(source)
    assert found.platform == "legacy_asp"
    assert found.listing is not None
    assert len(found.listing.rows) == 5
    assert found.listing.next_url is not None
    ask = split_post(found.listing.next_url)
    assert (ask.method, ask.content_type) == ("POST", FORM)
    return ask.url, dict(parse_qsl(ask.body.decode(), keep_blank_values=True))


def test_next_page_posts_the_whole_form_with_its_view_state() -> None:
    numbers = "<span>1</span>" + link("2", "2") + link("3", "3")
    url, fields = asked(page(f"共15条 第1页/共3页 {numbers} {link('下一页', '2')}"))
    assert url == URL
    assert fields == {
        "__VIEWSTATE": "/wEP+DwU=",
        "__EVENTVALIDATION": "/wEdAAM=",
        "__EVENTTARGET": "ctl00$Main$AspNetPager1",
        "__EVENTARGUMENT": "2",
        "txtKey": "",
    }


@pytest.mark.parametrize(
    ("pager", "target", "argument"),
    [
        (link("1", "1") + "<span>2</span>" + link("3", "3") + link("4", "4"), "ctl00$Main$AspNetPager1", "3"),
        ("<span>1</span>" + link("2", "Page$2", "GridView1") + link("3", "Page$3", "GridView1"), "GridView1", "Page$2"),
        ("<span>1</span>" + link("2", "", "DataGrid1$ctl24$ctl01"), "DataGrid1$ctl24$ctl01", ""),
        (link("上一页", "", "lnkPrev") + link("下一页", "", "lnkNext"), "lnkNext", ""),
        (
            "".join(link(str(n), str(n)) for n in range(1, 10)) + "<span>10</span>" + link("...", "11"),
            "ctl00$Main$AspNetPager1",
            "11",
        ),
    ],
)
def test_pagers_of_all_controls_lead_on(pager: str, target: str, argument: str) -> None:
    _, fields = asked(page(pager))
    assert (fields["__EVENTTARGET"], fields["__EVENTARGUMENT"]) == (target, argument)


def test_walk_goes_on_from_the_answer_to_a_post() -> None:
    first = read_page(page("<span>1</span>" + link("2", "2") + link("下一页", "2"))).listing
    assert first is not None
    assert first.next_url is not None
    answered = page(link("1", "1") + "<span>2</span>" + link("3", "3") + link("下一页", "3"), first.next_url)
    url, fields = asked(answered)
    assert (url, fields["__EVENTARGUMENT"]) == (URL, "3")
    assert read_page(answered).listing.rows[0].url == "http://www.example.gov.cn/NewsView.aspx?id=1"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "pager",
    [
        f"第3页/共3页 {link('上一页', '2')} {link('下一页', '3')}",
        link("上一页", "2") + '<a disabled="disabled">下一页</a>',
        link("1", "1") + link("2", "2") + "<span>3</span>",
        f"第3页/共3页 {link('首页', '1')} {link('上一页', '2')} <span>下一页</span>",
    ],
)
def test_last_page_leads_nowhere(pager: str) -> None:
    found = read_page(page(pager))
    assert found.listing is not None
    assert found.listing.next_url is None


def test_words_of_a_gbk_form_are_sent_in_gbk() -> None:
    form = FORM_OPEN + '<input type="hidden" name="lb" value="工商" />'
    found = read_page(page("<span>1</span>" + link("2", "2"), form=form))
    assert found.listing is not None
    assert parse_qs(split_post(found.listing.next_url or "").body.decode("ascii"), encoding="gb18030")["lb"] == ["工商"]


def test_login_form_is_never_posted() -> None:
    form = FORM_OPEN + '<input type="password" name="pwd" />'
    found = read_page(page(link("2", "2") + link("下一页", "2"), form=form))
    assert found.listing is None or not is_post(found.listing.next_url or "")


def test_drop_down_of_page_numbers_is_a_pager() -> None:
    options = "".join(
        f'<option value="zwgk.asp?lm=10&amp;page={n}"{" selected" if n == 2 else ""}>第{n}页</option>'
        for n in (1, 2, 3)
    )
    source = page(
        f'<select onchange="location=this.value">{options}</select>',
        "http://www.example.gov.cn/zwgk.asp?lm=10",
        "<form>",
    )
    found = read_page(source).listing
    assert found is not None
    assert (found.page, found.pages, found.next_url) == (2, 3, "http://www.example.gov.cn/zwgk.asp?lm=10&page=3")


def test_list_in_an_inner_frame_begins_there() -> None:
    shell = b"<html><body><table><tr><td><iframe name='mainFrame' src='list.asp?cid=7' width='700' height='900'></iframe></td></tr></table></body></html>"
    found = read_page(Page("http://www.example.gov.cn/zwgk.asp", shell), Hint(role=Role.COLUMN))
    assert found.kind is PageKind.LIST
    assert found.listing is not None
    assert found.listing.elsewhere
    assert found.listing.next_url == "http://www.example.gov.cn/list.asp?cid=7"


@pytest.mark.parametrize("attributes", ["name='weather'", "width='90'", "style='display:none'", "name='leftmenu'"])
def test_frame_that_is_no_content_is_left_alone(attributes: str) -> None:
    shell = f"<html><body><p>某局</p><iframe {attributes} src='x.asp'></iframe></body></html>".encode()
    assert read_page(Page("http://www.example.gov.cn/zwgk.asp", shell), Hint(role=Role.COLUMN)).listing is None


def test_raw_words_in_a_link_are_sent_in_the_encoding_of_the_page() -> None:
    body = '<ul><li><a href="zwgk.asp?lm=10&sorname=工商局">工商局</a></li></ul>'
    for charset, sent in (("gb2312", "%B9%A4%C9%CC%BE%D6"), ("utf-8", "工商局")):
        html = f'<html><head><meta charset="{charset}"><title>政务公开</title></head><body>{body}</body></html>'
        found = read_page(Page("http://www.example.gov.cn/a.asp", html.encode(charset)))
        assert f"http://www.example.gov.cn/zwgk.asp?lm=10&sorname={sent}" in {link.url for link in found.links}
