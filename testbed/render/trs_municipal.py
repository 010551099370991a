"""The portal in TRS WCM: list items with a hidden block of metadata, the block of a document as paragraphs."""

from __future__ import annotations

from functools import partial
from typing import Any

from testbed.render.body import plain_body
from testbed.render.municipal import CATALOGUE, PORTAL, MunicipalSite
from testbed.render.site import Answer, raw, today_line
from testbed.render.trs import PER_PAGE, article_name, file_name, list_page, normal, relative
from testbed.view import View
from testbed.world.calendar import working_day
from testbed.world.model import Document, File, Organ, World

_SLUGS = {
    "政策文件": "zcwj",
    "规划统计": "ghtj",
    "财政预决算": "czyjs",
    "人事信息": "rsxx",
    "通知公告": "tzgg",
    "工作动态": "gzdt",
    "办事指南": "bszn",
    "应急管理": "yjgl",
    "监督检查": "jdjc",
}


class TrsMunicipal(MunicipalSite):
    """Static pages of twenty: index.html, index_1.html."""

    home = "/index.html"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        self.routes[self.home] = lambda view, query: self._home(view)
        self.routes[self.catalogue_path()] = lambda view, query: self._catalogue(view)
        self.picture("/images/none.gif")

    def normal(self, path: str) -> str:
        """A folder is its index.html."""
        return normal(path)

    def catalogue_path(self) -> str:
        """The page of all organs."""
        return "/gkml/index.html"

    def shelf_path(self, organ: Organ, number: str | None) -> str:
        """/gkml/ajj/index.html, /gkml/ajj/zcwj/index.html"""
        folder = f"{_SLUGS[dict(organ.classes)[number]]}/" if number else ""
        return f"/gkml/{organ.slug}/{folder}index.html"

    def document_path(self, doc: Document) -> str:
        """/gkml/ajj/zcwj/201603/t20160315_300011.html"""
        folder = self.shelf_path(self.organs[doc.organ], doc.catalogue).removesuffix("index.html")
        return folder + article_name(doc.item.day, doc.item.number)

    def file_path(self, doc: Document, file: File) -> str:
        """Beside the document."""
        folder = self.document_path(doc).rpartition("/")[0]
        return f"{folder}/{file_name(doc.item.day, file.number, file.ext)}"

    def shelf_route(self, organ: Organ, number: str | None) -> None:
        """One path for each page there can ever be."""
        held = sum(doc.organ == organ.key and number in (None, doc.catalogue) for doc in self.world.documents)
        for page in range(1, 2 + held // PER_PAGE):
            path = list_page(self.shelf_path(organ, number), page)
            self.routes[path] = partial(self._shelf, organ, number, page)

    def _shelf(self, organ: Organ, number: str | None, page: int, view: View, query: dict[str, str]) -> Answer | None:
        return self.shelf_page(view, organ, number, page)

    def _frame(self, view: View, page: str, crumbs: list[tuple[str, str]]) -> dict[str, Any]:
        return {
            "site": PORTAL,
            "home": relative(page, self.home),
            "catalogue": relative(page, self.catalogue_path()),
            "crumbs": [(name, relative(page, path)) for name, path in crumbs],
            "organs": [(organ.short, relative(page, self.shelf_path(organ, None))) for organ in self.world.organs],
            "today": today_line(view.day),
            "updated": working_day(view.day),
            "year": view.day.year,
        }

    def _row(self, page: str, doc: Document) -> dict[str, Any]:
        return {
            "item": doc.item,
            "text": self.listed_text(doc.item.title),
            "href": relative(page, self.document_path(doc)),
            "organ": self.organs[doc.organ].name,
        }

    def _home(self, view: View) -> Answer:
        rows = [self._row(self.home, doc) for doc in view.documents[:12]]
        return self.html("trs_portal_home.html", **self._frame(view, self.home, []), rows=rows)

    def _catalogue(self, view: View) -> Answer:
        page = self.catalogue_path()
        return self.html("trs_portal_catalogue.html", **self._frame(view, page, [(CATALOGUE, page)]))

    def shelf_page(self, view: View, organ: Organ, number: str | None, page: int) -> Answer | None:
        """A list of twenty, each with a hidden block; the pager is a script call with page size and total."""
        docs = self.slice(view, organ, number, page)
        if docs is None:
            return None
        here = list_page(self.shelf_path(organ, number), page)
        classes = [
            (name, relative(here, self.shelf_path(organ, dotted)), dotted == number) for dotted, name in organ.classes
        ]
        return self.html(
            "trs_portal_list.html",
            **self._frame(view, here, self.shelf_crumbs(organ, number)),
            organ=organ.short,
            classes=classes,
            rows=[self._row(here, doc) for doc in docs],
            page=page,
            pages=self.pages(view, organ, number),
            total=len(view.shelves[organ.key, number]),
        )

    def document_page(self, view: View, doc: Document) -> Answer:
        """The block of metadata as paragraphs, then title and text."""
        page, organ = self.document_path(doc), self.organs[doc.organ]
        body = raw(plain_body(doc.item.body, lambda number: relative(page, "/images/none.gif"), lambda key: "#"))
        return self.html(
            "trs_portal_article.html",
            **self._frame(view, page, self.shelf_crumbs(organ, doc.catalogue)),
            item=doc.item,
            organ=organ.name,
            body=body,
            files=[(relative(page, self.file_path(doc, file)), f"{file.name}.{file.ext}") for file in doc.item.files],
            cls=dict(organ.classes)[doc.catalogue],
        )
