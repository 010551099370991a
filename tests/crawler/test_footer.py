"""The foot of a page: its marks in all the forms in which sites show them, and whether it was seen at all."""

from __future__ import annotations

import pytest

from crawler.extract.marks import read_marks
from crawler.page import Page
from crawler.platforms.base import read_page
from crawler.sight import Finder, Footer, FooterSeen

CODE = "4419000012"
PLAIN = (
    "<div class='foot'><p>版权所有：某某市安全生产监督管理局　主办单位：某某市安全生产监督管理局</p>"
    "<p>地址：某某市体育路100号 联系电话：0769-22223333 邮箱：aj@bureau.example</p>"
    f"<p><a href='https://beian.miit.gov.cn/'>粤ICP备05012345号-1</a> 网站标识码：{CODE}"
    " <a href='http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=44190002000012'>"
    "粤公网安备 44190002000012号</a></p>"
    "<a href='/map.html'>网站地图</a> <a href='/sm.html'>网站声明</a>"
)
MARK_ID = "08A84D5F38000F44E053022819AC4FA3"
LINK = f"<a href='http://bszs.conac.cn/sitename?method=show&amp;id={MARK_ID}'><img src='/images/red.png'></a>"
SCRIPT = "<script src='http://dcs.conac.cn/js/21/320/0000/60425889/CA213200000604258890002.js'></script>"
ENCODED = (
    "<script>document.write(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript src='http://dcs.conac.cn/js/05/107/"
    "0000/41468768/CA051070000414687680001.js' type='text/javascript'%3E%3C/script%3E\"));</script>"
)
NATIONAL = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html"
OLD = "http://pucha.kaipuyun.cn/exposure/jiucuo.html"
OLDER = "http://zfwzxx.www.gov.cn/check_web/errorInfo/jcInfo.jsp"
UNQUOTED = "<script id=_jiucuo_ sitecode=BM17000009 src=//zfwzgl.www.gov.cn/exposure/jiucuo.js></script>"
FINDER = f"<script id='_jiucuo_' sitecode='{CODE}' src='https://zfwzgl.www.gov.cn/exposure/jiucuo.js'></script>"


def footer_of(foot: str, *, before: str = "<p>正文</p>", end: str = "</div></body></html>") -> Footer:
    html = f"<html><head><title>t</title></head><body>{before}{foot}{end}"
    page = Page("http://bureau.example/", html.encode(), "text/html; charset=utf-8")
    marks = read_marks(page, read_page(page))
    assert marks is not None
    return marks.footer


def test_whole_footer() -> None:
    found = footer_of(PLAIN + LINK + FINDER)
    assert found == Footer(
        seen=FooterSeen.WHOLE,
        organ_mark="link",
        organ_colour="red",
        code=CODE,
        icp="粤ICP备05012345号-1",
        police="粤公网安备44190002000012号",
        owner="某某市安全生产监督管理局",
        phone=True,
        address=True,
        email=True,
        finder=Finder("script", CODE),
        sitemap=True,
        statement=True,
    )
    assert found.contact


@pytest.mark.parametrize(
    ("mark", "kind", "colour"),
    [
        (LINK, "link", "red"),
        (LINK.replace("red", "blue"), "link", "blue"),
        (SCRIPT, "script", None),
        (ENCODED, "script", None),
        ("<img src='/images/conac_red.png' alt='党政机关'>", "image", "red"),
        ("<a href='#'><img src='/img/dzjg.png'></a>", "image", None),
        ("", None, None),
        (f"<!-- {LINK} -->", None, None),
        ("<span id='_ideConac'></span>", None, None),
    ],
)
def test_mark_of_an_organ_in_its_forms(mark: str, kind: str | None, colour: str | None) -> None:
    found = footer_of(PLAIN + mark)
    assert (found.organ_mark, found.organ_colour, found.seen) == (kind, colour, FooterSeen.WHOLE)


def test_mark_that_stands_above_the_footer_counts() -> None:
    found = footer_of(PLAIN, before=SCRIPT + "<p>正文</p>" * 1500)
    assert found.organ_mark == "script" and found.code == CODE


@pytest.mark.parametrize(
    ("entry", "finder"),
    [
        (FINDER, Finder("script", CODE)),
        (UNQUOTED, Finder("script", "bm17000009")),
        (
            f"<a href='{NATIONAL}?site_code={CODE}&amp;url=http%3A%2F%2Fbureau.example%2F'>找错</a>",
            Finder("link", CODE, "bureau.example"),
        ),
        (
            f"<a href='{NATIONAL}?site_code={CODE}&url=www.other.example'>x</a>",
            Finder("link", CODE, "www.other.example"),
        ),
        (f"<a href='{NATIONAL}'>x</a>", Finder("link")),
        (f"<a href='{OLD}?site_code=1&url=x.cn'>x</a>", Finder("old", "1", "x.cn")),
        (f"<a href='{OLDER}?site_code={CODE}'>x</a>", Finder("old", CODE)),
        ("<a href='http://114.55.181.28/errorInfo/site/1'><img src='jc.png'></a>", Finder("old")),
        ("<a href='/zc'>我为政府网站找错</a>", Finder("old")),
        ("", None),
        (f"<!-- {FINDER} -->", None),
    ],
)
def test_entry_for_finding_errors_in_its_forms(entry: str, finder: Finder | None) -> None:
    assert footer_of(PLAIN + entry).finder == finder


