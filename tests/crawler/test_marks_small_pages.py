"""Marks of pages that say a thing twice, and of pages whose foot is near their head."""

from __future__ import annotations

from crawler.extract.marks import read_marks
from crawler.page import Page
from crawler.platforms.base import read_page
from crawler.sight import PageMarks, TimeForm

FOOT = "<div class='footer'>主办单位：云浦市应急管理局 粤ICP备05012345号 网站标识码：4419000012</div>"


def marks_of(body: str) -> PageMarks:
    html = f"<html><head><meta charset='utf-8'></head><body>{body}{FOOT}</body></html>"
    page = Page("http://bureau.example/a/1.html", html.encode(), "text/html; charset=utf-8")
    found = read_marks(page, read_page(page), ["云浦市应急管理局"])
    assert found is not None
    return found


def test_time_beside_a_date_without_one_is_shown() -> None:
    block = (
        "<table><tr><td>名称：</td><td>关于粉尘的通知</td></tr><tr><td>发布日期：</td><td>2022-03-16</td></tr></table>"
    )
    text = "<p>各镇安监分局要加强粉尘防爆检查，落实整改措施。</p>" * 20
    page = f"{block}<h1>关于粉尘的通知</h1><div>发布时间：2022-03-16 10:11　来源：办公室</div><div>{text}</div>"
    assert marks_of(page).time_form is TimeForm.MINUTE
    assert marks_of(page.replace(" 10:11", "")).time_form is TimeForm.DATE


def test_owner_at_the_foot_is_not_the_name_in_the_head() -> None:
    assert marks_of("<div>云浦市应急管理局</div><p>正文</p>").name_shown is True
    assert marks_of("<div>欢迎光临</div><p>正文</p>").name_shown is None


def test_name_in_the_title_of_an_article_is_not_the_name_in_the_head() -> None:
    title = "云浦市应急管理局关于印发方案的通知"
    row = f"<li><a href='/a.html' title='{title}'>{title}</a></li>"
    assert marks_of(f"<div>欢迎光临</div><ul>{row}</ul>").name_shown is None
    assert marks_of(f"<div>欢迎访问云浦市应急管理局官方网站！</div><ul>{row}</ul>").name_shown is True
    assert marks_of(f"<img src='/logo.png' alt='云浦市应急管理局'><ul>{row}</ul>").name_shown is True
