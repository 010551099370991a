"""The portal in the manner of www.gov.cn: static lists of twenty, documents with the table of template A."""

from __future__ import annotations

from functools import partial
from typing import Any

from testbed.render import govcn
from testbed.render.body import plain_body
from testbed.render.municipal import CATALOGUE, PORTAL, MunicipalSite
from testbed.render.site import Answer, raw, style, today_line
from testbed.view import View
from testbed.world.calendar import working_day
from testbed.world.model import Document, File, Organ, World


class GovcnMunicipal(MunicipalSite):
    """home.htm, home_1.htm in the folders of organs and classes."""

    home = "/index.htm"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        self.routes[self.home] = lambda view, query: self._home(view)
        self.routes[self.catalogue_path()] = lambda view, query: self._catalogue(view)
        self.file("/static/css/common.css", style("paged"))
        self.picture("/static/images/none.gif")

    def normal(self, path: str) -> str:
        """A folder is its home.htm, the root its index.htm."""
        if path == "/":
            return self.home
        return f"{path}home.htm" if path.endswith("/") else path

    def catalogue_path(self) -> str:
        """The page of all organs."""
        return "/gongkai/home.htm"

    def shelf_path(self, organ: Organ, number: str | None) -> str:
        """/gongkai/ajj/home.htm, /gongkai/ajj/21/home.htm"""
        return f"/gongkai/{organ.slug}/{number.replace('.', '') + '/' if number else ''}home.htm"

    def document_path(self, doc: Document) -> str:
        """/gongkai/content/201603/content_5300011.htm"""
        return f"/gongkai/content/{govcn.article_name(doc.item.day, doc.item.number)}"

    def file_path(self, doc: Document, file: File) -> str:
        """Beside the document."""
        return f"{self.document_path(doc).rpartition('/')[0]}/P0{doc.item.day:%Y%m%d}{file.number:012d}.{file.ext}"

    def shelf_route(self, organ: Organ, number: str | None) -> None:
        """One path for each page there can ever be."""
        held = sum(doc.organ == organ.key and number in (None, doc.catalogue) for doc in self.world.documents)
        for page in range(1, 2 + held // govcn.PAGE_SIZE):
            path = govcn.list_page(self.shelf_path(organ, number), page)
            self.routes[path] = partial(self._shelf, organ, number, page)

    def _shelf(self, organ: Organ, number: str | None, page: int, view: View, query: dict[str, str]) -> Answer | None:
        return self.shelf_page(view, organ, number, page)

    def _frame(self, view: View, crumbs: list[tuple[str, str]]) -> dict[str, Any]:
        return {
            "site": PORTAL,
            "home": self.home,
            "menu": [(CATALOGUE, self.catalogue_path(), [])],
            "css": "/static/css/common.css",
            "municipal": "",
            "crumbs": crumbs,
            "side_name": "公开机构",
            "side": [(organ.short, self.shelf_path(organ, None), False) for organ in self.world.organs],
            "today": today_line(view.day),
            "updated": working_day(view.day),
            "year": view.day.year,
            "column": crumbs[-1][0] if crumbs else "",
        }

    def _row(self, doc: Document) -> dict[str, Any]:
        item = doc.item
        text = self.listed_text(item.title)
        return {"href": self.document_path(doc), "title": item.title, "text": text, "day": item.day, "pinned": False}

    def _home(self, view: View) -> Answer:
        rows = [self._row(doc) for doc in view.documents[:12]]
        frame = self._frame(view, [])
        blocks = [("最新公开", self.catalogue_path(), rows)]
        organs = [(name, href) for name, href, _ in frame["side"]]
        return self.html("gc_home.html", **frame, blocks=blocks, quick=organs, quick_name="公开机构")

    def _catalogue(self, view: View) -> Answer:
        return self.html("gc_group.html", **self._frame(view, [(CATALOGUE, self.catalogue_path())]), blocks=[])

    def shelf_page(self, view: View, organ: Organ, number: str | None, page: int) -> Answer | None:
        """Twenty rows and links to the pages around."""
        docs = self.slice(view, organ, number, page)
        if docs is None:
            return None
        frame = self._frame(view, self.shelf_crumbs(organ, number))
        frame["side_name"] = organ.short
        frame["side"] = [(name, self.shelf_path(organ, one), one == number) for one, name in organ.classes]
        return self.html(
            "gc_column.html",
            **frame,
            rows=[self._row(doc) for doc in docs],
            number=page,
            pages=self.pages(view, organ, number),
            total=len(view.shelves[organ.key, number]),
            related=[],
            archived=False,
        )

    def document_page(self, view: View, doc: Document) -> Answer:
        """Template A: the table, then title and text."""
        organ, item = self.organs[doc.organ], doc.item
        frame = self._frame(view, self.shelf_crumbs(organ, doc.catalogue))
        return self.html(
            "gc_article.html",
            **frame,
            item=item.but(publisher=organ.name),
            when=str(item.day),
            stamp=f"{item.day}-00:00:00",
            body=raw(plain_body(item.body, lambda number: "/static/images/none.gif", lambda key: "#")),
            files=[(self.file_path(doc, file), f"{file.name}.{file.ext}") for file in item.files],
        )
