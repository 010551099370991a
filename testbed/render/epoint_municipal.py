"""The portal in 新点: an organ is a deptcode, a class a category, the table an answer of the list service."""

from __future__ import annotations

from functools import partial
from typing import Any

from testbed.render import epoint
from testbed.render.epoint_bureau import send
from testbed.render.paged_portal import PagedPortal
from testbed.render.site import Answer, Posted
from testbed.view import View
from testbed.world.model import Document, File, Organ, World


class EpointMunicipal(PagedPortal):
    """/xxgk/0526/007002/moreinfo.html"""

    look = "epoint"
    style_path = "/css/common.css"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        self.posts[epoint.REST] = self._rest
        self.file(epoint.COMMON, epoint.common_script("municipal"))
        for doc in world.documents:
            for file in doc.item.files:
                self.routes[self.file_path(doc, file)] = partial(self._send, file)

    def _send(self, file: File, view: View, query: dict[str, str]) -> Answer:
        return send(file)

    def normal(self, path: str) -> str:
        """A folder is its index.html."""
        return f"{path}index.html" if path.endswith("/") else path

    def catalogue_path(self) -> str:
        """The page of all organs."""
        return "/xxgk/subPage.html"

    def category(self, organ: Organ, number: str | None) -> str:
        """007 for an organ, 007002 for a class."""
        return "007" + (f"{list(dict(organ.classes)).index(number) + 1:03d}" if number else "")

    def shelf_path(self, organ: Organ, number: str | None) -> str:
        """/xxgk/0526/007002/moreinfo.html"""
        return f"/xxgk/{organ.number}/{self.category(organ, number)}/moreinfo.html"

    def document_path(self, doc: Document) -> str:
        """/xxgk/0526/007002/20160315/{guid}.html"""
        organ, code = self.organs[doc.organ], epoint.guid("item", doc.item.number)
        return f"/xxgk/{organ.number}/{self.category(organ, doc.catalogue)}/{doc.item.day:%Y%m%d}/{code}.html"

    def file_path(self, doc: Document, file: File) -> str:
        """By guid."""
        return epoint.attach_path(file.number)

    def shelf_route(self, organ: Organ, number: str | None) -> None:
        """A shell."""
        self.routes[self.shelf_path(organ, number)] = lambda view, query: self.shelf_page(view, organ, number, 1)

    def page_path(self, view: View, organ: Organ, number: str | None, page: int) -> str:
        """The shell has all pages."""
        return self.shelf_path(organ, number)

    def list_extras(self, view: View, organ: Organ, number: str | None, here: str, page: int) -> dict[str, Any]:
        """What the shell's script sends."""
        return {
            "category": self.category(organ, number),
            "dept": organ.number,
            "info": epoint.site_info("municipal"),
            "common": epoint.COMMON,
            "rest": epoint.REST,
        }

    def _rest(self, view: View, query: dict[str, str], posted: Posted) -> Answer:
        fields = epoint.asked(posted)
        organ = next((one for one in self.world.organs if one.number == fields.get("deptcode")), None)
        if organ is None or fields.get("siteGuid") != epoint.site_info("municipal")["siteGuid"]:
            return epoint.refused()
        numbers = {self.category(organ, number): number for number in (None, *dict(organ.classes))}
        if fields.get("categorynum") not in numbers:
            return epoint.refused()
        docs = view.shelves[organ.key, numbers[fields["categorynum"]]]
        page, size = epoint.page_of(fields)
        rows = [
            {
                "infoid": epoint.guid("item", doc.item.number),
                "title": self.listed_text(doc.item.title),
                "realtitle": doc.item.title,
                "infourl": self.document_path(doc),
                "infodate": str(doc.item.day),
                "indexnum": doc.item.index_no or "",
                "filenum": doc.item.doc_no or "",
                "deptname": organ.name,
            }
            for doc in docs[(page - 1) * size : page * size]
        ]
        return epoint.answer(rows, len(docs))