@pytest.mark.parametrize("code", ["bm17000009", "BM17000009", "1304000009"])
def test_site_code_in_both_forms(code: str) -> None:
    assert footer_of(f"<p>版权所有 粤ICP备05012345号 网站标识码: {code}</p>").code == code.lower()


@pytest.mark.parametrize(
    "wrong", ["网站标识码：", "网站标识码：44190000", "网站标识码：44190000123", "标识码：bm170000"]
)
def test_what_is_no_site_code(wrong: str) -> None:
    assert footer_of(f"<p>版权所有 粤ICP备05012345号 {wrong}</p>").code is None


def test_register_link_without_its_number_is_told_as_such() -> None:
    foot = "<p>版权所有 粤ICP备05012345号</p><a href='http://www.beian.gov.cn/'><img src='ga.png'></a>"
    assert footer_of(foot).police == ""
    assert footer_of("<p>版权所有 粤ICP备05012345号</p>").police is None


def test_footer_without_marks_was_seen_all_the_same() -> None:
    found = footer_of("<p>版权所有：某某局　主办单位：某某局　Copyright 2016</p>")
    assert found.seen is FooterSeen.WHOLE
    assert (found.organ_mark, found.code, found.icp, found.police, found.finder) == (None,) * 5


@pytest.mark.parametrize(
    "foot",
    [
        "<div id='footer'></div>",
        "<div id='footer'></div><script>$('#footer').load('/foot.html')</script>",
        "<script src='/js/footer.js'></script>",
        "<iframe src='/bottom.html'></iframe>",
        "<p>本次活动由市体育局主办，市总工会承办。</p>",
    ],
)
def test_footer_that_was_not_seen_is_unknown(foot: str) -> None:
    assert footer_of(foot).seen is FooterSeen.UNKNOWN


@pytest.mark.parametrize(
    "more",
    [
        "<script src='/js/footer.js'></script>",
        "<iframe src='/marks.html'></iframe>",
        "<script>$('.foot-right').load('/marks.html')</script>",
    ],
)
def test_footer_of_which_a_script_or_frame_may_write_more_is_seen_in_part(more: str) -> None:
    assert footer_of(PLAIN + more).seen is FooterSeen.PART


def test_single_word_beside_unknown_scripts_is_a_part() -> None:
    assert footer_of("<p>版权所有</p><script src='/js/main.js'></script>").seen is FooterSeen.PART
    assert footer_of("<p>版权所有</p><script>document.body.innerHTML = more()</script>").seen is FooterSeen.PART
    assert footer_of("<p>版权所有</p><script src='https://hm.baidu.com/hm.js?1'></script>").seen is FooterSeen.WHOLE
    year = "<script>document.write(new Date().getFullYear())</script>"
    assert footer_of(f"<p>版权所有 {year}</p>").seen is FooterSeen.WHOLE


def test_footer_of_a_page_that_was_cut_off_is_a_part() -> None:
    assert footer_of(PLAIN, end="").seen is FooterSeen.PART


def test_words_of_a_text_are_no_footer() -> None:
    text = "<p>本软件版权所有，网站须公布ICP备案号和网站标识码。</p>" + "<p>各单位要认真落实。</p>" * 900
    assert footer_of("", before=text).seen is not FooterSeen.WHOLE


def test_commented_marks_are_not_there() -> None:
    found = footer_of(f"<p>版权所有 某局 主办：某局</p><!-- <p>粤ICP备05012345号 网站标识码：{CODE}</p> -->")
    assert found.icp is None and found.code is None


def test_page_in_gbk_is_read_the_same() -> None:
    html = f"<html><body><p>文</p>{PLAIN}{LINK}{FINDER}</body></html>"
    page = Page("http://bureau.example/", html.encode("gbk"), "text/html")
    marks = read_marks(page, read_page(page))
    assert marks is not None
    assert marks.footer == footer_of(PLAIN + LINK + FINDER)


def test_numbers_of_other_sites_in_the_text_above_are_not_the_foots() -> None:
    text = "<p>某某县网站标识码：4419000099，粤ICP备09999999号，粤公网安备44190002999999号，主办单位：某某县</p>"
    found = footer_of(PLAIN, before=text)
    assert (found.code, found.icp, found.police, found.owner) == (
        CODE,
        "粤ICP备05012345号-1",
        "粤公网安备44190002000012号",
        "某某市安全生产监督管理局",
    )
