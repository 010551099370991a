"""The bureau's site in 新点: most lists by JSON POST, some from moreinfo.aspx, some in the page."""

from __future__ import annotations

from functools import partial
from typing import Any

from testbed.render import epoint
from testbed.render.files import attachment
from testbed.render.paged import PagedBureau
from testbed.render.site import Answer, Posted
from testbed.view import View
from testbed.world.model import Column, File, Item, Letter, World

_DEAD = {
    "standard": "/009/subPage.html",
    "poster": "/EWB-FRONT/download/xuanchuanhua.zip",
    "chart": f"/003/003001/20110906/{epoint.guid('item', 60_113)}.html",
    "appendix": f"/002/002004/20130521/{epoint.guid('item', 61_220)}.html",
}
_PAGED = "/MoreInfo.aspx"


class EpointBureau(PagedBureau):
    """Categories have three digits a level."""

    look = "epoint"
    style_path = "/css/common.css"
    robots = "User-agent: *\nDisallow: /EWB-FRONT/admin/\n"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        self.posts[epoint.REST] = self._rest
        self.routes[_PAGED] = self._paged
        self.file(epoint.COMMON, epoint.common_script("bureau"))
        for item in world.items:
            for file in item.files:
                if not file.dead:
                    self.routes[epoint.attach_path(file.number)] = partial(_send, file)

    def normal(self, path: str) -> str:
        """A folder is its index.html, but for the old system's."""
        return f"{path}index.html" if path.endswith("/") and path != "/InfoDetail/" else path

    # --- addresses ---------------------------------------------------------------------------------

    def category(self, key: str) -> str:
        """002004001: the place among its siblings, three digits a level; an opened column comes last."""
        column = self.world.by_key[key]
        siblings = [one.key for one in self.world.by_key.values() if one.parent == column.parent]
        return (self.category(column.parent) if column.parent else "") + f"{siblings.index(key) + 1:03d}"

    def column_path(self, key: str) -> str:
        """/002/002004/subPage.html"""
        column = self.world.by_key[key]
        if column.listing == "string":
            return f"{_PAGED}?CategoryNum={self.category(key)}"
        return f"{epoint.folder(self.category(key))}{'moreinfo' if self.is_list(key) else 'subPage'}.html"

    def is_list(self, key: str) -> bool:
        """True for columns with a list of their own."""
        return self.world.by_key[key].kind in ("list", "topic")

    def item_path(self, item: Item, *, copy: bool = False) -> str:
        """/002/002004/20160315/{guid}.html"""
        key, number = (item.copy_in, item.copy_number) if copy and item.copy_in else (item.columns[0], item.number)
        return epoint.article_path(self.category(key), item.day if item.dated else None, epoint.guid("item", number))

    def letter_path(self, letter: Letter) -> str:
        """The mailbox is an application of its own."""
        return f"/EWB-FRONT/consult/consultdetail.html?rowguid={epoint.guid('letter', letter.number)}"

    def file_path(self, item: Item | None, file: File, *, copy: bool = False) -> str:
        """By guid; the form stands on the disk."""
        return f"/files/{file.number}.{file.ext}" if item is None else epoint.attach_path(file.number)

    def picture_path(self, number: int) -> str:
        """/uploadfile/2016010112.jpg"""
        return f"/uploadfile/20160101{number:02d}.jpg"

    def dead_path(self, key: str) -> str:
        """Where a dead link points."""
        return _DEAD[key] if key != "form" else epoint.attach_path(9041)

    # --- lists -------------------------------------------------------------------------------------

    def list_extras(self, view: View, column: Column, page: str, number: int) -> dict[str, Any]:
        """How the column is listed, and what its script sends."""
        first = self.column_path(column.key)
        turn = [("首页", 1), ("上一页", number - 1)] if number > 1 else []
        if number < (pages := self.pages(view, column.key)):
            turn += [("下一页", number + 1), ("末页", pages)]
        return {
            "form": column.listing,
            "category": self.category(column.key),
            "info": epoint.site_info("bureau"),
            "common": epoint.COMMON,
            "rest": epoint.REST,
            "per_page": self.per_page,
            "turn": [(text, f"{first}&Paging={n}") for text, n in turn],
        }

    def _paged(self, view: View, query: dict[str, str]) -> Answer | None:
        """MoreInfo.aspx: a page past the end is the last one."""
        column = self._of(query.get("CategoryNum"))
        if column is None or column.listing != "string":
            return None
        if column.key in self.world.outages:
            return self._column(column, view, query)
        page = query.get("Paging", "1")
        return self.list_page(
            view, column, max(1, min(int(page) if page.isdigit() else 1, self.pages(view, column.key)))
        )

    def _of(self, category: object) -> Column | None:
        lists = (column for column in self.world.columns if self.is_list(column.key))
        return next((column for column in lists if self.category(column.key) == category), None)

    def _rest(self, view: View, query: dict[str, str], posted: Posted) -> Answer:
        """The list service; past the end it answers with no rows."""
        fields = epoint.asked(posted)
        column = self._of(fields.get("categorynum"))
        if column is None or fields.get("siteGuid") != epoint.site_info("bureau")["siteGuid"]:
            return epoint.refused()
        if column.key in self.world.outages:
            return Answer(503, b"<html><body><h1>Service Unavailable</h1></body></html>")
        number, size = epoint.page_of(fields)
        entries = view.lists[column.key]
        rows = []
        for entry in entries[(number - 1) * size : number * size]:
            row, item = self.row("", column.key, entry), entry.item
            rows.append(
                {
                    "infoid": epoint.guid("item", item.number),
                    "title": row["text"],
                    "realtitle": row["title"],
                    "infourl": row["href"],
                    "infodate": f"{row['day']}" if row["day"] else "",
                    "categorynum": self.category(item.columns[0]),
                    "istop": int(item.pinned),
                }
            )
        return epoint.answer(rows, len(entries))


def _send(file: File, view: View, query: dict[str, str]) -> Answer:
    return send(file)


def send(file: File) -> Answer:
    """An attachment without a type; its name stands in the header in UTF-8 as it is."""
    name = f"{file.name}.{file.ext}".encode().decode("latin-1")
    header = f"attachment; filename={name}"
    return Answer(200, attachment(file.ext, file.name), "application/octet-stream", (("Content-Disposition", header),))
