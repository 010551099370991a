# ruff: noqa: E501  (markup is easier to check in one piece)
"""The municipal portal on a day: the bureau's documents under its name, and those of another organ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import escape

from testbed.year.model import Paper, Year
from testbed.year.pages import Shown
from testbed.year.writing import BUREAU, CITY

PORTAL = f"{CITY}政府信息公开网"
ORGANS = (("yjglj", BUREAU), ("jyj", f"{CITY}教育局"))
PER_PAGE = 40
_LINK = re.compile(r"<a [^>]*>(.*?)</a>")


@dataclass(frozen=True)
class PortalPages:
    """The portal on a day."""

    year: Year
    day: date
    base: str

    def path_of(self, paper: Paper) -> str:
        """The address of a document."""
        return f"/gk/yjglj/z{paper.number}.html"

    def rows(self, organ: str) -> list[Paper]:
        """The documents of an organ, newest first."""
        if organ != "yjglj":
            return []
        up = [paper.on(self.day) for paper in self.year.documents.values() if paper.listed(self.day)]
        return sorted(up, key=lambda one: (one.stated or one.up, one.number), reverse=True)

    def answer(self, path: str) -> Shown:
        """The page at a path."""
        found = self._markup(path)
        if path == "/robots.txt":
            return Shown(200, b"User-agent: *\nDisallow:\n", "text/plain")
        if found is None:
            return Shown(404, self._page("页面不存在", "<p>页面不存在</p>").encode())
        return Shown(200, found.encode())

    def _markup(self, path: str) -> str | None:
        if path in ("/", "/index.html"):
            links = "".join(f'<li><a href="/gk/{slug}/">{name}</a></li>' for slug, name in ORGANS)
            return self._page(PORTAL, f'<div class="organs"><h3>公开机构</h3><ul>{links}</ul></div>')
        if path == "/gk/":
            links = "".join(f'<p><a href="/gk/{slug}/">{name}</a></p>' for slug, name in ORGANS)
            return self._page("信息公开目录", f'<div class="main">{links}</div>', '<a href="/gk/">信息公开目录</a>')
        for slug, name in ORGANS:
            if match := re.fullmatch(rf"/gk/{slug}/(?:index(?:_(\d+))?\.html)?", path):
                return self._list(slug, name, int(match[1] or 0))
            if match := re.fullmatch(rf"/gk/{slug}/z(\d+)\.html", path):
                paper = next((one for one in self.rows(slug) if one.number == int(match[1])), None)
                return self._article(name, slug, paper) if paper else None
        return None

    def _list(self, slug: str, name: str, page: int) -> str | None:
        rows = self.rows(slug)
        pages = max(len(rows) - 1, 0) // PER_PAGE + 1
        if page >= pages:
            return None
        shown = "".join(
            f'<li><a href="{self.path_of(one)}" title="{escape(one.title)}">{escape(one.title)}</a><span>{one.stated}</span></li>\n'
            for one in rows[page * PER_PAGE : (page + 1) * PER_PAGE]
        )
        onward = f' <a href="/gk/{slug}/index_{page + 1}.html">下一页</a>' if page + 1 < pages else ""
        body = (
            f'<ul class="list">{shown}</ul><div class="page">共{len(rows)}条{onward}</div>'
            if rows
            else "<p>暂无信息</p>"
        )
        return self._page(
            name,
            f'<div class="main"><h2>{name}</h2>{body}</div>',
            f'<a href="/gk/">信息公开目录</a> &gt; <a href="/gk/{slug}/">{name}</a>',
        )

    def _article(self, name: str, slug: str, paper: Paper) -> str:
        cells = (
            ("索引号", paper.index_no),
            ("发布机构", name),
            ("名称", paper.title),
            ("文号", paper.doc_no),
            ("成文日期", paper.written),
            ("发布日期", paper.stated),
        )
        block = "".join(f"<tr><td>{label}：</td><td>{value}</td></tr>" for label, value in cells if value)
        text = _LINK.sub(r"\1", "".join(paper.body))
        body = (
            f'<div class="article"><table class="xxgk">{block}</table><h1>{escape(paper.title)}</h1><div class="info">发布时间：{paper.stated} {paper.clock}</div>'
            f'<div class="content">{text}</div></div>'
        )
        return self._page(paper.title, body, f'<a href="/gk/">信息公开目录</a> &gt; <a href="/gk/{slug}/">{name}</a>')

    def _page(self, title: str, body: str, crumbs: str = "") -> str:
        menu = "".join(f'<li><a href="/gk/{slug}/">{name}</a></li>' for slug, name in ORGANS)
        where = f'<div class="position">当前位置：<a href="/">首页</a> &gt; {crumbs}</div>' if crumbs else ""
        return (
            f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{escape(title)}-{PORTAL}</title></head><body><div class='header'>{PORTAL}</div>"
            f'<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/gk/">信息公开目录</a><ul>{menu}</ul></li></ul></div>{where}{body}'
            f'<div class="footer">主办单位：{CITY}人民政府办公室</div></body></html>'
        )
