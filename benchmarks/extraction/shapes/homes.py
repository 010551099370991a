"""Home pages: menus with and without drop-downs, blocks of other columns' news, footers with the site's marks."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from benchmarks.extraction.shapes import frames, words
from benchmarks.extraction.shapes.model import HomeShape

COUNT = 42
_COLUMNS = ("通知公告", "工作动态", "政策文件", "政策解读", "人事信息", "财政预决算", "安全监管", "专题专栏")
_MENU = ("走进部门", "新闻中心", "政务公开", "办事服务", "互动交流", "数据开放", "专题专栏", "党建工作")


def homes(seed: int = 2016) -> Iterator[HomeShape]:
    """All home shapes."""
    rng = Random(seed + 2)
    for number in range(COUNT):
        yield _page(rng, number)


def _page(rng: Random, number: int) -> HomeShape:
    site = frames.site(rng)
    old = rng.random() < 0.4
    names = tuple(rng.sample(_MENU, rng.randint(5, 8)))
    titles: set[str] = set()
    blocks = []
    for n, column in enumerate(rng.sample(_COLUMNS, rng.randint(3, 6))):
        markup, shown = _block(rng, column, n)
        blocks.append(markup)
        titles |= shown
    title = rng.choice(
        (site.name, f"{site.name}门户网站", f"{site.name}-首页", f"欢迎访问{site.name}", f"{site.name}_网站首页")
    )
    metas = (
        [frames.meta(rng, "SiteName", site.name), frames.meta(rng, "SiteIDCode", site.code)]
        if rng.random() < 0.5
        else []
    )
    body = "".join((_menu(rng, names, old=old), *blocks, _friends(rng), _footer(rng, site, old=old)))
    html = frames.wrap(rng, frames.head_of(rng, site, title, metas), body, old=old)
    data, content_type = frames.encoded(rng, html)
    return HomeShape(
        name=f"home-{number}",
        url=f"http://{site.host}/{rng.choice(('', '', 'index.html', 'index.htm'))}",
        body=data,
        site_name=title
        if title.endswith("门户网站") and "sitename" not in html.lower()
        else site.name,  # as it calls itself
        code=site.code,
        icp=site.icp,
        nav=names,
        titles=frozenset(titles),
        content_type=content_type,
    )


def _menu(rng: Random, names: tuple[str, ...], *, old: bool) -> str:
    home = '<a href="/">首页</a>'
    if old:
        cells = "".join(f'<td><a href="/{n}/">{name}</a></td>' for n, name in enumerate(names))
        return f"<table width=1000 class=nav><tr><td>{home}</td>{cells}</tr></table>"
    drop = rng.random() < 0.5
    items = []
    for n, name in enumerate(names):
        inner = (
            "".join(f'<li><a href="/{n}/{i}/">{column}</a></li>' for i, column in enumerate(_COLUMNS[:3]))
            if drop
            else ""
        )
        items.append(f'<li><a href="/{n}/">{name}</a>{f"<ul>{inner}</ul>" if inner else ""}</li>')
    return f'<div class="{rng.choice(("nav", "menu", "mainNav"))}"><ul><li>{home}</li>{"".join(items)}</ul></div>'


def _block(rng: Random, column: str, number: int) -> tuple[str, set[str]]:
    """A block of another column's newest entries; its days have no year in half of the cases."""
    rows, shown = [], set()
    short = rng.random() < 0.5
    for n in range(rng.randint(3, 7)):
        day = words.some_day(rng, 2014, 2016)
        text = words.title(rng, number * 20 + n, day)
        shown.add(text)
        told = f"[{day:%m-%d}]" if short else day.isoformat()
        rows.append(
            f'<li><a href="/{number}/{day:%Y%m}/t{day:%Y%m%d}_{n + 100}.html">{text}</a><span>{told}</span></li>'
        )
    more = rng.choice(("更多", "更多>>", "more", "MORE+"))
    head = f'<h3>{column}</h3><a class="more" href="/{number}/">{more}</a>'
    return f'<div class="block"><div class="tit">{head}</div><ul>{"".join(rows)}</ul></div>', shown


def _friends(rng: Random) -> str:
    links = "".join(f'<a href="http://www.friend{n}.example/">{words.organ(rng)}</a>' for n in range(4))
    return f'<div class="friendlink"><span>友情链接</span>{links}</div>'


def _footer(rng: Random, site: frames.Site, *, old: bool) -> str:
    code = rng.choice(
        (f"网站标识码：{site.code}", f"政府网站标识码:{site.code}", f"标识码 {site.code}", f"网站标识码{site.code}")
    )
    inner = (
        f"<p>主办单位：{site.name}</p><p>{site.icp}　{code}</p><p>公安备案 44190002{rng.randint(100000, 999999)} 号</p>"
    )
    return f"<table align=center><tr><td>{inner}</td></tr></table>" if old else f'<div class="footer">{inner}</div>'
