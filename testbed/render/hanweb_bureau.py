"""The bureau's site in classic JCMS: a list's first records stand in a script, the others come from dataproxy.jsp."""

from __future__ import annotations

from functools import partial
from typing import Any

from testbed.render.hanweb import DOWNLOAD, article_path, column_path, download, download_path, normal
from testbed.render.paged import PagedBureau
from testbed.render.site import Answer, raw
from testbed.view import Entry, View
from testbed.world.model import Column, File, Item, Kind, Letter, World

_DEAD = {
    "standard": "/col/col4990/index.html",
    "poster": "/module/download/downfile.jsp?classid=0&filename=9011poster.zip&showname=poster.zip",
    "chart": "/art/2011/9/6/art_4045_60113.html",
    "appendix": "/art/2013/5/21/art_4021_61220.html",
}
_PROXIES = (
    "/module/jpage/dataproxy.jsp",
    "/module/web/jpage/dataproxy.jsp",
    "/module/jslib/jquery/jpage/dataproxy.jsp",
)
_HITS = "/module/visitcount/articlehits.jsp"
_LETTER = "/jact/front/mailpubdetail.do"
_EMPTY = "<datastore><nextgroup></nextgroup><recordset></recordset></datastore>"
GROUP_SIZE = 3


class HanwebBureau(PagedBureau):
    """Columns are numbered; a document has an address under each of its columns."""

    look = "hanweb"
    per_page = 15
    style_path = "/images/37/hanweb.css"
    robots = "User-agent: *\nDisallow: /jcms/\nDisallow: /module/search/\n"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        for path in _PROXIES:
            self.routes[path] = self._proxy
            self.posts[path] = lambda view, query, posted: self._proxy(view, {**query, **posted.form()})
        for item in world.items:
            for key in item.columns[1:]:
                self.routes[self._address(item, key)] = partial(self._under, item, key)
        self.routes[_HITS] = lambda view, query: Answer(200, b'document.write("128");', "application/javascript")
        self.routes[_LETTER] = self._no_letter
        self.file("/script/jquery.js", b"// jQuery 1.4.2\n")
        self.file("/script/jpage.js", b"// jpage 2.0\n")

    def normal(self, path: str) -> str:
        """A folder is its index.html."""
        return normal(path)

    # --- addresses ---------------------------------------------------------------------------------

    def column_id(self, key: str) -> int:
        """The number of a column: they do not follow each other."""
        return 4000 + 3 * self.number(key)

    def column_path(self, key: str) -> str:
        """/col/col4006/index.html"""
        return column_path(self.column_id(key))

    def _address(self, item: Item, key: str) -> str:
        return article_path(item.day if item.dated else None, self.column_id(key), item.number)

    def item_path(self, item: Item, *, copy: bool = False) -> str:
        """art_{column}_{id}; a document that was put up twice has a second id."""
        if copy and item.copy_in and item.copy_number:
            return article_path(item.day if item.dated else None, self.column_id(item.copy_in), item.copy_number)
        return self._address(item, item.columns[0])

    def listed_path(self, key: str, entry: Entry) -> str:
        """The address under the column that lists it."""
        listed = not entry.copy and key in entry.item.columns
        return self._address(entry.item, key) if listed else self.item_path(entry.item, copy=entry.copy)

    def item_paths(self, item: Item) -> list[str]:
        """One address for each column, and that of the copy."""
        if item.id.startswith("s"):
            return [self.column_path(item.columns[0])]
        paths = [self._address(item, key) for key in item.columns]
        return list(dict.fromkeys([*paths, *([self.item_path(item, copy=True)] if item.copy_in else [])]))

    def letter_path(self, letter: Letter) -> str:
        """The mailbox is the jact application."""
        return f"{_LETTER}?transactId={letter.number}&sysid=6"

    def file_path(self, item: Item | None, file: File, *, copy: bool = False) -> str:
        """downfile.jsp, shared by all addresses of an item."""
        return download_path(file.number, file.name, file.ext)

    def file(self, path: str, content: bytes) -> None:
        """Downloads say in a header what they are."""
        if path.startswith(DOWNLOAD):
            self.routes[path] = lambda view, query: download(path, content)
        else:
            super().file(path, content)

    def picture_path(self, number: int) -> str:
        """/picture/0/160101000012.jpg"""
        return f"/picture/0/160101{number:06d}.jpg"

    def dead_path(self, key: str) -> str:
        """Where a dead link points; the lost file is one of its article."""
        if key != "form":
            return _DEAD[key]
        item, file = next((item, file) for item in self.world.items for file in item.files if file.number == 9041)
        return self.file_path(item, file)

    # --- lists -------------------------------------------------------------------------------------

    def list_page(self, view: View, column: Column, number: int) -> Answer:
        """The one page of a column; `pageNum` is browser state and changes nothing."""
        page = self.column_path(column.key)
        entries = view.lists[column.key]
        form = "loop" if column.kind is Kind.TOPIC else column.listing
        first = entries[: self.per_page * GROUP_SIZE] if form in ("island", "string") else entries
        col = self.column_id(column.key)
        return self.page_html(
            "column",
            **self.frame(view, page, column.key),
            form=form,
            rows=[self.row(page, column.key, entry) for entry in first],
            total=len(entries),
            unit=col + 5000,
            group=GROUP_SIZE,
            per_page=self.per_page,
            proxy=_PROXIES[col // 3 % 3],
            next_group=raw(self._next_group(col, 1)) if len(entries) > len(first) else "",
            related=self.related(page, column.key),
            archived=view.archived(column.key),
        )

    def _next_group(self, col: int, group: int) -> str:
        return (
            f'<a href="{_PROXIES[col // 3 % 3]}?page={group}&appid=1&webid=2&path=/&columnid={col}&unitid={col + 5000}'
            '&webname=%E5%B8%82%E5%AE%89%E7%9B%91%E5%B1%80&permissiontype=0"></a>'
        )

    def _proxy(self, view: View, query: dict[str, str]) -> Answer | None:
        """A group of records by `startrecord`, or else by `page`. Beyond the end: the last group again."""
        col = query.get("columnid", "")
        key = next((one.key for one in self.world.columns if str(self.column_id(one.key)) == col), None)
        if key in self.world.outages:
            return Answer(503, b"<html><body><h1>Service Unavailable</h1></body></html>")
        if key is None or query.get("unitid") != str(int(col) + 5000):
            return Answer(200, _EMPTY.encode(), "text/xml; charset=utf-8")
        size = self.per_page * GROUP_SIZE
        start = _whole(query.get("startrecord"), 0) or _whole(query.get("page"), 0) * size + 1
        stop = _whole(query.get("endrecord"), 0) or start + size - 1
        return self._records(view, key, start, min(stop, start + 299))

    def _records(self, view: View, key: str, start: int, stop: int) -> Answer:
        entries, size = view.lists[key], self.per_page * GROUP_SIZE
        if start > len(entries):
            start = max(0, len(entries) - 1) // size * size + 1
            stop = len(entries)
        shown = entries[start - 1 : stop]
        if start > 2 * size:  # the look-ahead of the group before, delivered once more
            shown = entries[start - 2 : stop]
        page, col = self.column_path(key), self.column_id(key)
        answer = self.page_html(
            "records",
            rows=[self.row(page, key, entry) for entry in shown],
            form=self.world.by_key[key].listing,
            total=len(entries),
            pages=self.pages(view, key),
            next_group=raw(self._next_group(col, start // size + 1)) if stop < len(entries) else "",
        )
        return Answer(200, answer.body, "text/xml; charset=utf-8" if col % 2 else "text/html; charset=utf-8")

    # --- pages -------------------------------------------------------------------------------------

    def frame(self, view: View, page: str, key: str | None) -> dict[str, Any]:
        """Besides the usual: the hidden location and the number of the column."""
        frame = super().frame(view, page, key)
        return {**frame, "col": self.column_id(key) if key else 0, "hits": _HITS}

    def _under(self, item: Item, key: str, view: View, query: dict[str, str]) -> Answer | None:
        if item.id not in view.shown:
            return None
        page = self._address(item, key)
        return self.write(item, page, self.frame(view, page, key))

    def _no_letter(self, view: View, query: dict[str, str]) -> Answer:
        """A letter that is not public leads back to the list."""
        return Answer(302, b"", headers=(("Location", self.column_path("talk.mail")),))


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() else default
