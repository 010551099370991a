# ruff: noqa: E501 (markup is easier to check in one piece)
"""The column tree as one page shows it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from crawler.model import NavNode

from .portal_pages import FOOTER, HEADER, HOME, bare, page, read

Tree = dict[str, "Tree"]


def tree_of(nodes: Sequence[NavNode]) -> Tree:
    return {node.name: tree_of(node.children) for node in nodes}


MAIN: Tree = {"政务公开": {"工作动态": {}, "通知公告": {}}, "办事服务": {}, "互动交流": {}}
CRUMB = (
    "<p>当前位置：<a href='/'>首页</a> &gt; <a href='/zwgk/'>政务公开</a> &gt; <a href='/zwgk/gzdt/'>工作动态</a></p>"
)

MENUS = {
    "nested lists": HEADER,
    "definition lists": "<div class=nav><a href='/'>首页</a><dl><dt><a href='/zwgk/'>政务公开</a></dt><dd><a href='/zwgk/gzdt/'>工作动态</a>"
    "<a href='/zwgk/tzgg/'>通知公告</a></dd></dl><dl><dt><a href='/bsfw/'>办事服务</a></dt></dl>"
    "<dl><dt><a href='/hdjl/'>互动交流</a></dt></dl></div>",
    "boxes": "<div id=menu><div class=item><a href='/'>首页</a></div><div class=item><a href='/zwgk/'>政务公开</a><div class=sub>"
    "<a href='/zwgk/gzdt/'>工作动态</a><a href='/zwgk/tzgg/'>通知公告</a></div></div><div class='item on'><a href='/bsfw/'>办事服务</a></div>"
    "<div class=item><a href='/hdjl/'>互动交流</a></div></div>",
    "heads without a link": "<div class=nav><ul><li><a href='/'>首页</a></li><li><a>政务公开</a><ul><li><a href='/zwgk/gzdt/'>工作动态</a>"
    "</li><li><a href='/zwgk/tzgg/'>通知公告</a></li></ul></li><li><a href='/bsfw/'>办事服务</a></li>"
    "<li><a href='/hdjl/'>互动交流</a></li></ul></div>",
}


@pytest.mark.parametrize("markup", MENUS)
def test_main_menu_with_drop_downs_is_read_in_every_markup(markup: str) -> None:
    assert tree_of(read(bare(MENUS[markup] + FOOTER, url=HOME)).nav) == MAIN


def test_menu_in_table_cells_without_any_name_is_read() -> None:
    cells = "".join(
        f"<td><a href='{h}'>{n}</a></td><td>|</td>"
        for n, h in [
            ("首页", "/"),
            ("政务公开", "/zwgk/"),
            ("办事服务", "/bsfw/"),
            ("互动交流", "/hdjl/"),
            ("专题专栏", "/ztzl/"),
        ]
    )
    nav = read(bare(f"<table><tr>{cells}</tr></table>{CRUMB}")).nav
    assert list(tree_of(nav)) == ["政务公开", "办事服务", "互动交流", "专题专栏"]


def test_side_menu_with_the_page_itself_holds_its_neighbours() -> None:
    side = "<div class=leftmenu><ul><li><a href='/zwgk/gzdt/'>工作动态</a></li><li><a href='/zwgk/ghjh/'>规划计划</a></li></ul></div>"
    nav = read(page(side)).nav
    assert tree_of(nav)["政务公开"] == {"工作动态": {}, "通知公告": {}, "规划计划": {}}


def test_side_menu_without_the_page_holds_its_children() -> None:
    side = "<div class=leftmenu><ul><li><a href='/zwgk/gzdt/sj/'>市局动态</a></li><li><a href='/zwgk/gzdt/zj/'>镇街动态</a></li></ul></div>"
    nav = read(page(side)).nav
    assert tree_of(nav)["政务公开"]["工作动态"] == {"市局动态": {}, "镇街动态": {}}


def test_side_menu_of_two_levels_hangs_where_its_known_node_hangs() -> None:
    side = """<div class=leftmenu><ul><li><a href='/zwgk/jgxx/'>机构信息</a><ul><li><a href='/zwgk/jgxx/zn/'>机构职能</a></li></ul></li>
    <li><a href='/zwgk/gzdt/'>工作动态</a></li></ul></div>"""
    nav = read(page(side)).nav
    assert tree_of(nav)["政务公开"]["机构信息"] == {"机构职能": {}}


def test_side_menu_on_an_article_hangs_below_its_column() -> None:
    side = "<div class=leftmenu><ul><li><a href='/zwgk/gzdt/'>工作动态</a></li><li><a href='/zwgk/ghjh/'>规划计划</a></li></ul></div>"
    text = (
        "<h1>某局召开会议</h1><div>发布日期：2016-03-15 来源：办公室</div><div id=zoom>"
        + "<p>会议强调，要抓好安全生产工作。</p>" * 30
        + "</div>"
    )
    found = read(page(side + text, url=f"{HOME}zwgk/gzdt/201603/t20160315_1.html"))
    assert str(found.kind) == "article"
    assert tree_of(found.nav)["政务公开"] == {"工作动态": {}, "通知公告": {}, "规划计划": {}}


def test_directory_of_columns_hangs_below_the_page() -> None:
    entries = "".join(
        f"<li><a href='bm/{n}/'>县{n}局</a></li>" for n in ("公安", "民政", "财政", "水利", "统计", "审计")
    )
    crumb = "<p>当前位置：<a href='/'>首页</a> &gt; <a href='/jg/'>工作机构</a></p>"
    body = f"<div class='mainnav'><ul><li><a href='/'>首页</a></li><li><a href='/jg/'>工作机构</a></li><li><a href='/zw/'>政务</a></li></ul></div>{crumb}"
    found = read(bare(f"{body}<div class=jg><h3>政府工作部门</h3><ul>{entries}</ul></div>", url=f"{HOME}jg/"))
    assert str(found.kind) == "catalogue"
    below = tree_of(found.nav)["工作机构"]["政府工作部门"]
    assert found.listing is None
    assert list(below) == ["县公安局", "县民政局", "县财政局", "县水利局", "县统计局", "县审计局"]


def test_list_pager_footer_and_friendly_links_are_no_navigation() -> None:
    rows = "".join(
        f"<li><a href='./201603/t2016031{n}_1.html'>短标题{n}号</a><i>2016-03-1{n}</i></li>" for n in range(5)
    )
    pager = (
        "<div><b>1</b><a href='index_1.html'>2</a><a href='index_2.html'>3</a><a href='index_1.html'>下一页</a></div>"
    )
    friends = "<div><a href='http://a.gov.cn/'>甲市安监局</a><a href='http://b.gov.cn/'>乙市安监局</a><a href='http://c.gov.cn/'>丙局</a></div>"
    assert tree_of(read(page(f"<ul>{rows}</ul>{pager}{friends}")).nav) == MAIN


def test_tools_in_the_header_are_no_columns() -> None:
    header = HEADER.replace(
        "</ul></div></div>", "<li><a href='/en/'>English</a></li><li><a href='/login/'>登录</a></li></ul></div></div>"
    )
    assert tree_of(read(bare(header, url=HOME)).nav) == MAIN


def test_quick_links_that_belong_nowhere_are_links_and_no_columns() -> None:
    quick = "<div><a href='/ysq/'>依申请公开</a><a href='/xx/'>局长信箱</a><a href='/bg/'>表格下载</a></div>"
    found = read(page(quick))
    assert tree_of(found.nav) == MAIN
    assert {"依申请公开", "局长信箱", "表格下载"} <= {link.text for link in found.links}


OLD_SIDE = (
    "<table><tr><td bgcolor=red><b>机构信息</b></td></tr><tr><td>· <a href='about.asp?id=9'>机构职能</a></td></tr>"
    "<tr><td>· <a href='about.asp?id=10'>领导分工</a></td></tr><tr><td>· <a href='about.asp?id=11'>内设机构</a></td></tr></table>"
)


def test_side_menu_in_a_table_hangs_below_the_column_its_first_row_names() -> None:
    crumb = "<p>您现在的位置：<a href='/'>首页</a> → <a href='class.asp?cid=1'>政务公开</a> → <a href='class.asp?cid=8'>机构信息</a></p>"
    reading = read(bare(f"{HEADER}{crumb}{OLD_SIDE}<p>内容</p>{FOOTER}", url=f"{HOME}class.asp?cid=8"))
    below = tree_of(reading.nav)["政务公开"]["机构信息"]
    assert list(below) == ["机构职能", "领导分工", "内设机构"]


def test_names_of_columns_are_no_list_of_entries_though_their_addresses_look_like_articles() -> None:
    crumb = "<p>您现在的位置：<a href='/'>首页</a> → <a href='class.asp?cid=8'>机构信息</a></p>"
    reading = read(bare(f"{HEADER}{crumb}{OLD_SIDE}{FOOTER}", url=f"{HOME}class.asp?cid=8"))
    assert reading.listing is None or reading.listing.rows == ()


def test_breadcrumb_that_shares_its_row_with_the_day_is_no_list() -> None:
    crumb = "<table><tr><td>今天是2017年1月20日 星期五 您现在的位置：<a href='/'>首页</a> → <a href='/zwgk/'>政务公开</a></td></tr></table>"
    reading = read(bare(f"{HEADER}{crumb}<p>内容</p>{FOOTER}", url=f"{HOME}zwgk/"))
    assert reading.listing is None or reading.listing.rows == ()


def test_bar_of_common_columns_is_the_menu_though_a_panel_of_topics_has_the_name_and_the_home_link() -> None:
    bar = "".join(
        f"<li><a href='/{h}/'>{n}</a></li>"
        for n, h in (("政务公开", "zwgk"), ("办事服务", "bsfw"), ("互动交流", "hdjl"), ("新闻资讯", "xwzx"))
    )
    panel = "<div class=nav-panel><a href='/'>首页</a><a href='/zt1/'>推进高质量发展</a><a href='/zt2/'>服务民营企业</a></div>"
    nav = read(bare(f"<div class=top><ul>{bar}</ul></div>{panel}{FOOTER}", url=HOME)).nav
    assert [node.name for node in nav][:4] == ["政务公开", "办事服务", "互动交流", "新闻资讯"]
