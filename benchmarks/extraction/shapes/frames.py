"""What stands around the content: head, banner, menu, breadcrumb, side boxes, footer. Full of dates that mean nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from random import Random

from benchmarks.extraction.shapes import words

_MENU = ("首页", "机构概况", "新闻中心", "政务公开", "办事服务", "互动交流", "专题专栏")


@dataclass(frozen=True, slots=True)
class Site:
    """The site a page belongs to."""

    name: str
    host: str
    code: str
    icp: str


def site(rng: Random) -> Site:
    """A made-up office's site, below a reserved domain name."""
    number = rng.randint(1, 9999)
    icp = f"{rng.choice('粤苏浙豫赣冀')}ICP备{rng.randint(10**7, 10**8 - 1)}号{rng.choice(('', '-1'))}"
    code = f"{rng.randint(10**9, 10**10 - 1)}"
    return Site(words.organ(rng), f"www.shape{number}.example", code, icp)


def wrap(rng: Random, head: str, body: str, *, old: bool) -> str:
    """A whole document of one of two ages; some are not well-formed."""
    doctype = (
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN">\n'
        if old
        else rng.choice(("<!DOCTYPE html>\n", '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">\n', ""))
    )
    if old and rng.random() < 0.6:
        return f"{doctype}<HTML><HEAD>{head}</HEAD>\n<BODY leftMargin=0 topMargin=0>\n{body}\n</BODY></HTML>"
    ending = "</body>\n</html>"
    fault = rng.random()
    if fault < 0.06:
        body = body.replace("<!--content-->", "</body></html>", 1)  # an included banner closes the document
    elif fault < 0.1:
        ending = ""
    return f"{doctype}<html>\n<head>\n{head}\n</head>\n<body>\n{body}\n{ending}"


def head_of(rng: Random, site_: Site, title: str, metas: Sequence[str]) -> str:
    """`<head>` with scripts, styles and tags in any order."""
    parts = [f"<title>{escape(title)}</title>", *metas]
    parts.append('<link rel="stylesheet" href="/css/main.css?v=20180601">')
    parts.append('<script src="/js/jquery-1.8.3.min.js"></script>')
    if rng.random() < 0.4:
        parts.append('<meta name="viewport" content="width=device-width, initial-scale=1">')
    if rng.random() < 0.5:
        parts.append(f'<META content="{site_.name}" name=SiteName>' if rng.random() < 0.3 else "")
    if rng.random() < 0.3:
        parts.append("<style>.date20160101{color:#999}\n#d2015-01-02 a:hover{color:red}</style>")
    if rng.random() < 0.5:
        rng.shuffle(parts)
    return "\n".join(part for part in parts if part)


def banner(rng: Random, site_: Site, *, old: bool) -> str:
    """The top of the page, often with a clock."""
    day = words.some_day(rng, 2017, 2023)
    clocks = (
        "",
        "",
        f"<div class='today'>今天是：{words.spoken(day)} 星期{rng.choice('一二三四五六日')}</div>",
        f"<span id=clock>{words.spoken(day)} 星期{rng.choice('一二三四五六日')}</span>",
        "<script>var d=new Date();document.write('今天是'+d.getFullYear()+'年'+(d.getMonth()+1)+'月');</script>",
        f"<div>现在时间：{day.isoformat()} 10:22:33</div>",
        f"<div class=date>{day.isoformat()} 星期{rng.choice('一二三四五六日')} 天气：晴</div>",
    )
    clock = rng.choice(clocks)
    links = [f'<a href="/{"" if name == "首页" else f"c{n}/"}">{name}</a>' for n, name in enumerate(_MENU)]
    tools = '<a href="javascript:;" onclick="SetHome(this)">设为首页</a> | <a href="/wap/">手机版</a>'
    if old:
        cells = "".join(f"<td align=center>{link}</td>" for link in links)
        return (
            f"<table width=1000 align=center border=0><tr><td><img src=/images/banner.jpg alt='{site_.name}'></td></tr>"
            f"<tr><td>{clock} {tools}</td></tr></table>"
            f"<table width=1000 align=center bgcolor=#0055aa><tr>{cells}</tr></table>"
        )
    items = "".join(f"<li>{link}</li>" for link in links)
    return (
        f'<div class="header"><div class="top">{clock}<p>{tools}</p></div><div class="logo"><h1><a href="/">'
        f'{site_.name}</a></h1></div></div><div class="nav"><ul>{items}</ul></div>'
        if rng.random() < 0.4
        else f'<div id="head">{clock}<img src="/img/logo.png" alt=""></div>'
        f'<div class="menu" id="mainnav"><ul class="clearfix">{items}</ul></div>'
    )


