"""The portal in jpaas: tables from the unit service, which answers with page 1 past the end."""

from __future__ import annotations

from functools import partial
from typing import Any

from testbed.render import jpaas
from testbed.render.paged_portal import PagedPortal
from testbed.render.site import Answer
from testbed.view import View
from testbed.world.model import Document, File, Organ, World

_TAG = "分页列表"


class JpaasMunicipal(PagedPortal):
    """Organs and classes are folders."""

    look = "jpaas"
    style_path = "/css/jpaas.css"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        self.routes[jpaas.SERVICE] = self._unit
        self.file(jpaas.SCRIPT, b"// unit builder\n")

    def normal(self, path: str) -> str:
        """A folder is its index.html."""
        return jpaas.normal(path)

    def catalogue_path(self) -> str:
        """The page of all organs."""
        return "/gkml/index.html"

    def shelf_path(self, organ: Organ, number: str | None) -> str:
        """/gkml/ajj/zcwj/index.html"""
        return f"/gkml/{self.folder(organ, number)}/index.html"

    def document_path(self, doc: Document) -> str:
        """/gkml/ajj/zcwj/art/2016/art_{32hex}.html"""
        folder = self.shelf_path(self.organs[doc.organ], doc.catalogue).removesuffix("index.html")
        return jpaas.article_path(folder, doc.item.day, doc.item.number)

    def file_path(self, doc: Document, file: File) -> str:
        """/attach/0/{hash}.pdf or /api/attachments/view/{hash}"""
        return jpaas.file_path(file.number, file.ext)

    def file(self, path: str, content: bytes) -> None:
        """Attachments without a type in their address have none in the header."""
        if path.startswith(("/attach/", "/api/attachments/")):
            self.routes[path] = lambda view, query: jpaas.file_answer(path, content)
        else:
            super().file(path, content)

    def shelf_route(self, organ: Organ, number: str | None) -> None:
        """A shell."""
        self.routes[self.shelf_path(organ, number)] = partial(self._shell, organ, number)

    def page_path(self, view: View, organ: Organ, number: str | None, page: int) -> str:
        """The shell has all pages."""
        return self.shelf_path(organ, number)

    def unit(self, organ: Organ, number: str | None) -> jpaas.Unit:
        """The unit of a shelf."""
        return jpaas.Unit("municipal", f"{organ.key}:{number}", _TAG)

    def _shell(self, organ: Organ, number: str | None, view: View, query: dict[str, str]) -> Answer | None:
        return self.shelf_page(view, organ, number, 1)

    def list_extras(self, view: View, organ: Organ, number: str | None, here: str, page: int) -> dict[str, Any]:
        """The description of the unit."""
        return {
            "unit": self.unit(organ, number).query_data(quotes=number is None),
            "service": jpaas.SERVICE,
            "script": jpaas.SCRIPT,
        }

    def _unit(self, view: View, query: dict[str, str]) -> Answer:
        for organ in self.world.organs:
            for number in (None, *dict(organ.classes)):
                fields = self.unit(organ, number).fields()
                if all(query.get(name) == value for name, value in fields.items()):
                    page, pages = jpaas.wanted_page(query), self.pages(view, organ, number)
                    return jpaas.answer(self._rows(view, organ, number, page if page <= pages else 1))
        return jpaas.answer(None)

    def _rows(self, view: View, organ: Organ, number: str | None, page: int) -> str:
        docs = self.slice(view, organ, number, page) or []
        here = self.shelf_path(organ, number)
        answer = self.page_html(
            "unit",
            rows=[self.row(here, n, doc) for n, doc in enumerate(docs, start=(page - 1) * 20 + 1)],
            page=page,
            pages=self.pages(view, organ, number),
            total=len(view.shelves[organ.key, number]),
        )
        return answer.body.decode()
