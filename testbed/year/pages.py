# ruff: noqa: E501  (markup is easier to check in one piece)
"""The bureau's pages on a day: one plain markup of our own, with all the marks that a page ought to have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import escape

from testbed.year.frame import Frame
from testbed.year.model import Column, Kind, Letter, Paper, within
from testbed.year.singles import single_body
from testbed.year.writing import BUREAU

PER_PAGE = 40
MOVED = date(2022, 11, 14)  # the redesign: from this Monday on all articles have other addresses
HOME_BLOCKS = ("news.work", "news.base", "notice", "gov.policy", "gov.licence", "gov.penalty", "gov.check", "key.warn")
_FORGED = re.compile(r"\{([\w-]+)\}")


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer in the making: status, markup, where to."""

    status: int
    body: bytes
    content_type: str = "text/html; charset=utf-8"
    location: str = ""


@dataclass(frozen=True)
class Pages(Frame):
    """The bureau's site on a day."""

    # --- addresses ------------------------------------------------------------------------------------

    def path_of(self, paper: Paper) -> str:
        """The address of a paper on this day."""
        slug = self.year.columns[paper.columns[0]].slug
        return f"/{slug}/c{paper.number}.html" if self.day >= MOVED else f"/{slug}/d{paper.number}.html"

    def letter_path(self, letter: Letter) -> str:
        """The address of a letter."""
        return f"/jzxx/x{letter.number}.html"

    def answer(self, path: str) -> Shown:
        """The page at a path."""
        found = self._answer(path)
        if found is not None:
            return found
        if self.year.switched("soft_404", self.day):
            return Shown(
                200, self._page("页面不存在", "<div class='content'><p>对不起，您访问的页面不存在。</p></div>").encode()
            )
        if self.year.switched("bare_404", self.day):
            return Shown(404, b"<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>")
        return Shown(
            404,
            self._page(
                "页面不存在",
                "<div class='content'><h1>页面不存在</h1><p>您访问的页面不存在或已删除，请返回<a href='/'>首页</a>。</p></div>",
            ).encode(),
        )

    def _answer(self, path: str) -> Shown | None:
        if path in ("/", "/index.html"):
            return self._html(self.home())
        if path == "/robots.txt":
            return Shown(200, b"User-agent: *\nDisallow:\n", "text/plain")
        if path == "/wzdt/":
            links = "".join(f'<p><a href="{one.path}">{one.name}</a></p>' for one in self.columns if not one.off_menu)
            return self._html(self._page("网站地图", f'<div class="content"><h1>网站地图</h1>{links}</div>'))
        if path.startswith("/files/"):
            return self._file(path)
        slug, _, rest = path.strip("/").partition("/")
        if match := re.fullmatch(r"[dc](\d+)\.html", rest):
            return self._paper(slug, int(match[1]), path)
        if match := re.fullmatch(r"x(\d+)\.html", rest):
            letter = next((one for one in self.letters if one.number == int(match[1])), None)
            return self._html(self.letter(letter)) if letter else None
        column = next((one for one in self.columns if one.slug == slug), None)
        if column is None:
            return self._plain(path)
        if rest in ("", "index.html"):
            return self._html(self.column(column, 0))
        if match := re.fullmatch(r"index_(\d+)\.html", rest):
            page = int(match[1])
            if self.year.switched(f"no_second_page_{slug}", self.day):
                return None
            return (
                self._html(self.column(column, page))
                if column.kind is Kind.LIST and page * PER_PAGE < len(self.rows(column.key))
                else None
            )
        return None

    def _html(self, markup: str) -> Shown:
        return Shown(200, markup.encode())

    def _plain(self, path: str) -> Shown | None:
        for period, text, target, opens in self.year.home_links:
            if target == path and opens and within(period, self.day):
                return self._html(
                    self._page(
                        text, f"<div class='article'><h1>{text}</h1><div class='content'><p>{text}。</p></div></div>"
                    )
                )
        return None

    def _file(self, path: str) -> Shown | None:
        for paper in self.papers:
            for n, (name, opens) in enumerate(paper.files):
                if path == self.file_path(paper, n, name):
                    return Shown(200, f"{name}\n{paper.title}\n".encode() * 20, "application/msword") if opens else None
        return None

    @staticmethod
    def file_path(paper: Paper, n: int, name: str) -> str:
        """The address of a file."""
        return f"/files/{paper.number}_{n}.{name.rpartition('.')[2]}"

    def _paper(self, slug: str, number: int, path: str) -> Shown | None:
        paper = next((one for one in self.year.papers.values() if one.number == number), None)
        if paper is None or paper.up > self.day:
            return None
        paper = paper.on(self.day)
        if self.path_of(paper) != path or (paper.dead and within(paper.dead, self.day)):
            return None
        if not paper.exists(self.day):
            return Shown(302, b"", location="/") if paper.down_how == "home" else None
        return self._html(self.article(paper))

    # --- what is up -----------------------------------------------------------------------------------

    @property
    def papers(self) -> list[Paper]:
        """The papers whose pages are up today."""
        return [paper.on(self.day) for paper in self.year.papers.values() if paper.exists(self.day)]

    @property
    def letters(self) -> list[Letter]:
        """The letters that were sent so far, newest first."""
        up = [one for one in self.year.letters if one.sent <= self.day]
        return sorted(up, key=lambda one: (one.sent, one.number), reverse=True)

    def rows(self, key: str) -> list[Paper]:
        """The rows of a column, newest first by the day that the list says."""
        up = [paper.on(self.day) for paper in self.year.papers.values() if paper.listed(self.day)]
        mine = [paper for paper in up if key in paper.columns]
        return sorted(mine, key=lambda one: (one.listed_day or one.stated or one.up, one.number), reverse=True)

    # --- pages ----------------------------------------------------------------------------------------

    def home(self) -> str:
        """The home page: blocks of news, quick links."""
        blocks = ""
        for key in HOME_BLOCKS:
            column = self.year.columns[key]
            rows = "".join(self._row(paper) for paper in self.rows(key)[:8])
            blocks += f'<div class="block"><h3><a href="{column.path}">{column.name}</a></h3><ul class="list">{rows}</ul></div>\n'
        extra = "".join(
            f'<a href="{target}">{escape(text)}</a> '
            for period, text, target, _ in self.year.home_links
            if within(period, self.day)
        )
        extra += "".join(markup for period, markup in self.year.home_blocks if within(period, self.day))
        return self._page(BUREAU, f'{blocks}<div class="quick">{extra}</div>', home=True)

    def _row(self, paper: Paper) -> str:
        day = paper.listed_day or paper.stated
        shown = (
            f"<span>{day.isoformat()}</span>"
            if day and not paper.raw_day
            else f"<span>{paper.raw_day}</span>"
            if paper.raw_day
            else ""
        )
        return (
            f'<li><a href="{self.path_of(paper)}" title="{escape(paper.title)}">{escape(paper.title)}</a>{shown}</li>\n'
        )

    def column(self, column: Column, page: int) -> str:
        """The page of a column."""
        meta = {
            "ColumnName": column.name,
            "ColumnDescription": f"{BUREAU}{column.name}",
            "ColumnKeywords": column.name,
            "ColumnType": column.name,
        }
        notes = "".join(f'<p class="note">{text}</p>' for period, text in column.notes if within(period, self.day))
        body = notes + self._inside(column, page)
        return self._page(
            column.name, f'<div class="main"><h2>{column.name}</h2>{body}</div>', column=column, meta=meta
        )

    def _inside(self, column: Column, page: int) -> str:
        children = [one for one in self.columns if one.parent == column.key and not one.off_menu]
        below = "".join(f'<p class="sub"><a href="{one.path}">{one.name}</a></p>' for one in children)
        if column.kind is Kind.GROUP or (children and column.kind is Kind.SINGLE):
            return below
        if column.kind in (Kind.SINGLE, Kind.REQUEST):
            return single_body(self.year, column.key, self.day)
        if column.kind is Kind.LETTERS:
            head = "<tr><th>编号</th><th>主题</th><th>写信时间</th><th>答复时间</th><th>办理状态</th></tr>"
            return f'<table class="letters">{head}{"".join(self._letter_row(one) for one in self.letters)}</table>'
        rows = self.rows(column.key)
        if not rows:
            return '<div class="list"><p>暂无信息</p></div>'
        pages = (len(rows) - 1) // PER_PAGE + 1
        shown = "".join(self._row(paper) for paper in rows[page * PER_PAGE : (page + 1) * PER_PAGE])
        onward = f' <a href="{column.path}index_{page + 1}.html">下一页</a>' if page + 1 < pages else ""
        return f'<ul class="list">{shown}</ul><div class="page">共{len(rows)}条 第{page + 1}/{pages}页{onward}</div>'

    def _letter_row(self, letter: Letter) -> str:
        replied = letter.replied if letter.replied and letter.replied <= self.day else None
        return (
            f'<tr><td>{letter.number}</td><td><a href="{self.letter_path(letter)}">{escape(letter.title)}</a></td><td>{letter.sent}</td>'
            f"<td>{replied or '-'}</td><td>{'已办结' if replied else '办理中'}</td></tr>"
        )

    def letter(self, letter: Letter) -> str:
        """The page of a letter."""
        replied = letter.replied if letter.replied and letter.replied <= self.day else None
        answer = (
            f'<div class="hf"><p>答复部门：办公室</p><p>答复时间：{replied}</p><p>答复内容：</p><p>{escape(letter.answer)}</p></div>'
            if replied
            else ""
        )
        body = (
            f'<div class="letter"><ul><li>编号：{letter.number}</li><li>主题：{escape(letter.title)}</li><li>写信人：李**</li><li>写信时间：{letter.sent}</li>'
            f"<li>办理状态：{'已办结' if replied else '办理中'}</li></ul><div class='ly'><p>来信内容：</p><p>{escape(letter.text)}</p></div>{answer}</div>"
        )
        return self._page(letter.title, body, column=self.year.columns["talk.mail"])

    def article(self, paper: Paper) -> str:
        """The page of a paper."""
        when = f"{paper.stated.isoformat()} {paper.clock}" if paper.stated else ""
        when = paper.raw_day or when
        column = self.year.columns[paper.columns[0]]
        told = paper.told or when
        meta = {
            "ColumnName": column.name,
            "ColumnDescription": f"{BUREAU}{column.name}",
            "ColumnKeywords": column.name,
            "ColumnType": column.name,
        }
        meta |= {"ArticleTitle": paper.title, "PubDate": told, "ContentSource": paper.source}
        shown = when[:10] if paper.timeless else when
        line = f"发布时间：{shown}　" if shown else ""
        pairs = "".join(f"<tr><td>{label}</td><td>{escape(value)}</td></tr>" for label, value in paper.pairs)
        table = f'<table class="record">{pairs}</table>' if pairs else ""
        files = "".join(
            f'<p><a href="{self.file_path(paper, n, name)}">{escape(name)}</a></p>'
            for n, (name, _) in enumerate(paper.files)
        )
        body = (
            f'<div class="article">{self._block(paper, when)}<h1>{escape(paper.title)}</h1><div class="info">{line}来源：{paper.source}</div>'
            f'<div class="content" id="zoom">{self._linked(paper)}{table}</div>{f"<div class=fj>附件：{files}</div>" if files else ""}</div>'
        )
        return self._page(paper.title, body, column=column, meta=meta if paper.meta else {}, site_meta=paper.meta)

    def _block(self, paper: Paper, when: str) -> str:
        if not paper.block:
            return ""
        cells = (
            ("索引号", paper.index_no), ("分类", "应急管理"), ("发布机构", BUREAU), ("成文日期", paper.written if paper.index_no else ""), ("名称", paper.title),
            ("文号", paper.doc_no), ("发布日期", when[:10]), ("主题词", "安全生产"), ("内容概述", paper.title),
        )  # fmt: skip
        rows = "".join(f"<tr><td>{name}：</td><td>{value}</td></tr>" for name, value in cells if value is not None)
        return f'<table class="xxgk">{rows}</table>'

    def _linked(self, paper: Paper) -> str:
        def address(match: re.Match[str]) -> str:
            return self.path_of(self.year.papers[match[1]])

        return _FORGED.sub(address, "\n".join(paper.body))
