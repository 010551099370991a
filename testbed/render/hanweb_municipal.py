"""The portal as JCMS's 信息公开 module: a tree by script, tables from search.jsp by POST or GET."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode

from testbed.render.body import plain_body
from testbed.render.hanweb import DOWNLOAD, article_path, column_path, download, download_path, normal
from testbed.render.municipal import CATALOGUE, PORTAL, MunicipalSite
from testbed.render.site import Answer, raw, style, today_line
from testbed.view import View
from testbed.world.calendar import working_day
from testbed.world.model import Document, File, Organ, World

TREE, SEARCH = "/module/xxgk/tree.jsp", "/module/xxgk/search.jsp"
JDID = "3"


class HanwebMunicipal(MunicipalSite):
    """Organs have column pages; their classes are answers of search.jsp."""

    home = "/index.html"

    def __init__(self, world: World, other: str = "") -> None:
        self.by_code = {organ.code: organ for organ in world.organs}
        super().__init__(world, other)
        self.routes[self.home] = lambda view, query: self._home(view)
        self.routes[self.catalogue_path()] = lambda view, query: self._catalogue(view)
        self.routes[TREE] = self._tree
        self.routes[SEARCH] = self._search
        self.posts[SEARCH] = lambda view, query, posted: self._search(view, {**query, **posted.form()})
        self.picture("/images/none.gif")
        self.file("/images/37/hanweb.css", style("paged"))
        self.file("/script/jquery.js", b"// jQuery 1.4.2\n")

    def normal(self, path: str) -> str:
        """A folder is its index.html."""
        return normal(path)

    # --- addresses ---------------------------------------------------------------------------------

    def _column(self, organ: Organ, number: str | None) -> int:
        numbers = [None, *dict(organ.classes)]
        return 200 + 20 * list(self.organs).index(organ.key) + numbers.index(number)

    def catalogue_path(self) -> str:
        """The page of all organs."""
        return column_path(11)

    def organ_path(self, organ: Organ) -> str:
        """An organ's page: a shell around tree and table."""
        return column_path(self._column(organ, None))

    def fields(self, organ: Organ, number: str | None) -> dict[str, str]:
        """What the page's script sends for a class. Without `infotypeId` the whole area is listed."""
        code = self.code(number) if number else ""
        return {"infotypeId": code, "jdid": JDID, "area": organ.code, "divid": "div1", "standardXxgk": "1"}

    @staticmethod
    def code(number: str) -> str:
        """The tree's id of a dotted class: 2.1 is A0201."""
        return "A" + "".join(f"{int(part):02d}" for part in number.split("."))

    def shelf_path(self, organ: Organ, number: str | None) -> str:
        """An organ's page; a class is an answer of search.jsp."""
        return f"{SEARCH}?{urlencode(self.fields(organ, number))}" if number else self.organ_path(organ)

    def document_path(self, doc: Document) -> str:
        """/art/2016/3/15/art_221_300011.html"""
        return article_path(doc.item.day, self._column(self.organs[doc.organ], doc.catalogue), doc.item.number)

    def file_path(self, doc: Document, file: File) -> str:
        """downfile.jsp"""
        return download_path(file.number, file.name, file.ext)

    def file(self, path: str, content: bytes) -> None:
        """Downloads say in a header what they are."""
        if path.startswith(DOWNLOAD):
            self.routes[path] = lambda view, query: download(path, content)
        else:
            super().file(path, content)

    def shelf_route(self, organ: Organ, number: str | None) -> None:
        """Organs have a page; classes are answered by `_search`, their first pages are named here as well."""
        if number is None:
            self.routes[self.organ_path(organ)] = partial(self._organ, organ)
        else:
            self.routes[self.shelf_path(organ, number)] = lambda view, query: self._search(view, query)

    # --- pages -------------------------------------------------------------------------------------

    def _frame(self, view: View, crumbs: list[tuple[str, str]], page: str = "") -> dict[str, Any]:
        return {
            "site": PORTAL,
            "home": self.home,
            "catalogue": self.catalogue_path(),
            "crumbs": crumbs,
            "organs": [(organ.short, self.organ_path(organ)) for organ in self.world.organs],
            "today": today_line(view.day),
            "updated": working_day(view.day),
            "year": view.day.year,
        }

    def _home(self, view: View) -> Answer:
        rows = [
            (self.document_path(doc), doc.item.title, self.listed_text(doc.item.title), doc.item.day)
            for doc in view.documents[:12]
        ]
        return self.html("hanweb_portal_home.html", **self._frame(view, []), rows=rows)

    def _catalogue(self, view: View) -> Answer:
        frame = self._frame(view, [(CATALOGUE, self.catalogue_path())])
        return self.html("hanweb_portal_home.html", **frame, rows=[])

    def _organ(self, organ: Organ, view: View, query: dict[str, str]) -> Answer:
        return self.html(
            "hanweb_portal_organ.html",
            **self._frame(view, self.shelf_crumbs(organ, None)),
            organ=organ.short,
            code=organ.code,
            jdid=JDID,
            tree=TREE,
            search=SEARCH,
        )

    def _tree(self, view: View, query: dict[str, str]) -> Answer | None:
        organ = self.by_code.get(query.get("area", ""))
        if organ is None:
            return None
        classes = [(self.code(number), name) for number, name in organ.classes]
        return self.html("hanweb_portal_tree.html", organ=organ.short, classes=classes, code=organ.code)

    def _search(self, view: View, query: dict[str, str]) -> Answer | None:
        """A table of twenty; a page beyond the end shows the last one again."""
        organ = self.by_code.get(query.get("area", ""))
        codes = {self.code(number): number for number, _ in organ.classes} if organ else {}
        if organ is None or query.get("infotypeId", "") not in ("", *codes):
            return None
        number = codes.get(query.get("infotypeId", ""))
        wanted = query.get("currpage", "1")
        pages = self.pages(view, organ, number)
        return self.shelf_page(view, organ, number, min(int(wanted) if wanted.isdigit() else 1, pages))

    def shelf_page(self, view: View, organ: Organ, number: str | None, page: int) -> Answer | None:
        """The fragment that search.jsp answers."""
        docs = self.slice(view, organ, number, page)
        if docs is None:
            return None
        rows = [(doc.item, self.document_path(doc), self.listed_text(doc.item.title)) for doc in docs]
        return self.html(
            "hanweb_portal_search.html",
            rows=rows,
            organ=organ.name,
            page=page,
            pages=self.pages(view, organ, number),
            total=len(view.shelves[organ.key, number]),
        )

    def document_page(self, view: View, doc: Document) -> Answer:
        """The block as a table of four cells a row, then title and text."""
        organ = self.organs[doc.organ]
        body = raw(plain_body(doc.item.body, lambda number: "/images/none.gif", lambda key: "#"))
        crumbs = [*self.shelf_crumbs(organ, None), (dict(organ.classes)[doc.catalogue], self.organ_path(organ))]
        return self.html(
            "hanweb_portal_article.html",
            **self._frame(view, crumbs),
            item=doc.item,
            organ=organ.name,
            body=body,
            files=[(self.file_path(doc, file), f"{file.name}.{file.ext}") for file in doc.item.files],
            cls=dict(organ.classes)[doc.catalogue],
        )
