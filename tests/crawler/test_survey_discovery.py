# ruff: noqa: E501 (markup is easier to check in one piece)
"""Columns in places other than a menu of links: site maps, image maps, drop-down boxes, layers, framesets."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from crawler.extract.sitemap import is_sitemap_name
from crawler.model import NavNode, PageKind, Reading, Role

from .portal_pages import FOOTER, HEADER, HOME, bare, page, read

Tree = dict[str, "Tree"]
MAP_URL = f"{HOME}wzdt/index.html"
WHOLE: Tree = {
    "政务公开": {"工作动态": {}, "通知公告": {}, "人事信息": {"人事任免": {}, "招聘信息": {}}},
    "办事服务": {"办事指南": {}, "表格下载": {}},
    "互动交流": {"局长信箱": {}, "在线访谈": {}},
}
TWO_LEVELS: Tree = {
    "政务公开": {"工作动态": {}, "通知公告": {}, "人事任免": {}},
    "办事服务": {"办事指南": {}, "表格下载": {}},
    "互动交流": {"局长信箱": {}, "在线访谈": {}},
}
SLUGS = {
    "政务公开": "zwgk", "工作动态": "zwgk/gzdt", "通知公告": "zwgk/tzgg", "人事信息": "zwgk/rsxx", "人事任免": "zwgk/rsrm",
    "招聘信息": "zwgk/zpxx", "办事服务": "bsfw", "办事指南": "bsfw/bszn", "表格下载": "bsfw/bgxz", "互动交流": "hdjl",
    "局长信箱": "hdjl/jzxx", "在线访谈": "hdjl/zxft",
}  # fmt: skip


def tree_of(nodes: Sequence[NavNode]) -> Tree:
    return {node.name: tree_of(node.children) for node in nodes}


def a(name: str) -> str:
    return f"<a href='/{SLUGS[name]}/'>{name}</a>"


def lists(tree: Tree) -> str:
    return "<ul>" + "".join(f"<li>{a(n)}{lists(below) if below else ''}</li>" for n, below in tree.items()) + "</ul>"


def on_map(body: str, **more: str) -> Reading:
    return read(bare(HEADER + f"<div class=main>{body}</div>" + FOOTER, url=MAP_URL, title="网站地图_某市某局"), **more)


TWO_LEVEL_SHAPES = {
    "definition lists": "".join(f"<dl><dt>{a(n)}</dt><dd>{''.join(map(a, below))}</dd></dl>" for n, below in TWO_LEVELS.items()),
    "head in the first cell": "<table>" + "".join(f"<tr><td>{a(n)}</td><td>{' | '.join(map(a, below))}</td></tr>" for n, below in TWO_LEVELS.items()) + "</table>",
    "head row over columns": "<table>" + "".join(
        f"<tr><th colspan=4>{a(n)}</th></tr><tr>{''.join(f'<td>{a(c)}</td>' for c in below)}</tr>" for n, below in TWO_LEVELS.items()
    ) + "</table>",
    "headings and boxes": "".join(f"<h3>{a(n)}</h3><ul>{''.join(f'<li>{a(c)}</li>' for c in below)}</ul>" for n, below in TWO_LEVELS.items()),
    "bold heads in one box": "<div>" + "".join(f"<p><b>{a(n)}</b></p><p>{'　'.join(map(a, below))}</p>" for n, below in TWO_LEVELS.items()) + "</div>",
}  # fmt: skip


def test_site_map_in_nested_lists_gives_the_whole_tree_with_levels() -> None:
    reading = on_map(f"<h2>网站地图</h2>{lists(WHOLE)}")
    assert (reading.sitemap, reading.kind, reading.listing) == (True, PageKind.OTHER, None)
    assert tree_of(reading.nav) == WHOLE


@pytest.mark.parametrize("shape", TWO_LEVEL_SHAPES)
def test_site_map_is_read_in_every_shape(shape: str) -> None:
    reading = on_map(TWO_LEVEL_SHAPES[shape])
    assert reading.sitemap
    assert tree_of(reading.nav) == TWO_LEVELS


def test_site_map_without_links_on_its_heads_keeps_them_as_headings() -> None:
    body = "".join(f"<dl><dt>{n}</dt><dd>{''.join(map(a, below))}</dd></dl>" for n, below in TWO_LEVELS.items())
    reading = read(bare(f"<div>{body}</div>{FOOTER}", url=MAP_URL, title="网站地图"))
    assert tree_of(reading.nav) == TWO_LEVELS
    assert [node.url for node in reading.nav] == [None, None, None]


def test_site_map_in_name_only_adds_nothing() -> None:
    reading = on_map("<p>网站地图正在建设中。</p>")
    assert not reading.sitemap


def test_column_page_with_a_link_to_the_site_map_is_no_site_map() -> None:
    rows = "".join(
        f"<li><a href='/zwgk/gzdt/t2016010{n}_{n}.html'>关于某项工作的通知之{n}</a><span>2016-01-0{n}</span></li>"
        for n in range(1, 6)
    )
    reading = read(page(f"<ul>{rows}</ul><a href='/wzdt/'>网站地图</a>"))
    assert not reading.sitemap
    assert reading.kind is PageKind.LIST


@pytest.mark.parametrize("name", ["网站地图", "站点地图", "网 站 地 图", "Sitemap", "[网站地图]"])
def test_link_to_a_site_map_is_known_by_its_name(name: str) -> None:
    assert is_sitemap_name(name)


@pytest.mark.parametrize("name", ["地图", "网站导航栏", "电子地图", "政务地图"])
def test_other_maps_are_no_site_maps(name: str) -> None:
    assert not is_sitemap_name(name)


def test_areas_of_an_image_map_are_columns_by_their_alt() -> None:
    areas = "".join(
        f"<area shape=rect coords='0,0,9,9' href='/{SLUGS[n]}/' alt='{n}'>"
        for n in ("政务公开", "办事服务", "互动交流")
    )
    body = f"<img src=nav.gif usemap='#m'><map name=m><area href='/' alt='首页'>{areas}<area href='http://www.gov.cn/' alt='中国政府网'></map>{FOOTER}"
    reading = read(bare(body, url=HOME), role=Role.HOME)
    assert list(tree_of(reading.nav)) == ["政务公开", "办事服务", "互动交流"]


def test_area_without_a_name_is_no_column() -> None:
    areas = "".join(f"<area href='/{slug}/'>" for slug in ("a", "b", "c", "d"))
    assert read(bare(f"<map name=m>{areas}</map>{FOOTER}", url=HOME), role=Role.HOME).nav == ()


def test_picture_links_are_named_by_the_picture() -> None:
    items = "".join(
        f"<li><a href='/{SLUGS[n]}/'><img src='{i}.gif' alt='{n}'></a></li>"
        for i, n in enumerate(("政务公开", "办事服务", "互动交流"))
    )
    reading = read(
        bare(f"<div class=nav><ul><li><a href='/'>首页</a></li>{items}</ul></div>{FOOTER}", url=HOME), role=Role.HOME
    )
    assert list(tree_of(reading.nav)) == ["政务公开", "办事服务", "互动交流"]


def test_drop_down_box_leads_to_columns_of_this_site_below_its_first_entry() -> None:
    options = "".join(f"<option value='/{SLUGS[n]}/'>{n}</option>" for n in ("局长信箱", "在线访谈"))
    box = f"<select onchange='window.location=this.value'><option value=''>互动交流</option>{options}</select>"
    nav = read(bare(HEADER + box + FOOTER, url=HOME), role=Role.HOME).nav
    assert tree_of(nav)["互动交流"] == {"局长信箱": {}, "在线访谈": {}}


def test_drop_down_boxes_of_friendly_links_and_search_forms_are_no_menu() -> None:
    friends = "<select onchange='window.open(this.value)'><option>友情链接</option><option value='http://www.gov.cn/'>中国政府网</option><option value='http://www.gd.gov.cn/'>省政府</option></select>"
    search = "<form><select name=type><option value='1'>按标题</option><option value='2'>按内容</option><option value='title'>全文</option></select></form>"
    pages = (
        "<select onchange='go(this.value)'><option value='1'>第1页</option><option value='2'>第2页</option></select>"
    )
    nav = read(bare(HEADER + friends + search + pages + FOOTER, url=HOME), role=Role.HOME).nav
    assert tree_of(nav) == {"政务公开": {"工作动态": {}, "通知公告": {}}, "办事服务": {}, "互动交流": {}}


@pytest.mark.parametrize("how", ["onmouseover=\"show('sub2')\"", "rel=sub2", "data-target='#sub2'"])
def test_layer_kept_apart_hangs_below_the_head_that_names_it(how: str) -> None:
    heads = f"<div class=nav><ul><li><a href='/'>首页</a></li><li>{a('政务公开')}</li><li {how}>{a('办事服务')}</li><li>{a('互动交流')}</li></ul></div>"
    layer = f"<div id=sub2 style='display:none'>{a('办事指南')}{a('表格下载')}</div>"
    nav = read(bare(heads + layer + FOOTER, url=HOME), role=Role.HOME).nav
    assert tree_of(nav) == {"政务公开": {}, "办事服务": {"办事指南": {}, "表格下载": {}}, "互动交流": {}}


def test_layer_that_no_head_names_hangs_below_none() -> None:
    heads = f"<div class=nav><ul><li><a href='/'>首页</a></li><li>{a('政务公开')}</li><li>{a('办事服务')}</li><li>{a('互动交流')}</li></ul></div>"
    nav = read(bare(f"{heads}<div id=sub9>{a('办事指南')}{a('表格下载')}</div>{FOOTER}", url=HOME), role=Role.HOME).nav
    assert all(node.children == () for node in nav)


def test_frameset_is_its_frames_together() -> None:
    source = "<frameset rows='90,*'><frame src='top.htm'><frameset cols='200,*'><frame src='left.htm'><frame src='http://www.gov.cn/'></frameset></frameset>"
    reading = read(bare(source, url=HOME), role=Role.HOME)
    assert reading.frames == (f"{HOME}top.htm", f"{HOME}left.htm")


def test_frame_that_holds_only_links_is_the_menu() -> None:
    names = ("政务公开", "工作动态", "通知公告", "办事服务", "互动交流")
    tree = "<table>" + "".join(f"<tr><td><img src=dot.gif>{a(n)}</td></tr>" for n in names) + "</table>"
    reading = read(bare(tree, url=f"{HOME}left.htm"), role=Role.HOME)
    assert list(tree_of(reading.nav)) == list(names)