def crumb(rng: Random, path: Sequence[str], *, title: str | None = None, old: bool = False) -> str:
    """The breadcrumb in one of many spellings; `title` ends it where given."""
    separator = rng.choice((" &gt; ", "&gt;&gt;", " &raquo; ", ">", "&nbsp;&gt;&nbsp;", " > ", " - ", "<em>&gt;</em>"))
    home = rng.choice(("首页", "网站首页", "首页"))
    links = [f'<a href="/">{home}</a>']
    links += [f'<a href="/{"/".join(f"p{i}" for i in range(n + 1))}/">{name}</a>' for n, name in enumerate(path)]
    tail = f"{separator}{rng.choice(('正文', '详情', title or '正文'))}" if title else ""
    label = rng.choice(("当前位置：", "您现在的位置：", "您当前的位置: ", "当前位置 ： ", "所在位置：", "位置："))
    if separator == " - " or rng.random() < 0.1:
        separator = " &gt; "
        tail = tail.replace(" - ", separator)
    inner = label + separator.join(links) + tail
    if old:
        return f"<table width=1000 align=center><tr><td height=28>{inner}</td></tr></table>"
    return rng.choice(
        (
            f'<div class="position">{inner}</div>',
            f'<div class="crumbs"><p>{inner}</p></div>',
            f'<div class="dqwz"><span>{label}</span>{separator.join(links)}{tail}</div>',
            f"<div>{inner}</div>",
        )
    )


def side(rng: Random, *, old: bool) -> str:
    """A box of other articles with their dates."""
    heading = rng.choice(("热点新闻", "最新动态", "推荐阅读", "图文资讯", "热门排行"))
    rows = []
    for n in range(rng.randint(3, 6)):
        day = words.some_day(rng, 2016, 2022)
        shown = rng.choice((f"{day:%m-%d}", day.isoformat(), f"[{day:%m-%d}]"))
        rows.append(
            f'<li><a href="/info/9/{n + 1}.htm">{words.title(rng, n + 90, day)[:14]}</a><span>{shown}</span></li>'
        )
    box = f"<h3>{heading}</h3><ul>{''.join(rows)}</ul>"
    return f"<td width=240 valign=top class=side>{box}</td>" if old else f'<div class="sidebar right">{box}</div>'


def footer(rng: Random, site_: Site, *, old: bool) -> str:
    """The foot of the page, with the dates that make a dead column look fresh."""
    day = words.some_day(rng, 2018, 2024)
    year = day.year
    extras = (
        "",
        "",
        f"<p>网站最后更新：{day.isoformat()}</p>",
        f"<p>网站更新日期：{words.spoken(day)}</p>",
        f"<p>您是第 {rng.randint(10**5, 10**7)} 位访问者 开通日期：2008年5月1日</p>",
        f"<p>本页更新时间:{day.isoformat()} 08:30</p>",
        f"<p>建站时间：2006-06-01　最后更新时间：{words.spoken(day)}</p>",
        f"<p>页面生成时间 {day.isoformat()} 00:12:45</p>",
    )
    lines = (
        f"<p>主办单位：{site_.name}　承办：{site_.name}信息中心</p>"
        f"<p>版权所有 &copy; 2006-{year} {site_.name}　网站标识码：{site_.code}　{site_.icp}</p>"
        f"<p>地址：建设路{rng.randint(1, 300)}号　电话：0769-22{rng.randint(100000, 999999)}　邮编：523000</p>"
        f"{rng.choice(extras)}"
    )
    links = '<a href="/sitemap/">网站地图</a> | <a href="/about/">关于我们</a> | <a href="/privacy/">隐私声明</a>'
    if old:
        return f"<table width=1000 align=center><tr><td align=center>{links}<br>{lines}</td></tr></table>"
    return f'<div class="{rng.choice(("footer", "foot", "bottom", "copyright"))}">{links}{lines}</div>'


def meta(rng: Random, name: str, content: str) -> str:
    """A meta tag in any letter case, order and quoting."""
    shown = rng.choice((name, name.lower(), name.upper(), name[0].lower() + name[1:]))
    content = escape(content)
    return rng.choice(
        (
            f'<meta name="{shown}" content="{content}">',
            f'<meta content="{content}" name="{shown}"/>',
            f"<META NAME='{shown}' CONTENT='{content}' />",
            f'<meta name={shown} content="{content}">',
        )
    )


def encoded(rng: Random, html: str) -> tuple[bytes, str]:
    """The page as bytes, with the header that came with it: sometimes no declaration, sometimes a lie."""
    form = rng.random()
    if form < 0.45:
        declared = html.replace("<head>", '<head><meta charset="utf-8">', 1)
        return declared.encode("utf-8"), rng.choice(("text/html; charset=utf-8", "text/html"))
    declaration = '<meta http-equiv="Content-Type" content="text/html; charset={}">'
    if form < 0.55:
        return html.replace("<head>", "<head>" + declaration.format("utf-8"), 1).encode("utf-8-sig"), "text/html"
    if form < 0.63:  # a lie after a migration
        return html.replace("<head>", "<head>" + declaration.format("gb2312"), 1).encode("utf-8"), "text/html"
    name = rng.choice(("gb2312", "GBK", "gb18030", "gb2312"))
    text = html.replace("<head>", "<head>" + declaration.format(name), 1).replace(
        "<HEAD>", "<HEAD>" + declaration.format(name), 1
    )
    return text.encode("gb18030"), rng.choice(
        ("text/html", "", "text/html; charset=gb2312", "text/html; charset=iso-8859-1")
    )
