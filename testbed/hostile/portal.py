"""The portal that misbehaves: a home page, two lists, nine articles, a file, and a column that is one page."""

from __future__ import annotations

from collections.abc import Iterable

from testbed.hostile.model import Answer, Handler

ITEMS = 10  # documents: eight entries of 工作动态, one of 通知公告, and the page 机构职能
FILE = "/xwzx/tzgg/201611/P020161101345678.pdf"
NOTICE = "/xwzx/tzgg/201611/t20161101_90.html"
NOTICES = "/xwzx/tzgg/"
NEWS = "/xwzx/gzdt/"
_MENU = (
    '<div class="nav"><ul><li><a href="/">网站首页</a></li>'
    '<li><a href="/xwzx/">新闻中心</a><ul><li><a href="/xwzx/gzdt/">工作动态</a></li>'
    '<li><a href="/xwzx/tzgg/">通知公告</a></li></ul></li>'
    '<li><a href="/jgzn/">机构职能</a></li></ul></div>'
)
_NEWS_CRUMB = '<a href="/xwzx/">新闻中心</a> &gt; <a href="/xwzx/gzdt/">工作动态</a>'
_NOTICES_CRUMB = '<a href="/xwzx/">新闻中心</a> &gt; <a href="/xwzx/tzgg/">通知公告</a>'
_SUBJECTS = (
    "汛期安全检查",
    "工贸企业培训",
    "职业健康宣传",
    "危险化学品整治",
    "应急演练",
    "举报奖励",
    "春节值守",
    "安全生产月",
)


def page(title: str, body: str, crumb: str = "", head: str = "") -> str:
    """A page with menu and footer."""
    path = f'<div class="position">当前位置：<a href="/">首页</a> &gt; {crumb}</div>' if crumb else ""
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{_MENU}{path}{body}'
        '<div class="footer">版权所有 某某市某某局 联系电话：0769-12345678</div></body></html>'
    )


def article(title: str, day: str, crumb: str = _NEWS_CRUMB, more: str = "") -> str:
    """An article with a date line and six paragraphs."""
    text = "".join(f"<p>{title}。现将有关事项通知如下，请认真贯彻执行（第{n}条）。</p>" for n in range(1, 7))
    return page(
        f"{title}_某某市某某局",
        f'<div class="article"><h1>{title}</h1><div class="info">发布日期：{day} 来源：办公室</div>'
        f'<div class="content" id="zoom">{text}{more}</div></div>',
        crumb,
    )


def rows(entries: Iterable[tuple[str, str, str]], pager: str = "") -> str:
    """A list of (title, address, day) with its pager."""
    items = "".join(f'<li><a href="{href}">{title}</a><span>{day}</span></li>' for title, href, day in entries)
    return f'<div class="list"><ul>{items}</ul></div>{pager}'


def entry(number: int) -> tuple[str, str, str]:
    """Entry 1 to 8 of 工作动态: (title, address, day)."""
    title = f"我局开展{_SUBJECTS[number - 1]}工作"
    return title, f"/xwzx/gzdt/201612/t201612{number:02d}_{number}.html", f"2016-12-{number:02d}"


def news(numbers: Iterable[int], pager: str = "") -> str:
    """A page of the list of 工作动态."""
    return page("工作动态", rows((entry(n) for n in numbers), pager), _NEWS_CRUMB)


def notices(entries: Iterable[tuple[str, str, str]], pager: str = "") -> str:
    """A page of the list of 通知公告."""
    return page("通知公告", rows(entries, pager), _NOTICES_CRUMB)


def single(extra: str = "") -> str:
    """The page 机构职能."""
    text = "<p>本局贯彻执行安全生产的法律法规，组织起草规范性文件。</p>" * 8
    return page("机构职能", f'<div class="content" id="zoom">{text}{extra}</div>', '<a href="/jgzn/">机构职能</a>')


def portal() -> dict[str, Answer | Handler]:
    """All pages, as they are when nothing is wrong."""
    pager = '<div class="page"><a href="/xwzx/gzdt/index_1.html">下一页</a></div>'
    attached = f'<p>附件：<a href="{FILE}">专项检查安排表.pdf</a></p>'
    title, day = "关于开展专项检查的通知", "2016-11-01"
    texts = {
        "/": page("某某市某某局", rows(entry(n) for n in (8, 7, 6))),
        "/xwzx/": page("新闻中心", "<p>本栏目包括工作动态和通知公告。</p>", '<a href="/xwzx/">新闻中心</a>'),
        NEWS: news(range(8, 3, -1), pager),
        f"{NEWS}index_1.html": news(range(3, 0, -1)),
        NOTICES: notices([(title, NOTICE, day)]),
        NOTICE: article(title, day, _NOTICES_CRUMB, attached),
        "/jgzn/": single(),
    }
    for number in range(1, 9):
        name, href, date = entry(number)
        texts[href] = article(name, date)
    found: dict[str, Answer | Handler] = {path: Answer(text.encode()) for path, text in texts.items()}
    found[FILE] = Answer(b"%PDF-1.4\n" + b"0" * 2000 + b"\n%%EOF\n", headers=(("Content-Type", "application/pdf"),))
    found["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private/\n", headers=(("Content-Type", "text/plain"),))
    return found


def missing() -> Answer:
    """The plain 404 of an address that does not exist."""
    return Answer(b"<html><head><title>404</title></head><body>404 Not Found</body></html>", 404)
