"""Hidden links: the ways in which intruders hide them, and the many ordinary things that look like that."""

from __future__ import annotations

import pytest

from crawler.extract.concealed import read_hidden
from crawler.page import Page
from crawler.sight import Hiding

BET = "<a href='http://bet.example/x'>澳门游戏</a>"
TWO = BET + "<a href='http://loan.example/'>私服</a>"


def hidden(body: str, head: str = "") -> dict[str, Hiding]:
    html = f"<html><head>{head}</head><body><p>正文</p>{body}</body></html>"
    page = Page("http://bureau.example/a/1.html", html.encode(), "text/html; charset=utf-8")
    return {found.url: found.how for found in read_hidden(page)}


@pytest.mark.parametrize(
    ("body", "how"),
    [
        (f"<div style='position:absolute;left:-9999px'>{BET}</div>", Hiding.OFF_SCREEN),
        (f"<div style='POSITION: fixed; top: -900px'>{BET}</div>", Hiding.OFF_SCREEN),
        (f"<ul style='margin-left:-10000px'><li>{BET}</li></ul>", Hiding.OFF_SCREEN),
        (f"<div style='text-indent:-9999px'>{BET}</div>", Hiding.OFF_SCREEN),
        (f"<div style='height:0;overflow:hidden'>{BET}</div>", Hiding.ZERO_SIZE),
        (f"<div style='overflow:hidden; width:1px; height:1px;'>{BET}</div>", Hiding.ZERO_SIZE),
        ("<a style='font-size:0px' href='http://bet.example/x'>澳门</a>", Hiding.ZERO_SIZE),
        (f"<font style='font-size:1px;'>{BET}</font>", Hiding.ZERO_SIZE),
        (f"<div style='display:none'>{BET}</div>", Hiding.NOT_SHOWN),
        (f"<p style='visibility: hidden'>{BET}</p>", Hiding.NOT_SHOWN),
        (f"<div hidden>{BET}</div>", Hiding.NOT_SHOWN),
        ("<p style='background:#fff'><a style='color:#FFFFFF' href='http://bet.example/x'>b</a>", Hiding.SAME_COLOUR),
        (f"<marquee height=1 width=5 scrollamount=3000>{BET}</marquee>", Hiding.MARQUEE),
        (f"<marquee width='1px'>{BET}</marquee>", Hiding.MARQUEE),
        ("<iframe src='http://bet.example/x' width=0 height=0></iframe>", Hiding.ZERO_SIZE),
        (
            f"<script>document.write('<div style=\"position:absolute;left:-1000px\">')</script>{BET}"
            "<script>document.write('</div>')</script>",
            Hiding.WRITTEN,
        ),
        (
            "<script>document.write('<div style=\"display:none\"><a href=\"http://bet.example/x\">x</a></div>')</script>",
            Hiding.WRITTEN,
        ),
        (
            f"<script>document.write('<marquee height=1>')</script>{BET}<script>document.write('</marquee>')</script>",
            Hiding.WRITTEN,
        ),
        (f"<div id=q7>{BET}</div><script>document.getElementById('q7').style.display='none'</script>", Hiding.WRITTEN),
    ],
)  # fmt: skip
def test_hidden_link_is_seen(body: str, how: Hiding) -> None:
    assert hidden(body) == {"http://bet.example/x": how}


def test_hiding_by_a_class_of_the_page_itself_is_seen() -> None:
    head = "<style>.kk9, #z { position:absolute; left:-2000px }</style>"
    assert hidden(f"<div class='a kk9'>{BET}</div>", head) == {"http://bet.example/x": Hiding.OFF_SCREEN}
    assert hidden(f"<div id='z'>{BET}</div>", head) == {"http://bet.example/x": Hiding.OFF_SCREEN}
    gone = "<style>.kk9 { display:none }</style>"
    assert hidden(f"<div class='kk9'>{BET}</div>", gone) == {"http://bet.example/x": Hiding.NOT_SHOWN}


def test_each_address_is_told_once_and_each_link_of_a_block() -> None:
    found = hidden(f"<div style='position:absolute;left:-9999px'>{TWO}{BET}</div>")
    assert set(found) == {"http://bet.example/x", "http://loan.example/"}


