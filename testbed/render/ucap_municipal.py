"""The portal in the publicfiles system: unit numbers, dotted classes, a table with a cell for each fact."""

from __future__ import annotations

from functools import partial
from typing import Any

from testbed.render.body import word_body
from testbed.render.municipal import PORTAL, MunicipalSite
from testbed.render.site import Answer, raw, today_line
from testbed.render.ucap import ROOT, normal
from testbed.view import View
from testbed.world.calendar import working_day
from testbed.world.model import Document, File, Organ, World


class UcapMunicipal(MunicipalSite):
    """Server-side pages: list.htm?page=2."""

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        self.routes["/"] = lambda view, query: self._home(view)
        self.picture("/images/none.gif")
        self.routes[self.catalogue_path()] = lambda view, query: self._catalogue(view)

    def normal(self, path: str) -> str:
        """Slash noise and the alias."""
        return normal(path)

    def catalogue_path(self) -> str:
        """The page of all organs."""
        return f"{ROOT}ml/index.htm"

    def shelf_path(self, organ: Organ, number: str | None) -> str:
        """…/0526/index.htm and …/0526/2.1/list.htm: the dot is no file extension."""
        return f"{ROOT}{organ.number}/{f'{number}/list.htm' if number else 'index.htm'}"

    def document_path(self, doc: Document) -> str:
        """…/0526/2.1/201603/300011.htm"""
        number = self.organs[doc.organ].number
        return f"{ROOT}{number}/{doc.catalogue}/{doc.item.day:%Y%m}/{doc.item.number}.htm"

    def file_path(self, doc: Document, file: File) -> str:
        """…/0526/cmsmedia/document/doc12.doc"""
        return f"{ROOT}{self.organs[doc.organ].number}/cmsmedia/document/doc{file.number}.{file.ext}"

    def shelf_route(self, organ: Organ, number: str | None) -> None:
        """One path, the page in the query."""
        self.routes[self.shelf_path(organ, number)] = partial(self._shelf, organ, number)

    def _shelf(self, organ: Organ, number: str | None, view: View, query: dict[str, str]) -> Answer | None:
        page = query.get("page", "1")
        return self.shelf_page(view, organ, number, int(page)) if page.isdigit() else None

    def _frame(self, view: View, crumbs: list[tuple[str, str]]) -> dict[str, Any]:
        return {
            "site": PORTAL,
            "home": "/",
            "catalogue": self.catalogue_path(),
            "crumbs": crumbs,
            "organs": [(organ.short, self.shelf_path(organ, None)) for organ in self.world.organs],
            "today": today_line(view.day),
            "updated": working_day(view.day),
            "year": view.day.year,
        }

    def _home(self, view: View) -> Answer:
        rows = [self._row(n, doc) for n, doc in enumerate(view.documents[:15], start=1)]
        return self.html("ucap_portal_home.html", **self._frame(view, []), rows=rows)

    def _catalogue(self, view: View) -> Answer:
        rows = [
            (organ.number, organ.name, self.shelf_path(organ, None), len(view.shelves[organ.key, None]))
            for organ in self.world.organs
        ]
        crumbs = [("信息公开目录", self.catalogue_path())]
        return self.html("ucap_portal_catalogue.html", **self._frame(view, crumbs), rows=rows)

    def _row(self, n: int, doc: Document) -> dict[str, Any]:
        return {
            "n": n,
            "item": doc.item,
            "text": self.listed_text(doc.item.title),
            "href": self.document_path(doc),
            "organ": self.organs[doc.organ].short,
        }

    def shelf_page(self, view: View, organ: Organ, number: str | None, page: int) -> Answer | None:
        """A table of twenty documents with the total of all years."""
        docs = self.slice(view, organ, number, page)
        if docs is None:
            return None
        first, path = (page - 1) * 20 + 1, self.shelf_path(organ, number)
        classes = [
            (f"{dotted} {name}", self.shelf_path(organ, dotted), dotted == number) for dotted, name in organ.classes
        ]
        return self.html(
            "ucap_portal_list.html",
            **self._frame(view, self.shelf_crumbs(organ, number)),
            organ=organ.short,
            classes=classes,
            rows=[self._row(n, doc) for n, doc in enumerate(docs, start=first)],
            page=page,
            pages=self.pages(view, organ, number),
            total=len(view.shelves[organ.key, number]),
            path=path,
        )

    def document_page(self, view: View, doc: Document) -> Answer:
        """The block of metadata, then title and text."""
        organ = self.organs[doc.organ]
        body = raw(word_body(doc.item.body, lambda number: "/images/none.gif", lambda key: "#"))
        files = [(self.file_path(doc, file), f"{file.name}.{file.ext}") for file in doc.item.files]
        crumbs = self.shelf_crumbs(organ, doc.catalogue)
        return self.html(
            "ucap_portal_article.html",
            **self._frame(view, crumbs),
            item=doc.item,
            organ=organ.name,
            body=body,
            files=files,
            cls=dict(organ.classes)[doc.catalogue],
        )
