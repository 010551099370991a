# ruff: noqa: E501 (markup is easier to check in one piece)
"""The breadcrumb: where a page says it stands."""

from __future__ import annotations

import pytest

from crawler.extract.breadcrumb import drop_title

from .portal_pages import bare, crumb_of, page

LINKS = "<a href='/'>首页</a> {s} <a href='/zwgk/'>政务公开</a> {s} <a href='/zwgk/gzdt/'>工作动态</a>"
EXPECTED = ("政务公开", "工作动态")


@pytest.mark.parametrize(
    "separator", ["&gt;", "&gt;&gt;", "-&gt;", "»", "→", "/", "&nbsp;&gt;&nbsp;", "|", "＞", "&raquo;"]
)
@pytest.mark.parametrize("label", ["当前位置：", "您的位置:", "您当前的位置是：", "你所在的位置：", "您现在的位置："])
def test_breadcrumb_is_read_behind_every_label_and_separator(label: str, separator: str) -> None:
    crumb = crumb_of(bare(f"<table><tr><td>{label}{LINKS.format(s=separator)}</td></tr></table>"))
    assert crumb.names == EXPECTED
    assert crumb.urls == ("http://www.example.gov.cn/zwgk/", "http://www.example.gov.cn/zwgk/gzdt/")


@pytest.mark.parametrize(
    "markup",
    [
        f"<div class='crumbs'>{LINKS.format(s='<span>&gt;&gt;</span>')}</div>",
        "<ul class='breadcrumb'><li><a href='/'>首页</a></li><li><a href='/zwgk/'>政务公开</a></li><li>工作动态</li></ul>",
        "<div>" + LINKS.format(s="-&gt;").replace("<a ", "<a class='CurrChnlCls' ") + "</div>",
        f"<div><b>当前位置：</b><span>{LINKS.format(s='&gt;')}</span></div>",
        "<table><tr><td>当前位置：<a href='/'>首页</a></td><td><table><tr><td>&gt;&gt;<a href='/zwgk/'>政务公开</a></td>"
        "<td>&gt;&gt;<a href='/zwgk/gzdt/'>工作动态</a></td></tr></table></td></tr></table>",
        f"<td>{LINKS.format(s='&gt;')}</td>",
        "<p>当前位置：首页 &gt; 政务公开 &gt; 工作动态</p>",
        f"<div class='BreadcrumbNav'>{LINKS.format(s='&gt;')}<div>字号：<span>默认</span><span>大</span>|<span>打印</span></div></div>",
        f"<div>当前位置：{LINKS.format(s='&gt;')} &gt; 正文</div>",
    ],
)
def test_breadcrumb_is_read_in_every_markup(markup: str) -> None:
    assert crumb_of(bare(markup)).names == EXPECTED


def test_blanks_inside_names_go() -> None:
    crumb = crumb_of(bare("<p>当前位置：<a href='/'>首　页</a> &gt; <a href='/zwgk/'>政 务 公 开</a></p>"))
    assert crumb.names == ("政务公开",)


def test_menu_is_not_taken_for_a_breadcrumb() -> None:
    menu = "<div><a href='/'>首页</a> | <a href='/zwgk/'>政务公开</a> | <a href='/bsfw/'>办事服务</a></div>"
    assert crumb_of(bare(menu)).names == ()


def test_sentence_about_a_position_is_no_breadcrumb() -> None:
    assert not crumb_of(bare("<p>我局新址的地理位置优越，当前位置已启用。</p>")).found


def test_title_of_the_article_is_no_column() -> None:
    crumb = crumb_of(bare(f"<p>当前位置：{LINKS.format(s='&gt;')} &gt; 关于开展大检查的通知</p>"))
    article = "http://www.example.gov.cn/zwgk/gzdt/201603/t20160315_1.html"
    assert crumb.names == (*EXPECTED, "关于开展大检查的通知")
    assert drop_title(crumb, ["关于开展大检查的通知"], article).names == EXPECTED
    cut = crumb_of(bare(f"<p>当前位置：{LINKS.format(s='&gt;')} &gt; 关于开展大检...</p>"))
    assert drop_title(cut, ["关于开展大检查的通知"], article).names == EXPECTED


def test_single_page_column_keeps_its_name_in_the_path() -> None:
    crumb = crumb_of(bare("<p>当前位置：<a href='/'>首页</a> &gt; 机构职能</p>"))
    assert drop_title(crumb, ["机构职能"], "http://www.example.gov.cn/jgzn/").names == ("机构职能",)


def test_page_of_the_test_portal_has_its_breadcrumb() -> None:
    assert crumb_of(page("")).names == EXPECTED


def test_path_without_a_label_may_share_its_box_with_a_clock() -> None:
    clock = "<span style='float:right'>今天是2017年1月20日 星期五</span>"
    crumb = crumb_of(bare(f"<table><tr><td class='crumb'>{clock}{LINKS.format(s='&gt;')}</td></tr></table>"))
    assert crumb.names == EXPECTED
