"""The municipal disclosure portal, family-neutral: organs, dotted classes, documents, pages of twenty."""

from __future__ import annotations

from functools import partial

from testbed.render.files import attachment
from testbed.render.site import Answer, Site, shorten
from testbed.view import View
from testbed.world.model import Document, File, Organ, World

PER_PAGE = 20
CATALOGUE = "信息公开目录"
PORTAL = "东莞市政府信息公开门户网站"


class MunicipalSite(Site):
    """Routing of the portal. A family says what addresses look like and renders the pages."""

    kind = "municipal"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        self.organs = {organ.key: organ for organ in world.organs}
        self._route()

    def catalogue_path(self) -> str:
        """The page of all organs."""
        raise NotImplementedError

    def shelf_path(self, organ: Organ, number: str | None) -> str:
        """First page of an organ's list (None) or of one of its classes."""
        raise NotImplementedError

    def document_path(self, doc: Document) -> str:
        """A document."""
        raise NotImplementedError

    def file_path(self, doc: Document, file: File) -> str:
        """An attachment."""
        raise NotImplementedError

    def shelf_page(self, view: View, organ: Organ, number: str | None, page: int) -> Answer | None:
        """One page of a list; None past the end."""
        raise NotImplementedError

    def document_page(self, view: View, doc: Document) -> Answer:
        """The page of a document."""
        raise NotImplementedError

    def shelf_route(self, organ: Organ, number: str | None) -> None:
        """Register the list pages of a shelf."""
        raise NotImplementedError

    def listed_text(self, title: str) -> str:
        """The title as lists show it; its whole is in the title attribute."""
        return shorten(title, 33)

    def shelf_names(self, organ: Organ, number: str | None) -> tuple[str, ...]:
        """The column path of a shelf."""
        names = dict(organ.classes)
        return (CATALOGUE, organ.short) if number is None else (CATALOGUE, organ.short, names[number])

    def shelf_crumbs(self, organ: Organ, number: str | None) -> list[tuple[str, str]]:
        """Names and addresses down to a shelf."""
        crumbs = [(CATALOGUE, self.catalogue_path()), (organ.short, self.shelf_path(organ, None))]
        return crumbs if number is None else [*crumbs, (dict(organ.classes)[number], self.shelf_path(organ, number))]

    def _route(self) -> None:
        for organ in self.world.organs:
            for number in (None, *dict(organ.classes)):
                self.shelf_route(organ, number)
        for doc in self.world.documents:
            self.routes[self.document_path(doc)] = partial(self._document, doc)
            for file in doc.item.files:
                self.file(self.file_path(doc, file), attachment(file.ext, file.name))

    def _document(self, doc: Document, view: View, query: dict[str, str]) -> Answer | None:
        return self.document_page(view, doc) if doc.item.id in view.shown else None

    def pages(self, view: View, organ: Organ, number: str | None) -> int:
        """How many list pages a shelf has; an empty one has one."""
        return max(1, -(-len(view.shelves[organ.key, number]) // PER_PAGE))

    def slice(self, view: View, organ: Organ, number: str | None, page: int) -> list[Document] | None:
        """The documents on a page (1-based); None past the end."""
        if not 1 <= page <= self.pages(view, organ, number):
            return None
        return view.shelves[organ.key, number][(page - 1) * PER_PAGE : page * PER_PAGE]
