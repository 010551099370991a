"""A synthetic portal of any size as bytes in memory: what the crawl benchmarks and the robustness runs crawl.

Everything follows from the numbers of its size. The awkward parts of real portals are in it on purpose: items in two
lists, columns that only a breadcrumb names, two addresses of one column, redirects, dead links, an answer that fails
at first, attachments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

HTML = "text/html; charset=utf-8"
_NEWEST = date(2016, 12, 30)
_NAMES = ("工作动态", "通知公告", "政策法规", "人事信息", "财政预决算", "行政许可", "规划计划", "应急管理", "统计数据",
          "专项检查", "招标采购", "领导讲话", "媒体报道", "科普宣传", "下载中心", "事故通报")  # fmt: skip
_SENTENCES = (
    "为进一步加强安全生产工作，有效防范和坚决遏制各类事故发生，现将有关事项通知如下，请结合实际认真贯彻执行。",
    "各镇街、各有关部门要切实提高认识，落实主体责任和监管责任，深入开展隐患排查治理，确保人民群众生命财产安全。",
    "会议强调，要坚持问题导向，加大执法检查力度，对存在重大隐患的企业依法从严处理，并及时向社会公开结果。",
    "下一步，我局将按照市委市政府的统一部署，扎实推进各项工作任务，定期通报工作进展，接受社会各界的监督。",
)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a portal is. `rounds` above 0 show it later: that many new items in each column, and one changed."""

    columns: int = 8
    items: int = 30  # of each column
    rows: int = 15  # of a list page
    paragraphs: int = 12  # of an article
    awkward: bool = False
    links: int = 0  # of each article, to pages that nobody else names
    rounds: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `fails_first`: the first request for it gets status 503."""

    body: bytes
    status: int = 200
    content_type: str = HTML
    location: str = ""
    fails_first: bool = False


@dataclass(slots=True)
class Portal:
    """A portal's answers by path."""

    size: Size
    answers: dict[str, Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._build()

    # --- parts --------------------------------------------------------------------------------------

    def _build(self) -> None:
        columns = range(self.size.columns)
        self.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private/\n", content_type="text/plain")
        newest = [row for column in columns for row in list(self._rows(column))[:3]]
        blocks = f'<div class="list"><ul>{_list(newest)}</ul></div>'
        extra = '<div class="links"><a href="/gone/topic.html">年度专题</a></div>' if self.size.awkward else ""
        self.answers["/"] = Answer(self._page("某某市某某局", blocks + extra))
        self.answers["/zwgk/"] = Answer(
            self._page(
                "政务公开", '<div class="intro">本栏目公开本局的政务信息。</div>', '<a href="/zwgk/">政务公开</a>'
            )
        )
        for column in columns:
            self._column(column)
        if self.size.awkward:
            self._awkward()

    def _column(self, column: int) -> None:
        rows = list(self._rows(column))
        name = _name(column)
        count = -(-len(rows) // self.size.rows)
        for number in range(count):
            part = rows[number * self.size.rows : (number + 1) * self.size.rows]
            following = f'<a href="{_list_path(column, number + 1)}">下一页</a>' if number + 1 < count else ""
            pager = f'<div class="page">{following} 共{count}页 共{len(rows)}条</div>' if count > 1 else ""
            body = f'<div class="list"><ul>{_list(part)}</ul></div>{pager}'
            self.answers[_list_path(column, number)] = Answer(self._page(name, body, _crumb(column)))
        for number, (title, path, day) in enumerate(rows):
            if path.startswith(f"/zwgk/c{column}/"):
                self.answers[path] = Answer(self._article(title, day, column, number))

    def _rows(self, column: int) -> Iterator[tuple[str, str, date]]:
        """Title, path and day of a column's items, the newest first."""
        total = self.size.items + self.size.rounds
        for number in range(total - 1, -1, -1):
            day = _NEWEST - timedelta(days=3 * (self.size.items - 1 - number) + column)
            title = f"关于{_name(column)}第{number + 1}号事项的情况通报"
            yield title, f"/zwgk/c{column}/{day:%Y%m}/t{day:%Y%m%d}_{column * 10_000 + number}.html", day
            if self.size.awkward and column > 0 and number % 7 == 3 and number < self.size.items:
                # Shown in two lists: the article belongs to the column before.
                other = _NEWEST - timedelta(days=3 * (self.size.items - 1 - number) + column - 1)
                path = f"/zwgk/c{column - 1}/{other:%Y%m}/t{other:%Y%m%d}_{(column - 1) * 10_000 + number}.html"
                yield f"关于{_name(column - 1)}第{number + 1}号事项的情况通报", path, other

    def _article(self, title: str, day: date, column: int, number: int) -> bytes:
        changed = self.size.rounds and number == self.size.rounds
        text = "".join(
            f"<p>{title}（{line + 1}）。{_SENTENCES[(line + number) % len(_SENTENCES)]}</p>"
            for line in range(self.size.paragraphs)
        )
        more = f"<p>补充说明第{self.size.rounds}次。</p>" if changed else ""
        files = "".join(
            f'<p><a href="/ref/{column}/{number}/{link}.html">参考资料第{link}号</a></p>'
            for link in range(self.size.links)
        )
        crumb = _crumb(column)
        if self.size.awkward and number % 9 == 4:
            path = f"/files/c{column}_{number}.pdf"
            self.answers[path] = Answer(b"%PDF-1.4\n" + path.encode() * 50, content_type="application/pdf")
            files += f'<p>附件：<a href="{path}">{title}.pdf</a></p>'
        if self.size.awkward and number % 11 == 5:
            files += f'<p><a href="/gone/{column}_{number}.html">相关链接</a> <a href="/old/{column}.html">旧版</a></p>'
        if self.size.awkward and number % 13 == 6:
            crumb += f' &gt; <a href="/zwgk/c{column}/sub/">{_name(column)}专栏</a>'
        return self._page(
            title,
            f'<div class="article"><h1>{title}</h1><div class="info">发布日期：{day} 来源：本局办公室</div>'
            f'<div class="content" id="zoom">{text}{more}{files}</div></div>',
            crumb,
        )

    def _awkward(self) -> None:
        for column in range(self.size.columns):
            first = self.answers[_list_path(column, 0)]
            self.answers[f"/zwgk/c{column}/index.html"] = first  # a second address of the same list
            title, path, day = next(self._rows(column))
            self.answers[f"/old/{column}.html"] = Answer(b"", status=302, location=path)
            sub = f'<div class="list"><ul>{_list([(title, path, day)])}</ul></div>'
            crumb = f'{_crumb(column)} &gt; <a href="/zwgk/c{column}/sub/">{_name(column)}专栏</a>'
            self.answers[f"/zwgk/c{column}/sub/"] = Answer(self._page(f"{_name(column)}专栏", sub, crumb))
        moved = _list_path(1, 0)
        self.answers["/zwgk/c1/list/"] = self.answers[moved]
        self.answers[moved] = Answer(b"", status=301, location="/zwgk/c1/list/")
        for number, (path, answer) in enumerate(sorted(self.answers.items())):
            if number % 40 == 17 and answer.status == 200 and path.startswith("/zwgk/c"):
                self.answers[path] = Answer(answer.body, fails_first=True)

    def _page(self, title: str, body: str, crumb: str = "") -> bytes:
        columns = "".join(
            f'<li><a href="{_list_path(column, 0)}">{_name(column)}</a></li>' for column in range(self.size.columns)
        )
        menu = (
            '<div class="nav"><ul><li><a href="/">网站首页</a></li>'
            f'<li><a href="/zwgk/">政务公开</a><ul>{columns}</ul></li></ul></div>'
        )
        place = f'<div class="position">当前位置：<a href="/">首页</a> &gt; {crumb}</div>' if crumb else ""
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>'
            f'<link rel="stylesheet" href="/css/style.css"></head><body>{menu}{place}{body}'
            '<div class="footer">版权所有 某某局 主办单位：某某市某某局 今天是2017年1月20日</div></body></html>'
        ).encode()


def _list(rows: Iterable[tuple[str, str, date]]) -> str:
    return "".join(f'<li><a href="{path}">{title}</a><span>{day}</span></li>' for title, path, day in rows)


def _name(column: int) -> str:
    turn = column // len(_NAMES)
    return _NAMES[column % len(_NAMES)] + (f"之{turn + 1}" if turn else "")


def _list_path(column: int, number: int) -> str:
    return f"/zwgk/c{column}/" + (f"index_{number}.html" if number else "")


def _crumb(column: int) -> str:
    return f'<a href="/zwgk/">政务公开</a> &gt; <a href="{_list_path(column, 0)}">{_name(column)}</a>'
