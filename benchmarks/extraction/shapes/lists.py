"""List pages: any markup of rows with any pager, from no row to thirty."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from urllib.parse import urljoin

from benchmarks.extraction.shapes import frames, words
from benchmarks.extraction.shapes.model import ListShape, RowShape
from benchmarks.extraction.shapes.pagers import PAGERS, Said, none
from benchmarks.extraction.shapes.rows import MARKUPS, Markup

SIZES = (
    *([0] * 10),
    *([1] * 12),
    *([2] * 12),
    *([3] * 12),
    *range(4, 31),
    *range(4, 31),
    *range(5, 31),
    *range(10, 31),
)
_WHOLE = ("XML island", "datastore", "script array", "commented")  # their pagers are their own


def lists(seed: int = 2016) -> Iterator[ListShape]:
    """All list shapes: 147 lists of no to thirty rows in every markup, and 21 more of one to three rows."""
    rng = Random(seed + 1)
    for number, size in enumerate(SIZES):
        usable = [markup for markup in MARKUPS if markup.fewest <= size]
        yield _page(rng, number, size, usable[number % len(usable)])
    for number, markup in enumerate(MARKUPS):
        if markup.fewest <= 3:
            size = max(number % 3 + 1, markup.fewest)
            yield _page(rng, 500 + number, size, markup)


def _rows(rng: Random, size: int) -> list[RowShape]:
    days = sorted((words.some_day(rng, 2010, 2016) for _ in range(size)), reverse=True)
    shape = rng.randrange(5)
    found: list[RowShape] = []
    for n, day in enumerate(days):
        number = rng.randint(1000, 999_999)
        href = (
            f"./{day:%Y%m}/t{day:%Y%m%d}_{number}.html",
            f"../info/1001/{number % 9999 + n}.htm",
            f"content/post_{number}.html",
            f"ShowArticle.asp?ArticleID={number}",
            f"/art/{day.year}/{day.month}/{day.day}/art_12_{number}.html",
        )[shape]
        if rng.random() < 0.05:
            href = f"http://www.other-office.example/zwgk/t{day:%Y%m%d}_{number}.html"
        found.append(RowShape(words.title(rng, n + 3, day), href, day))
    return found


def _page(rng: Random, number: int, size: int, markup: Markup) -> ListShape:
    site = frames.site(rng)
    old = rng.random() < 0.35
    path = rng.choice(words.COLUMNS)
    content, rows = markup.write(rng, _rows(rng, size))
    if size == 0:
        content = rng.choice(
            (content, "<p>暂无信息</p>", content + "<div class=none>此栏目暂无内容</div>", '<ul class="list"></ul>')
        )
    said = none(rng, size) if markup.name in _WHOLE or size == 0 else rng.choice(PAGERS)(rng, size)
    url = f"http://{site.host}/zwgk/tzgg/{said.file}"
    html = _framed(rng, site, path, content, said, old=old)
    body, content_type = frames.encoded(rng, html)
    return ListShape(
        name=f"{markup.name}, {size} rows-{number}",
        url=url,
        body=body,
        rows=tuple(rows),
        content_type=content_type,
        total=size if markup.name == "XML island" else said.total,
        pages=1 if markup.name == "XML island" else said.pages,
        next_url=urljoin(url, said.next_href) if said.next_href else None,
    )


def _framed(rng: Random, site: frames.Site, path: tuple[str, ...], content: str, said: Said, *, old: bool) -> str:
    column = path[-1]
    metas = [frames.meta(rng, "ColumnName", column)] if rng.random() < 0.3 else []
    heading = rng.choice((f"<h2>{column}</h2>", f'<div class="lmtit">{column}</div>', ""))
    menu = "".join(
        f'<li><a href="/lm/{n}/">{name}</a></li>' for n, name in enumerate(("机构职能", "领导分工", "内设机构", column))
    )
    aside = frames.side(rng, old=old) if rng.random() < 0.35 else ""
    left = f'<div class="leftmenu"><ul>{menu}</ul></div>' if rng.random() < 0.4 else ""
    if old:
        main = (
            f"<table width=1000 align=center><tr>{aside}<td valign=top>{frames.crumb(rng, path, old=True)}{heading}"
            f"{content}{said.markup}</td></tr></table>"
        )
    else:
        main = f'{frames.crumb(rng, path)}<div class="wrap">{left}<div class="right-con">{heading}{content}{said.markup}</div>{aside}</div>'
    title = rng.choice((f"{column}-{site.name}", f"{column}_{path[0]}_{site.name}", site.name, column))
    parts = (frames.banner(rng, site, old=old), "<!--content-->", main, frames.footer(rng, site, old=old))
    return frames.wrap(rng, frames.head_of(rng, site, title, metas), "\n".join(parts), old=old)
