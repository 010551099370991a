"""The bureau's site in Visual SiteBuilder: static lists that are numbered from the oldest page."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import partial
from typing import Any

from testbed.render.bureau import Foreign
from testbed.render.files import attachment
from testbed.render.paged import PagedBureau
from testbed.render.site import Answer
from testbed.render.vsb import OWNER, download, download_path, list_path, pager, relative
from testbed.view import View
from testbed.world.model import Column, File, Item, Kind, Letter, World

_DEAD = {
    "standard": "/ztzl/aqbzh.htm",
    "poster": "/system/_content/xuanchuanhua.zip",
    "chart": "/info/1045/60113.htm",
    "appendix": "/info/1021/61220.htm",
}
_SPEECH = "/__local/5/D1/0C/7A3E90B2C64F18D5A0E7719B3C2F4E68.pdf"


class VsbBureau(PagedBureau):
    """Columns are slug files, articles stand under /info/."""

    look = "vsb"
    home = "/index.htm"
    style_path = "/images/css.css"
    robots = "User-agent: *\nDisallow: /system/login.jsp\n"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        for item in world.items:
            for file in item.files:
                if not file.dead:
                    self._download(file)
        for column in world.columns:
            if column.kind in (Kind.LIST, Kind.TOPIC):
                first = self.column_path(column.key)
                for number in range(1, 1 + len(world.items) // self.per_page):
                    self.routes[list_path(first, 2, number + 1)] = partial(self._numbered, column, number)
        self.file(_SPEECH, attachment("pdf", "全国安全生产电视电话会议材料"))
        for script in ("counter", "dynclicks"):
            self.file(f"/system/resource/js/{script}.js", b"function _jsq_(){}function _showDynClicks(){}\n")

    def normal(self, path: str) -> str:
        """A folder has no page but the root."""
        return self.home if path == "/" else path

    def tree_id(self, key: str) -> int:
        """wbtreeid of a column."""
        return 1000 + self.number(key)

    def column_path(self, key: str) -> str:
        """/zwgk/zcfg/flfg.htm"""
        column = self.world.by_key[key]
        above = self.column_path(column.parent).removesuffix(".htm") if column.parent else ""
        return f"{above}/{column.slug}.htm"

    def item_path(self, item: Item, *, copy: bool = False) -> str:
        """/info/1021/1234.htm"""
        if copy and item.copy_in:
            return f"/info/{self.tree_id(item.copy_in)}/{item.copy_number}.htm"
        return f"/info/{self.tree_id(item.columns[0])}/{item.number}.htm"

    def letter_path(self, letter: Letter) -> str:
        """The mailbox is a dynamic page."""
        return f"/jzxxnr.jsp?urltype=egovmail.MailContentUrl&wbtreeid={self.tree_id('talk.mail')}&id={letter.number}"

    def file_path(self, item: Item | None, file: File, *, copy: bool = False) -> str:
        """download.jsp, shared by both addresses of an item."""
        return download_path(file.number)

    def foreign(self, key: str) -> tuple[Foreign, ...]:
        """The oldest rows of one list lead to a microblog's article and to a file itself."""
        if key != "news.base.state":
            return ()
        return (
            Foreign("f1", "一图读懂新修订的安全生产法", date(2013, 12, 30), "http://mp.weixin.qq.com/s/Zx3kQ8fYp1"),
            Foreign("f2", "全国安全生产电视电话会议材料", date(2013, 12, 24), f"{self.base.rstrip('/')}{_SPEECH}"),
        )

    def _download(self, file: File) -> None:
        content = attachment(file.ext, file.name)
        self.routes[download_path(file.number)] = lambda view, query: download(f"{file.name}.{file.ext}", content)

    def picture_path(self, number: int) -> str:
        """/__local/A/BC/DE/{hash}.jpg"""
        code = hashlib.blake2s(f"{number}".encode(), digest_size=16).hexdigest().upper()
        return f"/__local/{code[0]}/{code[1:3]}/{code[3:5]}/{code}.jpg"

    def dead_path(self, key: str) -> str:
        """Where a dead link points."""
        return _DEAD[key] if key != "form" else download_path(9041)

    def link(self, page: str, target: str) -> str:
        """Relative to the page."""
        return relative(page, target)

    # --- lists -------------------------------------------------------------------------------------

    def page_path(self, view: View, key: str, number: int) -> str:
        """The address of a list page today."""
        return list_path(self.column_path(key), number, self.pages(view, key))

    def _numbered(self, column: Column, number: int, view: View, query: dict[str, str]) -> Answer | None:
        """Page {total - number + 1}; the first page has no number."""
        if column.key in self.world.outages:
            return self._column(column, view, query)
        pages = self.pages(view, column.key)
        return self.list_page(view, column, pages - number + 1) if number < pages else None

    def list_extras(self, view: View, column: Column, page: str, number: int) -> dict[str, Any]:
        """The pager, and in which of two styles rows and pager are written."""
        return {
            "pager": pager(page, self.column_path(column.key), number, self.pages(view, column.key)),
            "form": column.listing if column.listing == "rows" else "list",
            "unit": self.tree_id(column.key) % 9 + 3,
            "slashes": column.listing == "rows",
        }

    def frame(self, view: View, page: str, key: str | None) -> dict[str, Any]:
        """Besides the usual: numbers for the counters."""
        frame = super().frame(view, page, key)
        return {**frame, "owner": OWNER, "tree": self.tree_id(key) if key else 1000, "near": []}

    def article_page(self, view: View, item: Item, *, copy: bool) -> Answer:
        """An article, with its neighbours in the list."""
        key = item.copy_in if copy and item.copy_in else item.columns[0]
        page = self.item_path(item, copy=copy)
        rows = view.lists[key]
        at = next(n for n, entry in enumerate(rows) if entry.item is item)
        near = [
            (name, relative(page, self.listed_path(key, rows[n])), rows[n].item.title)
            for name, n in (("上一条", at - 1), ("下一条", at + 1))
            if 0 <= n < len(rows)
        ]
        return self.write(item, page, {**self.frame(view, page, key), "near": near}, copy=copy)
