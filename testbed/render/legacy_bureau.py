"""The bureau's site as a town's ASP system of 2008, with some columns in ASP.NET and words in addresses in GBK."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote

from testbed.render.files import attachment
from testbed.render.legacy import LegacySite, shown_page, view_state
from testbed.render.paged import PagedBureau
from testbed.render.site import Answer, Posted
from testbed.view import View
from testbed.world.model import Column, File, Item, Kind, Letter, World

_DEAD = {
    "standard": "/class.asp?cid=990",
    "poster": "/UploadFiles/9011.zip",
    "chart": "/Article_Show.asp?ArticleID=60113",
    "appendix": "/Article_Show.asp?ArticleID=61220",
}
_FORMS = ("news.base.", "gov.key.")  # columns in ASP.NET
_NAMED = ("gov.policy.",)  # columns whose name stands in the address


class LegacyBureau(LegacySite, PagedBureau):
    """Everything is an id in a query."""

    look = "legacy"
    home = "/index.asp"
    style_path = "/inc/style.css"
    robots = "User-agent: *\nDisallow: /admin/\nDisallow: /inc/conn.asp\n"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        for item in world.items:
            for file in item.files:
                if not file.dead and file.number % 2 == 0:
                    path = self.file_path(item, file)
                    content = attachment(file.ext, file.name)
                    self.routes[path] = partial(self._download, f"{file.name}.{file.ext}", content)
        self.routes["/list.asp"] = partial(self._further, "cid")
        self.routes["/zwgk.asp"] = partial(self._further, "lm")
        self.routes["/NewsList.aspx"] = partial(self._further, "t")
        self.posts["/NewsList.aspx"] = self._post_back
        self.file("/inc/menu.js", b"function doZoom(s){}\n")

    def _download(self, name: str, content: bytes, view: View, query: dict[str, str]) -> Answer:
        return self.download(name, content)

    # --- addresses ---------------------------------------------------------------------------------

    def is_form(self, key: str) -> bool:
        """True for the columns in ASP.NET."""
        return key.startswith(_FORMS) and self.world.by_key[key].kind is Kind.LIST

    def column_path(self, key: str) -> str:
        """class.asp, list.asp, about.asp, NewsList.aspx, or zwgk.asp with the name in GBK."""
        column, number = self.world.by_key[key], self.number(key)
        if column.kind in (Kind.SINGLE, Kind.REQUEST):
            return f"/about.asp?id={number}"
        if column.kind is Kind.MESSAGES:
            return "/SuggestionConsults.aspx?MessageType=1"
        if column.kind is Kind.GROUP:
            return f"/class.asp?cid={number}"
        if key.startswith(_NAMED):
            return f"/zwgk.asp?lm={number}&lb={quote(column.name, encoding=self.charset)}"
        return f"/NewsList.aspx?t={number}" if self.is_form(key) else f"/list.asp?cid={number}"

    def item_path(self, item: Item, *, copy: bool = False) -> str:
        """Article_Show.asp?ArticleID=123 or NewsView.aspx?id=123; a second copy has a second id."""
        key, number = (item.copy_in, item.copy_number) if copy and item.copy_in else (item.columns[0], item.number)
        return f"/NewsView.aspx?id={number}" if self.is_form(key) else f"/Article_Show.asp?ArticleID={number}"

    def letter_path(self, letter: Letter) -> str:
        """The mailbox is in ASP.NET as well."""
        return f"/SuggestionConsultsDetail.aspx?id={letter.number}"

    def file_path(self, item: Item | None, file: File, *, copy: bool = False) -> str:
        """An uploaded file by its name or, every other one, download.asp?id=12"""
        return f"/UploadFiles/{file.number}.{file.ext}" if item is None or file.number % 2 else self._by_id(file)

    @staticmethod
    def _by_id(file: File) -> str:
        return f"/download.asp?id={file.number}"

    def picture_path(self, number: int) -> str:
        """/UploadFiles/2016010112.jpg"""
        return f"/UploadFiles/20160101{number:02d}.jpg"

    def dead_path(self, key: str) -> str:
        """Where a dead link points; the lost file is one of its article."""
        return _DEAD[key] if key != "form" else "/UploadFiles/9041.doc"

    def link(self, page: str, target: str) -> str:
        """Without the first slash: everything is in one folder."""
        return target.removeprefix("/")

    # --- lists -------------------------------------------------------------------------------------

    def pages(self, view: View, key: str) -> int:
        """Pinned rows stand on every page and take no place."""
        loose = sum(not entry.item.pinned for entry in view.lists[key])
        return max(1, -(-loose // self.per_page))

    def _further(self, field: str, view: View, query: dict[str, str]) -> Answer | None:
        """A column by its number, with a page; past the end the last one for ever. NewsList.aspx has no `page`."""
        column = self._numbered(query.get(field))
        if column is None:
            return None
        if column.key in self.world.outages:
            return self._column(column, view, query)
        page = query.get("page", "1")
        return self.list_page(view, column, int(page) if page.isdigit() and not self.is_form(column.key) else 1)

    def _numbered(self, number: str | None) -> Column | None:
        """The list column with a number."""
        lists = (one for one in self.world.columns if one.kind in (Kind.LIST, Kind.TOPIC))
        return next((one for one in lists if str(self.number(one.key)) == number), None)

    def list_page(self, view: View, column: Column, number: int) -> Answer:
        """The pinned rows, then twenty others."""
        pages = self.pages(view, column.key)
        number = max(1, min(number, pages))
        entries = view.lists[column.key]
        pinned = [entry for entry in entries if entry.item.pinned]
        loose = [entry for entry in entries if not entry.item.pinned]
        shown = [*pinned, *loose[(number - 1) * self.per_page : number * self.per_page]]
        page = self.column_path(column.key)
        state, check = view_state(page, number)
        return self.page_html(
            "form" if self.is_form(column.key) else "column",
            **{**self.frame(view, page, column.key), "state": state, "check": check},
            rows=[self.row(page, column.key, entry) for entry in shown],
            number=number,
            pages=pages,
            total=len(entries),
            here=self.link(page, page),
            related=self.related(page, column.key),
            archived=view.archived(column.key),
        )

    def _post_back(self, view: View, query: dict[str, str], posted: Posted) -> Answer | None:
        """The next page of a form: the whole state of the page before, the pager and the wanted page."""
        column = self._numbered(query.get("t"))
        if column is None or not self.is_form(column.key):
            return None
        if column.key in self.world.outages:
            return self._column(column, view, query)
        form = posted.form(self.charset)
        before = shown_page(
            self.column_path(column.key), form.get("__VIEWSTATE", ""), form.get("__EVENTVALIDATION", "")
        )
        if before is None or form.get("__VIEWSTATEGENERATOR") != "CA0B0334":
            return self.html("legacy_state.html", status=500)
        wanted = form.get("__EVENTARGUMENT", "")
        turned = form.get("__EVENTTARGET") == "AspNetPager1" and wanted.isdigit() and int(wanted) > 0
        return self.list_page(view, column, int(wanted) if turned else before)

    def frame(self, view: View, page: str, key: str | None) -> dict[str, Any]:
        """Besides the usual: what the page declares, which is not what it is sent in."""
        net = ".aspx?" in page
        state, check = view_state(page, 1)
        return {**super().frame(view, page, key), "charset": "gb2312", "net": net, "state": state, "check": check}

    def write(self, item: Item, page: str, frame: dict[str, Any], *, copy: bool = False) -> Answer:
        """One article in seven declares utf-8, another declares nothing."""
        charset = {3: "utf-8", 5: ""}.get(item.number % 7, "gb2312")
        return super().write(item, page, {**frame, "charset": charset}, copy=copy)
