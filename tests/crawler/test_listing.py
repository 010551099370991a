# ruff: noqa: E501 (markup is easier to check in one piece)
"""The main list of a column page in the layouts of many platforms."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.model import PageKind

from .portal_pages import URL, bare, lists_of, page, read

TITLES = ["关于开展安全生产大检查的通知", "我局召开全市安全生产工作会议", "关于做好烟花爆竹安全监管工作的通知"]
HREFS = ["./201603/t20160315_101.html", "./201603/t20160310_99.html", "./201602/t20160201_88.html"]
DATES = ["2016-03-15", "2016-03-10", "2016-02-01"]


def rows_in(layout: str, count: int = 3) -> str:
    """Up to three rows in a layout with the fields {t}, {h}, {d}, {y}, {m}, {n}."""
    parts = []
    for title, href, day in list(zip(TITLES, HREFS, DATES, strict=True))[:count]:
        year, month, number = day.split("-")
        parts.append(layout.format(t=title, h=href, d=day, y=year, m=month, n=number))
    return "".join(parts)


LAYOUTS = {
    "list with span": "<ul class='list'>|<li><a href='{h}'>{t}</a><span>{d}</span></li>|</ul>",
    "date in front": "<ul>|<li><span>{d}</span><a href='{h}'>{t}</a></li>|</ul>",
    "date in brackets": "<ul>|<li><a href='{h}'>{t}</a>({d})</li>|</ul>",
    "date with slashes": "<ul>|<li><a href='{h}'>{t}</a><em>{y}/{m}/{n}</em></li>|</ul>",
    "chinese date": "<ul>|<li><a href='{h}'>{t}</a> {y}年{m}月{n}日</li>|</ul>",
    "day and month in two tags": "<ul>|<li><div class=time><b>{n}</b><span>{y}-{m}</span></div><a href='{h}'>{t}</a></li>|</ul>",
    "day over month and year": "<ul>|<li><p>{n}</p><p>{y}.{m}</p><h4><a href='{h}'>{t}</a></h4></li>|</ul>",
    "table rows": "<table>|<tr><td>·</td><td><a href='{h}'>{t}</a></td><td>{d}</td></tr>|</table>",
    "a table for each row": "<div>|<table><tr><td><a href='{h}'>{t}</a></td><td>{d}</td></tr></table>|</div>",
    "div rows": "<div class=box>|<div class=item><a href='{h}'>{t}</a><span>{d}</span></div>|</div>",
    "div with a list in each": "<div class=box>|<div class=i><ul><li><a href='{h}'>{t}</a>{d}</li></ul></div>|</div>",
    "definition lists": "<div>|<dl><dt><a href='{h}'>{t}</a></dt><dd>发布时间：{d}</dd></dl>|</div>",
    "paragraphs": "<div>|<p><a href='{h}'>{t}</a> [{d}]</p>|</div>",
    "all inside the link": "<ul>|<li><a href='{h}'><span class=fl>{t}</span><span class=fr>{d}</span></a></li>|</ul>",
    "picture and text": "<ul>|<li><a href='{h}'><img src=a.jpg></a><a href='{h}'>{t}</a><i>{d}</i></li>|</ul>",
    "column in brackets": "<ul>|<li><a href='/zwgk/tzgg/'>[通知]</a><a href='{h}'>{t}</a><i>{d}</i></li>|</ul>",
    "blanks in the address": "<ul>|<li><a href=' {h}\n'>{t}</a><i>{d}</i></li>|</ul>",
    "with a clock": "<ul>|<li><a href='{h}'>{t}</a><i>{d} 10:23:00</i></li>|</ul>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_rows_of_every_layout_are_read_whatever_their_number(layout: str, count: int) -> None:
    before, row, after = LAYOUTS[layout].split("|")
    reading = read(page(f"<div class='main'>{before}{rows_in(row, count)}{after}</div>"))
    assert reading.kind is PageKind.LIST
    assert reading.listing is not None
    found = [(row.title, row.url, row.listed_on) for row in reading.listing.rows]
    base = URL.rpartition("/")[0]
    assert found == [
        (title, f"{base}/{href[2:]}", date.fromisoformat(day))
        for title, href, day in list(zip(TITLES, HREFS, DATES, strict=True))[:count]
    ]


def test_side_block_menu_and_footer_are_not_rows() -> None:
    reading = read(page(f"<div><ul>{rows_in('<li><a href={h}>{t}</a><i>{d}</i></li>', 1)}</ul></div>"))
    assert reading.listing is not None
    assert [row.title for row in reading.listing.rows] == TITLES[:1]


def test_list_cut_into_pieces_is_one_list() -> None:
    row = "<li><a href='{h}'>{t}</a><span>{d}</span></li>"
    pieces = "<div class=line></div>".join(f"<ul class=a>{part}</li></ul>" for part in rows_in(row).split("</li>")[:3])
    found = lists_of(page(f"<div class=main>{pieces}</div>")).main
    assert found is not None
    assert [entry.title for entry in found.rows] == TITLES


def test_full_title_comes_from_the_title_attribute_where_the_list_cuts_it() -> None:
    cut = f"<li><a href='{HREFS[0]}' title='{TITLES[0]}'>{TITLES[0][:8]}…</a><span>2016-03-15</span></li>"
    still = "<li><a href='./201603/t20160301_7.html'>关于某事的...</a><span>2016-03-01</span></li>"
    found = lists_of(page(f"<ul>{cut}{still}</ul>")).main
    assert found is not None
    assert [(row.title, row.truncated) for row in found.rows] == [(TITLES[0], False), ("关于某事的...", True)]


def test_title_attribute_that_says_something_else_is_not_believed() -> None:
    row = f"<li><a href='{HREFS[0]}' title='点击查看全文，在新窗口中打开本条信息'>{TITLES[0]}</a><span>2016-03-15</span></li>"
    found = lists_of(page(f"<ul>{row}</ul>")).main
    assert found is not None
    assert found.rows[0].title == TITLES[0]


def test_date_without_a_year_gets_one_only_where_the_address_proves_it() -> None:
    proven = "<li><a href='./201603/t20160315_101.html'>一条有日期的信息</a><span>[03-15]</span></li>"
    not_proven = "<li><a href='show.asp?id=12'>一条没有年份的信息</a><span>[03-14]</span></li>"
    other_day = "<li><a href='./201603/t20160310_90.html'>一条日期对不上的信息</a><span>[03-13]</span></li>"
    found = lists_of(page(f"<ul>{proven}{not_proven}{other_day}</ul>")).main
    assert found is not None
    assert [row.listed_on for row in found.rows] == [date(2016, 3, 15), None, None]
    assert [row.raw_date for row in found.rows] == ["03-15", "03-14", "03-13"]


def test_row_without_a_date_stays_in_a_dated_list() -> None:
    undated = "<li><a href='./201603/t20160309_95.html'>一条忘了写日期的信息</a><span></span></li>"
    found = lists_of(page(f"<ul>{rows_in('<li><a href={h}>{t}</a><i>{d}</i></li>')}{undated}</ul>")).main
    assert found is not None
    assert [row.listed_on is None for row in found.rows] == [False, False, False, True]


def test_row_without_a_date_behind_the_name_of_its_column_stays_too() -> None:
    rows = "".join(
        f"<tr><td>·</td><td>[<a href='list.asp?cid=19'>公告公示</a>] <a href='show.asp?id={n}'>关于更换窗口电话的通告（{n}）</a>"
        f"</td><td>{'' if n == 3 else f'2016-3-{n}'}</td></tr>"
        for n in range(1, 6)
    )
    main = lists_of(bare(f"<table>{rows}</table>")).main
    assert main is not None
    assert [row.listed_on and row.listed_on.day for row in main.rows] == [1, 2, None, 4, 5]


def test_pinned_row_is_marked_and_its_title_is_clean() -> None:
    pinned = f"<li><a href='{HREFS[0]}'>[置顶]{TITLES[0]}</a><span>2016-03-15</span></li>"
    flagged = f"<li><img src='/images/zhiding.gif'><a href='{HREFS[1]}'>{TITLES[1]}</a><span>2016-03-10</span></li>"
    plain = f"<li><a href='{HREFS[2]}'>{TITLES[2]}</a><span>2016-02-01</span></li>"
    found = lists_of(page(f"<ul>{pinned}{flagged}{plain}</ul>")).main
    assert found is not None
    assert [(row.title, row.pinned) for row in found.rows] == list(zip(TITLES, [True, True, False], strict=True))


def test_catalogue_table_gives_fields_and_the_publishing_date_wins_over_the_date_written() -> None:
    table = f"""<table><tr><th>序号</th><th>索引号</th><th>名　称</th><th>成文日期</th><th>发布机构</th><th>发布日期</th></tr>
    <tr><td>1</td><td>007330029/2016-00012</td><td><a href="{HREFS[0]}">{TITLES[0]}</a></td><td>2016-03-01</td><td>市安监局</td>
    <td>2016-03-15</td></tr></table>"""
    found = lists_of(page(table)).main
    assert found is not None
    (row,) = found.rows
    assert (row.listed_on, row.fields["索引号"], row.fields["发布机构"]) == (
        date(2016, 3, 15),
        "007330029/2016-00012",
        "市安监局",
    )


def test_hover_block_with_other_dates_does_not_change_the_date_of_the_row() -> None:
    hover = "<div style='display:none'>索引号：0073/2016-1 成文日期：2016-01-05 发布日期：2016-03-15 文号：安监〔2016〕5号</div>"
    found = lists_of(page(f"<ul><li><a href='{HREFS[0]}'>{TITLES[0]}</a>{hover}</li></ul>")).main
    assert found is not None
    assert found.rows[0].listed_on == date(2016, 3, 15)
    assert found.rows[0].fields["索引号"] == "0073/2016-1"


@pytest.mark.parametrize("words", ["暂无信息", "此栏目暂无任何新增信息", "没有找到相关记录", "共0条"])
def test_list_that_says_it_is_empty_is_a_list_of_no_rows(words: str) -> None:
    crumb = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/zwgk/'>政务公开</a> &gt; 预警信息</div>"
    reading = read(bare(f"{crumb}<div class='con'><ul><li>{words}</li></ul></div>"))
    assert reading.kind is PageKind.LIST
    assert reading.listing is not None
    assert reading.listing.rows == ()


def test_empty_list_container_on_a_column_page_is_a_list_of_no_rows() -> None:
    crumb = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/zwgk/'>政务公开</a> &gt; 预警信息</div>"
    reading = read(bare(f"{crumb}<div class='main'><h2>预警信息</h2><ul class='news_list'></ul></div>"))
    assert reading.kind is PageKind.LIST
    assert reading.listing is not None
    assert reading.listing.rows == ()


def test_list_painted_by_script_is_a_list_whose_rows_nobody_knows() -> None:
    script = (
        "<script>loadPageData({current:1, unitid:'380055', channelCode:['col42150'], perPage:'15'}, '380055')</script>"
    )
    crumb = "<div>当前位置：<a href='/'>首页</a> &gt; 以案释法</div>"
    reading = read(bare(crumb + "<div id=list></div>" + script))
    assert reading.kind is PageKind.LIST
    assert reading.listing is None
    assert any("script" in warning for warning in reading.warnings)


def test_landing_page_of_extracts_is_no_list() -> None:
    row = "<li><a href='{h}'>{t}</a><span>{d}</span></li>"
    block = "<div class=blk><h3><a href='/zwgk/{n}/'>{name}</a><a href='/zwgk/{n}/'>更多&gt;&gt;</a></h3><ul>{rows}</ul></div>"
    body = block.format(n="gzdt", name="工作动态", rows=rows_in(row)) + block.format(
        n="tzgg", name="通知公告", rows=rows_in(row.replace("{h}", "../tzgg/{h}"))
    )
    crumb = "<div>当前位置：<a href='/'>首页</a> &gt; 政务公开</div>"
    reading = read(bare(crumb + body, url="http://www.example.gov.cn/zwgk/"))
    assert reading.kind is PageKind.OTHER
    assert reading.listing is None
    assert {link.text: str(link.role) for link in reading.links}["工作动态"] == "column"


def test_rows_without_dates_are_a_list_where_their_addresses_are_articles() -> None:
    rows = "".join(
        f"<li><div class=pic><a href='2018-07-01/{n}.html'><img src=x.jpg></a></div>"
        f"<div class=txt><a href='2018-07-01/{n}.html'>摄影作品展第{n}号</a></div></li>"
        for n in (494, 492, 6)
    )
    reading = read(page(f"<div class=ztzl_list><ul>{rows}</ul></div>"))
    assert reading.kind is PageKind.LIST
    assert reading.listing is not None
    assert [row.title for row in reading.listing.rows] == ["摄影作品展第494号", "摄影作品展第492号", "摄影作品展第6号"]


def test_external_and_attachment_rows_are_rows() -> None:
    rows = """<li><a href="http://www.gov.cn/zhengce/2016-03/15/content_1.htm">国务院关于某事的意见</a><i>2016-03-15</i></li>
    <li><a href="./P020160310567890123456.pdf">关于某事的公告（全文下载）</a><i>2016-03-10</i></li>"""
    found = lists_of(page(f"<ul>{rows}</ul>")).main
    assert found is not None
    assert [row.url.rpartition("/")[2] for row in found.rows] == ["content_1.htm", "P020160310567890123456.pdf"]


def test_base_backslash_and_protocol_relative_addresses_resolve() -> None:
    rows = r"""<li><a href="201603\t20160315_1.html">甲：关于某事的通知</a><i>2016-03-15</i></li>
    <li><a href="//www.example.gov.cn/a/t20160314_2.html">乙：关于某事的通知</a><i>2016-03-14</i></li>"""
    found = lists_of(page(f"<ul>{rows}</ul>", head="<base href='http://www.example.gov.cn/other/'>")).main
    assert found is not None
    assert [row.url for row in found.rows] == [
        "http://www.example.gov.cn/other/201603/t20160315_1.html",
        "http://www.example.gov.cn/a/t20160314_2.html",
    ]


def test_lists_under_linked_headings_are_extracts_even_if_one_is_empty() -> None:
    entry = '<li><span>[11-04]</span><a href="/info/1055/{n}.htm">关于安全生产的第{n}号应急预案</a></li>'
    block = '<div class="block"><h3><a href="/zt/{name}.htm">{name}</a></h3><ul class="list">{rows}</ul></div>'
    filled = block.format(name="yjya", rows="".join(entry.format(n=n) for n in range(1, 6)))
    assert read(bare(filled)).kind is PageKind.LIST
    landing = read(bare(filled + block.format(name="yjzs", rows="")))
    assert (landing.kind, landing.listing) == (PageKind.OTHER, None)


def test_total_of_nothing_is_an_empty_list_even_with_the_number_in_a_tag_of_its_own() -> None:
    crumb = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/list.asp?cid=49'>在线访谈</a></div>"
    found = read(
        bare(crumb + "<table></table><div>共<b>0</b>条信息　第<b>1</b>/<b>1</b>页　首页 上一页 下一页 尾页</div>")
    )
    assert found.kind is PageKind.LIST
    assert found.listing is not None
    assert found.listing.rows == ()
    script = read(
        bare(crumb + "<div id='box'></div><script>var words = '共' + 0 + '条'; $.get('/rows', show);</script>")
    )
    assert script.listing is None