def test_text_and_way_are_kept() -> None:
    html = f"<html><body><div style='height:0;overflow:hidden'>{BET}</div></body></html>"
    (found,) = read_hidden(Page("http://bureau.example/", html.encode("gbk"), "text/html"))
    assert (found.text, found.how) == ("澳门游戏", Hiding.ZERO_SIZE)


@pytest.mark.parametrize(
    "body",
    [
        BET,  # in sight
        f"<div style='display:block'>{BET}</div>",
        "<div style='display:none'><a href='/inner.html'>内页</a><a href='http://bureau.example/b'>本站</a></div>",
        "<div style='display:none'><a href='http://www.bureau.example/b'>本站</a></div>",
        f"<ul class='submenu' style='display:none'>{BET}</ul>",
        f"<div class='tab-con' style='display:none'>{TWO}</div>",
        f"<div id='yqlj'><ul style='display:none'>{TWO}</ul></div>",
        f"<nav><div style='display:none'>{BET}</div></nav>",
        f"<div class='share-box' style='display:none'>{BET}</div>",
        "<div style='display:none'><a href='http://www.gov.cn/'>中国政府网</a></div>",
        "<div style='display:none'>Produced By <a href='http://maker.example'>Produced By 某某软件</a></div>",
        f"<div onmouseover='show(this)'><div style='display:none'>{BET}</div></div>",
        f"<div id='con2' style='display:none'>{BET}</div><script>function f() {{ $('#con2').show() }}</script>",
        f"<div id='q7'>{BET}</div><script>function f() {{document.getElementById('q7').style.display='none'}}</script>",
        f"<div id='q7'>{BET}<b onclick=\"document.getElementById('q7').style.display='none'\">关闭</b></div>",
        f"<div class='swiper' style='position:absolute;left:-1920px'>{BET}</div>",
        f"<div style='position:absolute;left:-20px'>{BET}</div>",
        f"<div style='position:absolute;left:-899px'>{BET}</div>",
        f"<div style='position:absolute;left:50%;margin-left:-1999px'>{BET}</div>",  # a broad picture, in the middle
        f"<div style='left:-9999px'>{BET}</div>",  # moves nothing without a position
        "<a style='text-indent:-9999px;background:url(wb.png)' href='http://weibo.example/'>微博</a>",
        "<a style='text-indent:-9999px;' class='wb' href='http://weibo.example/'>微博</a>",
        f"<ul style='font-size:0'><li>{BET}</li></ul>",  # closes gaps between the entries
        "<a style='font-size:0' href='http://weibo.example/'><img src='wb.png'>微博</a>",
        f"<div style='height:0'>{BET}</div>",  # runs over
        f"<div style='overflow:hidden;height:100px'>{BET}</div>",
        "<p style='background:#fff'><a style='color:#333' href='http://bet.example/x'>b</a></p>",
        f"<marquee height=30>{BET}</marquee>",
        "<iframe src='http://video.example/x' width=600 height=400></iframe>",
        "<select><option value='http://bet.example/x'>x</option></select>",
        f"<noscript>{BET}</noscript>",
        f"<!-- <div style='display:none'>{BET}</div> -->",
        "<script>document.write('<a href=\"http://stat.example/x\">统计</a>')</script>",
    ],
)
def test_ordinary_page_has_no_hidden_link(body: str) -> None:
    assert hidden(body) == {}


@pytest.mark.parametrize(
    "sheet",
    [
        ".k9 { left: -2000px }",
        "@media print { .k9 { display:none } }",
        ".k9:hover { display:none }",
        ".menu .k9 { display:none }",
        "/* .k9 { display:none } */",
        ".k9 { text-indent:-9999px; background:url(a.png) }",
    ],
)
def test_style_sheet_that_hides_only_now_and_then_proves_nothing(sheet: str) -> None:
    assert hidden(f"<div class='k9'>{BET}</div>", f"<style>{sheet}</style>") == {}


def test_class_that_is_hidden_in_the_page_and_shown_by_a_script_is_ordinary() -> None:
    head = "<style>.k9 { display:none }</style>"
    assert hidden(f"<div class='k9'>{BET}</div><script>$('.k9').show()</script>", head) == {}


def test_no_more_than_two_hundred_are_told() -> None:
    many = "".join(f"<a href='http://bet{n}.example/'>x</a>" for n in range(250))
    assert len(hidden(f"<div style='position:absolute;left:-9999px'>{many}</div>")) == 200
