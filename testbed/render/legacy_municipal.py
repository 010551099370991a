"""The portal as a JSP catalogue of 2008: an organ's page is a shell around two frames, tables in GB18030."""

from __future__ import annotations

from functools import partial
from typing import Any

from testbed.render.files import attachment
from testbed.render.legacy import LegacySite
from testbed.render.paged_portal import PagedPortal
from testbed.render.site import Answer
from testbed.view import View
from testbed.world.model import Document, File, Organ, World


class LegacyMunicipal(LegacySite, PagedPortal):
    """iList.jsp?node_id=GK0526&cat_id=10021&cur_page=2"""

    look = "legacy"
    home = "/default.jsp"
    style_path = "/css/style.css"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        for doc in world.documents:
            for file in doc.item.files:
                name, content = f"{file.name}.{file.ext}", attachment(file.ext, file.name)
                self.routes[self.file_path(doc, file)] = partial(self._download, name, content)
        self.routes["/info/iList.jsp"] = self._further
        for organ in world.organs:
            self.routes[f"/info/iTree.jsp?node_id=GK{organ.number}"] = partial(self._tree, organ)

    def _download(self, name: str, content: bytes, view: View, query: dict[str, str]) -> Answer:
        return self.download(name, content)

    def catalogue_path(self) -> str:
        """The page of all organs."""
        return "/info/organ.jsp"

    def _list_path(self, organ: Organ, number: str | None) -> str:
        category = f"&cat_id={self.category(organ, number)}" if number else ""
        return f"/info/iList.jsp?node_id=GK{organ.number}{category}"

    def category(self, organ: Organ, number: str | None) -> int:
        """cat_id of a shelf."""
        return 10_000 + self.shelf_number(organ, number)

    def shelf_path(self, organ: Organ, number: str | None) -> str:
        """An organ's shell, or the table of one of its classes."""
        return self._list_path(organ, number) if number else f"/info/index.jsp?node_id=GK{organ.number}"

    def document_path(self, doc: Document) -> str:
        """iIndex.jsp?cat_id=10021&info_id=300011"""
        return (
            f"/info/iIndex.jsp?cat_id={self.category(self.organs[doc.organ], doc.catalogue)}&info_id={doc.item.number}"
        )

    def file_path(self, doc: Document, file: File) -> str:
        """download.jsp?id=12"""
        return f"/info/download.jsp?id={file.number}"

    def shelf_route(self, organ: Organ, number: str | None) -> None:
        """The table and its pages; an organ has a shell besides."""
        if number is None:
            self.routes[self.shelf_path(organ, None)] = partial(self._shell, organ)
        first = self._list_path(organ, number)
        self.routes[first] = lambda view, query: self.shelf_page(view, organ, number, 1)

    def _further(self, view: View, query: dict[str, str]) -> Answer | None:
        """A later page; past the end it is the last one for ever."""
        organ = next((one for one in self.world.organs if f"GK{one.number}" == query.get("node_id")), None)
        category = query.get("cat_id", "")
        shelf = self.shelf_numbered(int(category) - 10_000) if category.isdigit() else (organ, None)
        page = query.get("cur_page", "")
        if organ is None or shelf is None or shelf[0] is not organ or not page.isdigit():
            return None
        return self.shelf_page(view, organ, shelf[1], max(1, min(int(page), self.pages(view, organ, shelf[1]))))

    def page_path(self, view: View, organ: Organ, number: str | None, page: int) -> str:
        """The address of a list page."""
        return self._list_path(organ, number)

    def _shell(self, organ: Organ, view: View, query: dict[str, str]) -> Answer:
        frame = self.frame(view, "/info/index.jsp", self.shelf_crumbs(organ, None))
        tree, table = f"iTree.jsp?node_id=GK{organ.number}", f"iList.jsp?node_id=GK{organ.number}"
        return self.page_html("shell", **frame, organ=organ.short, tree=tree, table=table)

    def _tree(self, organ: Organ, view: View, query: dict[str, str]) -> Answer:
        classes = [(name, self._list_path(organ, number).removeprefix("/info/")) for number, name in organ.classes]
        return self.page_html("tree", organ=organ.short, classes=classes)

    def list_extras(self, view: View, organ: Organ, number: str | None, here: str, page: int) -> dict[str, Any]:
        """The address to which a page number is added."""
        return {"here": here.removeprefix("/info/")}
