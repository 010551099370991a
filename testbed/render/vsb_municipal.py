"""The portal in Visual SiteBuilder: tables in pages that count backwards, the block as a list of labels."""

from __future__ import annotations

from functools import partial
from typing import Any

from testbed.render.files import attachment
from testbed.render.municipal import PER_PAGE
from testbed.render.paged_portal import PagedPortal
from testbed.render.site import Answer
from testbed.render.vsb import download, download_path, list_path, pager, relative
from testbed.view import View
from testbed.world.model import Document, File, Organ, World


class VsbMunicipal(PagedPortal):
    """Static pages of twenty under /gkml/."""

    look = "vsb"
    home = "/index.htm"
    style_path = "/images/css.css"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        for doc in world.documents:
            for file in doc.item.files:
                self._download(file)

    def normal(self, path: str) -> str:
        """A folder has no page but the root."""
        return self.home if path == "/" else path

    def link(self, page: str, target: str) -> str:
        """Relative to the page."""
        return relative(page, target)

    def catalogue_path(self) -> str:
        """The page of all organs."""
        return "/gkml.htm"

    def shelf_path(self, organ: Organ, number: str | None) -> str:
        """/gkml/ajj.htm, /gkml/ajj/zcwj.htm"""
        return f"/gkml/{self.folder(organ, number)}.htm"

    def document_path(self, doc: Document) -> str:
        """/info/2123/300011.htm"""
        return f"/info/{2000 + self.shelf_number(self.organs[doc.organ], doc.catalogue)}/{doc.item.number}.htm"

    def file_path(self, doc: Document, file: File) -> str:
        """download.jsp"""
        return download_path(file.number)

    def _download(self, file: File) -> None:
        content = attachment(file.ext, file.name)
        self.routes[download_path(file.number)] = lambda view, query: download(f"{file.name}.{file.ext}", content)

    def shelf_route(self, organ: Organ, number: str | None) -> None:
        """The first page, and one path for each number there can ever be."""
        first = self.shelf_path(organ, number)
        self.routes[first] = lambda view, query: self.shelf_page(view, organ, number, 1)
        held = sum(doc.organ == organ.key and number in (None, doc.catalogue) for doc in self.world.documents)
        for n in range(1, 1 + held // PER_PAGE):
            self.routes[list_path(first, 2, n + 1)] = partial(self._numbered, organ, number, n)

    def _numbered(self, organ: Organ, number: str | None, n: int, view: View, query: dict[str, str]) -> Answer | None:
        pages = self.pages(view, organ, number)
        return self.shelf_page(view, organ, number, pages - n + 1) if n < pages else None

    def page_path(self, view: View, organ: Organ, number: str | None, page: int) -> str:
        """The address of a list page today."""
        return list_path(self.shelf_path(organ, number), page, self.pages(view, organ, number))

    def list_extras(self, view: View, organ: Organ, number: str | None, here: str, page: int) -> dict[str, Any]:
        """The pager."""
        return {"pager": pager(here, self.shelf_path(organ, number), page, self.pages(view, organ, number))}
