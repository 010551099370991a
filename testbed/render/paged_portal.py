"""The disclosure portal with lists in pages: what the families of this shape share. Markup is in their templates."""

from __future__ import annotations

from typing import Any

from testbed.render.body import plain_body
from testbed.render.municipal import CATALOGUE, PORTAL, MunicipalSite
from testbed.render.site import Answer, raw, style, today_line
from testbed.view import View
from testbed.world.calendar import working_day
from testbed.world.model import Document, Organ, World

SLUGS = {
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


class PagedPortal(MunicipalSite):
    """Templates are `{look}_portal_home.html` and so on; the home's serves for the page of all organs as well."""

    look = ""
    home = "/index.html"
    style_path = "/css/style.css"
    picture_path = "/images/none.gif"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        self.routes[self.home] = lambda view, query: self._home(view)
        self.routes[self.catalogue_path()] = lambda view, query: self._catalogue(view)
        self.picture(self.picture_path)
        self.file(self.style_path, style("paged"))

    def link(self, page: str, target: str) -> str:
        """How the template writes the link to `target` on `page`."""
        return target

    def page_html(self, template: str, **context: Any) -> Answer:
        """A page from one of the family's templates."""
        return self.html(f"{self.look}_portal_{template}.html", **context)

    def class_name(self, organ: Organ, number: str | None) -> str:
        """The name of a shelf."""
        return dict(organ.classes)[number] if number else organ.short

    def folder(self, organ: Organ, number: str | None) -> str:
        """Two short names in pinyin: ajj, ajj/zcwj"""
        return f"{organ.slug}/{SLUGS[dict(organ.classes)[number]]}" if number else organ.slug

    def shelf_number(self, organ: Organ, number: str | None) -> int:
        """A number for each shelf of the portal."""
        return 20 * list(self.organs).index(organ.key) + [None, *dict(organ.classes)].index(number)

    def shelf_numbered(self, number: int) -> tuple[Organ, str | None] | None:
        """The shelf with a number."""
        for organ in self.world.organs:
            for dotted in (None, *dict(organ.classes)):
                if self.shelf_number(organ, dotted) == number:
                    return organ, dotted
        return None

    def frame(self, view: View, page: str, crumbs: list[tuple[str, str]]) -> dict[str, Any]:
        """What every page has."""
        return {
            "site": PORTAL,
            "home": self.link(page, self.home),
            "css": self.link(page, self.style_path),
            "catalogue": self.link(page, self.catalogue_path()),
            "crumbs": [(name, self.link(page, path)) for name, path in crumbs],
            "organs": [(organ.short, self.link(page, self.shelf_path(organ, None))) for organ in self.world.organs],
            "today": today_line(view.day),
            "updated": working_day(view.day),
            "year": view.day.year,
        }

    def row(self, page: str, n: int, doc: Document) -> dict[str, Any]:
        """A row of a list or of the home page."""
        return {
            "n": n,
            "item": doc.item,
            "text": self.listed_text(doc.item.title),
            "href": self.link(page, self.document_path(doc)),
            "organ": self.organs[doc.organ].name,
        }

    def _home(self, view: View) -> Answer:
        rows = [self.row(self.home, n, doc) for n, doc in enumerate(view.documents[:12], start=1)]
        return self.page_html("home", **self.frame(view, self.home, []), rows=rows)

    def _catalogue(self, view: View) -> Answer:
        page = self.catalogue_path()
        return self.page_html("home", **self.frame(view, page, [(CATALOGUE, page)]), rows=[])

    def page_path(self, view: View, organ: Organ, number: str | None, page: int) -> str:
        """The address of a list page."""
        raise NotImplementedError

    def shelf_page(self, view: View, organ: Organ, number: str | None, page: int) -> Answer | None:
        """A list of twenty; None past the end."""
        docs = self.slice(view, organ, number, page)
        if docs is None:
            return None
        here = self.page_path(view, organ, number, page)
        return self.page_html(
            "list",
            **self.frame(view, here, self.shelf_crumbs(organ, number)),
            organ=organ.short,
            name=self.class_name(organ, number),
            classes=[
                (name, self.link(here, self.shelf_path(organ, dotted)), dotted == number)
                for dotted, name in organ.classes
            ],
            rows=[self.row(here, n, doc) for n, doc in enumerate(docs, start=(page - 1) * 20 + 1)],
            page=page,
            pages=self.pages(view, organ, number),
            total=len(view.shelves[organ.key, number]),
            **self.list_extras(view, organ, number, here, page),
        )

    def list_extras(self, view: View, organ: Organ, number: str | None, here: str, page: int) -> dict[str, Any]:
        """What the family's list template wants besides."""
        return {}

    def document_page(self, view: View, doc: Document) -> Answer:
        """The block of metadata, title, text and files."""
        page, organ = self.document_path(doc), self.organs[doc.organ]
        picture = self.link(page, self.picture_path)
        files = [(self.link(page, self.file_path(doc, file)), f"{file.name}.{file.ext}") for file in doc.item.files]
        return self.page_html(
            "article",
            **self.frame(view, page, self.shelf_crumbs(organ, doc.catalogue)),
            item=doc.item,
            organ=organ.name,
            body=raw(plain_body(doc.item.body, lambda number: picture, lambda key: "#")),
            files=files,
            cls=dict(organ.classes)[doc.catalogue],
            page=page,
        )
