"""A portal of a dozen pages, for tests of the engine: the outside world, small enough to know by heart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.model import Fetched, Outcome, Role, Task
from crawler.outcomes import by_status
from crawler.profiles import Profile

HOME = "http://portal.test/"
HTML = (("Content-Type", "text/html; charset=utf-8"),)
START = datetime(2017, 1, 20, 1, tzinfo=UTC)

_MENU = (
    '<div class="nav"><ul><li><a href="/">网站首页</a></li>'
    '<li><a href="/xwzx/">新闻中心</a><ul><li><a href="/xwzx/gzdt/">工作动态</a></li>'
    '<li><a href="/xwzx/tzgg/">通知公告</a></li></ul></li>'
    '<li><a href="/jgzn/">机构职能</a></li></ul></div>'
)


def page(title: str, body: str, crumb: str = "", menu: str = _MENU) -> bytes:
    """A page of the portal."""
    path = f'<div class="position">当前位置：<a href="/">首页</a> &gt; {crumb}</div>' if crumb else ""
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{menu}{path}{body}'
        '<div class="footer">版权所有 某某局 今天是2017年1月20日</div></body></html>'
    ).encode()


def article(title: str, day: str, crumb: str) -> bytes:
    """An article page with a date line and some text."""
    text = "".join(
        f"<p>{title}。为进一步加强安全生产工作，现将有关事项通知如下，请认真贯彻执行（{n}）。</p>" for n in range(6)
    )
    return page(
        title,
        f'<div class="article"><h1>{title}</h1><div class="info">发布日期：{day} 来源：本局办公室</div>'
        f'<div class="content" id="zoom">{text}</div></div>',
        crumb,
    )


def rows(entries: Iterable[tuple[str, str, str]], pager: str = "") -> str:
    """A list of (title, href, day)."""
    items = "".join(f'<li><a href="{href}">{title}</a><span>{day}</span></li>' for title, href, day in entries)
    return f'<div class="list"><ul>{items}</ul></div>{pager}'


_NEWS = '<a href="/xwzx/">新闻中心</a> &gt; <a href="/xwzx/gzdt/">工作动态</a>'
_NOTICES = '<a href="/xwzx/">新闻中心</a> &gt; <a href="/xwzx/tzgg/">通知公告</a>'


def _entries(first: int, count: int) -> list[tuple[str, str, str]]:
    return [
        (f"全市安全生产工作第{n}次会议召开", f"/xwzx/gzdt/201612/t201612{n:02d}_{n}.html", f"2016-12-{n:02d}")
        for n in range(first, first - count, -1)
    ]


def pages() -> dict[str, tuple[int, tuple[tuple[str, str], ...], bytes]]:
    """Address → (status, headers, body). Two columns with lists (one of two pages), one single page, a dead link."""
    pager = '<div class="page"><a href="/xwzx/gzdt/index_1.html">下一页</a> 共2页</div>'
    site = {
        "/": page(
            "某某市某某局",
            rows(_entries(8, 3)) + '<div class="links"><a href="/gone.html">年度专题</a></div>',
        ),
        "/xwzx/": page(
            "新闻中心", '<div class="intro">本栏目包括工作动态和通知公告。</div>', '<a href="/xwzx/">新闻中心</a>'
        ),
        "/xwzx/gzdt/": page("工作动态", rows(_entries(8, 5), pager), _NEWS),
        "/xwzx/gzdt/index_1.html": page("工作动态", rows(_entries(3, 3)), _NEWS),
        "/xwzx/tzgg/": page(
            "通知公告",
            rows([("关于开展专项检查的通知", "/xwzx/tzgg/201611/t20161101_90.html", "2016-11-01")]),
            _NOTICES,
        ),
        "/xwzx/tzgg/201611/t20161101_90.html": article("关于开展专项检查的通知", "2016-11-01", _NOTICES),
        "/jgzn/": page(
            "机构职能",
            '<div class="content" id="zoom">'
            + "<p>本局贯彻执行安全生产的法律法规，组织起草规范性文件。</p>" * 8
            + "</div>",
            '<a href="/jgzn/">机构职能</a>',
        ),
        "/robots.txt": b"User-agent: *\nDisallow: /private/\n",
    }
    for title, href, day in _entries(8, 8):
        site[href] = article(title, day, _NEWS)
    found = {path: (200, HTML, body) for path, body in site.items()}
    found["/robots.txt"] = (200, (("Content-Type", "text/plain"),), site["/robots.txt"])
    return found


def profile(**changes: Any) -> Profile:
    """The portal's profile."""
    return Profile.model_validate({"id": "mini", "home": HOME, **changes})


@dataclass
class Network:
    """The portal as a network would show it: answers by path, a record of what was asked, a clock that moves."""

    answers: dict[str, Any] = field(default_factory=pages)
    asked: list[str] = field(default_factory=list)
    now: datetime = START

    def clock(self) -> datetime:
        """The present moment; each look at it takes a second."""
        self.now += timedelta(seconds=1)
        return self.now

    def fetch(self, task: Task) -> Fetched:
        """The answer to a task: a page, an Outcome for a failure, or a function of the visit's number."""
        path = task.url.removeprefix("http://portal.test")
        self.asked.append(path)
        answer = self.answers.get(path, (404, HTML, page("404", "<p>not found</p>")))
        if isinstance(answer, Callable):  # type: ignore[arg-type]
            answer = answer(self.asked.count(path))
        if isinstance(answer, Outcome):
            return Fetched(task.url, self.clock(), answer, error="as planned")
        status, headers, body = answer
        return Fetched(task.url, self.clock(), by_status(status), status, headers, body)


def task(role: Role, url: str = HOME, **changes: Any) -> Task:
    """A task as the frontier would lease it."""
    from crawler.identity import canonical_key

    return Task(id=1, run_id=1, site="mini", url=url, key=canonical_key(url), role=role, **changes)
