"""The portal in the newer UCAP: lists of disclosure records, the block of a document as a list of labels."""

from __future__ import annotations

from functools import partial
from typing import Any

from testbed.render import kaipu
from testbed.render.body import plain_body
from testbed.render.municipal import CATALOGUE, PORTAL, MunicipalSite
from testbed.render.site import Answer, raw, style, today_line
from testbed.view import View
from testbed.world.calendar import working_day
from testbed.world.model import Document, File, Organ, World

SITE = "/dgsrmzf/"


class KaipuMunicipal(MunicipalSite):
    """newxxgk_list.shtml, newxxgk_list_2.shtml, twenty rows each."""

    home = f"{SITE}index.shtml"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        self.routes["/"] = lambda view, query: self.html("kp_door.html", target=self.home)
        self.routes[self.home] = lambda view, query: self._home(view)
        self.routes[self.catalogue_path()] = lambda view, query: self._catalogue(view)
        self.file(f"{SITE}xhtml/css/common.css", style("paged"))
        self.picture("/images/none.gif")

    def normal(self, path: str) -> str:
        """A folder is its index.shtml."""
        return f"{path}index.shtml" if path.endswith("/") and path != "/" else path

    def catalogue_path(self) -> str:
        """The page of all organs."""
        return f"{SITE}xxgkml/zfxxgk_index.shtml"

    def shelf_path(self, organ: Organ, number: str | None) -> str:
        """…/ajj/newxxgk_list.shtml, …/ajj/c100021/newxxgk_list.shtml"""
        folder = f"c1000{number.replace('.', '')}/" if number else ""
        return f"{SITE}{organ.slug}/{folder}newxxgk_list.shtml"

    def document_path(self, doc: Document) -> str:
        """…/ajj/c100021/201603/{32 digits}.shtml"""
        folder = self.shelf_path(self.organs[doc.organ], doc.catalogue).rpartition("/")[0]
        return f"{folder}/{doc.item.day:%Y%m}/{kaipu.name('article', doc.item.number)}.shtml"

    def file_path(self, doc: Document, file: File) -> str:
        """{document}/files/{32 digits}.doc"""
        return f"{self.document_path(doc).removesuffix('.shtml')}/files/{kaipu.name('file', file.number)}.{file.ext}"

    def shelf_route(self, organ: Organ, number: str | None) -> None:
        """One path for each page there can ever be."""
        held = sum(doc.organ == organ.key and number in (None, doc.catalogue) for doc in self.world.documents)
        for page in range(1, 2 + held // kaipu.PAGE_SIZE):
            path = kaipu.page_name(self.shelf_path(organ, number), page)
            self.routes[path] = partial(self._shelf, organ, number, page)

    def _shelf(self, organ: Organ, number: str | None, page: int, view: View, query: dict[str, str]) -> Answer | None:
        return self.shelf_page(view, organ, number, page)

    def _frame(self, view: View, crumbs: list[tuple[str, str]]) -> dict[str, Any]:
        return {
            "site": PORTAL,
            "home": self.home,
            "catalogue": self.catalogue_path(),
            "css": f"{SITE}xhtml/css/common.css",
            "crumbs": crumbs,
            "organs": [(organ.short, self.shelf_path(organ, None)) for organ in self.world.organs],
            "today": today_line(view.day),
            "updated": working_day(view.day),
            "year": view.day.year,
        }

    def _row(self, doc: Document) -> dict[str, Any]:
        return {
            "item": doc.item,
            "text": self.listed_text(doc.item.title),
            "href": self.document_path(doc),
            "organ": self.organs[doc.organ].name,
        }

    def _home(self, view: View) -> Answer:
        rows = [self._row(doc) for doc in view.documents[:12]]
        return self.html("kp_portal_home.html", **self._frame(view, []), rows=rows)

    def _catalogue(self, view: View) -> Answer:
        return self.html("kp_portal_catalogue.html", **self._frame(view, [(CATALOGUE, self.catalogue_path())]))

    def shelf_page(self, view: View, organ: Organ, number: str | None, page: int) -> Answer | None:
        """Twenty records; page count and total stand in the pager's call."""
        docs = self.slice(view, organ, number, page)
        if docs is None:
            return None
        classes = [(name, self.shelf_path(organ, dotted), dotted == number) for dotted, name in organ.classes]
        return self.html(
            "kp_portal_list.html",
            **self._frame(view, self.shelf_crumbs(organ, number)),
            organ=organ.short,
            classes=classes,
            rows=[self._row(doc) for doc in docs],
            page=page,
            pages=self.pages(view, organ, number),
            total=len(view.shelves[organ.key, number]),
        )

    def document_page(self, view: View, doc: Document) -> Answer:
        """The block of labels, then title and text."""
        organ = self.organs[doc.organ]
        body = raw(plain_body(doc.item.body, lambda number: "/images/none.gif", lambda key: "#"))
        return self.html(
            "kp_portal_article.html",
            **self._frame(view, self.shelf_crumbs(organ, doc.catalogue)),
            item=doc.item,
            organ=organ.name,
            body=body,
            files=[(self.file_path(doc, file), f"{file.name}.{file.ext}") for file in doc.item.files],
            cls=dict(organ.classes)[doc.catalogue],
        )
