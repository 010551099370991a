"""The portal as a disclosure catalogue of the Guangdong platform: organs and classes are nodes of one tree."""

from __future__ import annotations

from functools import partial
from typing import Any

from testbed.render import gkmlpt
from testbed.render.body import plain_body
from testbed.render.gkmlpt import Node
from testbed.render.municipal import CATALOGUE, PORTAL, MunicipalSite
from testbed.render.site import Answer, raw, style, today_line
from testbed.view import View
from testbed.world.calendar import working_day
from testbed.world.model import Document, File, Organ, World

SID = "769001"


class GuangdongMunicipal(MunicipalSite):
    """Everything but the articles comes from the list service, a hundred at a time."""

    home = "/index.html"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        self.routes[self.home] = lambda view, query: self._home(view)
        self.routes[gkmlpt.INDEX] = lambda view, query: self._shell(view)
        self.routes["/gkmlpt/api/all/0"] = lambda view, query: self._everything(view, query)
        self.picture("/images/none.gif")
        self.file(gkmlpt.SCRIPT, gkmlpt.SCRIPT_TEXT)
        self.file("/css/nfcms.css", style("paged"))

    def normal(self, path: str) -> str:
        """A folder is its index.html."""
        return f"{path}index.html" if path.endswith("/") else path

    def catalogue_path(self) -> str:
        """The whole tree; a hash selects a column of it."""
        return gkmlpt.INDEX

    def _node_id(self, organ: Organ, number: str | None) -> int:
        """Organs are 721, 741 and so on; the bureau's own catalogue uses the same numbers for other columns."""
        first = 721 + 20 * [one.key for one in self.world.organs].index(organ.key)
        return first + (list(dict(organ.classes)).index(number) + 1 if number else 0)

    def shelf_path(self, organ: Organ, number: str | None) -> str:
        """/gkmlpt/index#721"""
        return f"{gkmlpt.INDEX}#{self._node_id(organ, number)}"

    def document_path(self, doc: Document) -> str:
        """/gkmlpt/content/1/1500/post_1500011.html"""
        return gkmlpt.article_path(doc.item)

    def file_path(self, doc: Document, file: File) -> str:
        """/attachment/1/1000/1000012/1500011.doc"""
        return gkmlpt.attachment_path(doc.item, file)

    def shelf_route(self, organ: Organ, number: str | None) -> None:
        """The list service of a node, page by page."""
        path = f"/gkmlpt/api/all/{self._node_id(organ, number)}"
        self.routes[path] = partial(self._service, organ, number)
        held = sum(doc.organ == organ.key and number in (None, doc.catalogue) for doc in self.world.documents)
        for page in range(1, 2 + held // gkmlpt.API_PAGE):
            self.routes[f"{path}?page={page}&sid={SID}"] = partial(self._service, organ, number)

    def shelf_page(self, view: View, organ: Organ, number: str | None, page: int) -> Answer | None:
        """The first answer of the list service for this shelf."""
        return self._service(organ, number, view, {"page": str(page), "sid": SID})

    # --- pages -------------------------------------------------------------------------------------

    def _frame(self, view: View, crumbs: list[tuple[str, str]]) -> dict[str, Any]:
        return {
            "site": PORTAL,
            "home": self.home,
            "menu": [(CATALOGUE, self.catalogue_path(), [])],
            "crumbs": crumbs,
            "today": today_line(view.day),
            "updated": working_day(view.day),
            "year": view.day.year,
            "sid": SID,
            "municipal": "",
            "css": "/css/nfcms.css",
        }

    def _home(self, view: View) -> Answer:
        rows = [(doc.item, self.document_path(doc), self.listed_text(doc.item.title)) for doc in view.documents[:12]]
        organs = [(organ.short, self.shelf_path(organ, None)) for organ in self.world.organs]
        return self.html("gkmlpt_home.html", **self._frame(view, []), rows=rows, organs=organs)

    def _shell(self, view: View) -> Answer:
        script = gkmlpt.config_script(self.base, SID, self._tree(view))
        crumbs = [(CATALOGUE, self.catalogue_path())]
        return self.html("gkmlpt_shell.html", **self._frame(view, crumbs), config=raw(script), owner=PORTAL)

    def document_page(self, view: View, doc: Document) -> Answer:
        """The table of metadata, title and text; the same text again in the script."""
        body = plain_body(doc.item.body, lambda number: "/images/none.gif", lambda key: "#")
        files = [
            (self.file_path(doc, file), f"{file.name}.{file.ext}", 300_000 + file.number) for file in doc.item.files
        ]
        body = gkmlpt.with_files(body, files)
        organ = self.organs[doc.organ]
        record = self._record(view, doc)
        script = gkmlpt.config_script(self.base, SID, self._tree(view), {**record, "content": body})
        return self.html(
            "gkmlpt_article.html",
            **self._frame(view, self.shelf_crumbs(organ, doc.catalogue)),
            item=doc.item,
            organ=organ.name,
            body=raw(body),
            config=raw(script),
        )

    # --- tree and lists ----------------------------------------------------------------------------

    def _node(self, view: View, organ: Organ, number: str | None, children: tuple[Node, ...] = ()) -> Node:
        name = dict(organ.classes)[number] if number else organ.short
        return Node(self._node_id(organ, number), name, children, len(view.shelves[organ.key, number]))

    def _tree(self, view: View) -> tuple[Node, ...]:
        return tuple(
            self._node(view, organ, None, tuple(self._node(view, organ, number) for number in dict(organ.classes)))
            for organ in self.world.organs
        )

    def _service(self, organ: Organ, number: str | None, view: View, query: dict[str, str]) -> Answer | None:
        docs = view.shelves[organ.key, number] if query.get("sid") == SID else []
        rows = [self._record(view, doc) for doc in docs]
        totals = {"total": len(rows), "post_count": len(rows)}
        return gkmlpt.list_answer(rows, self._node(view, organ, number), query.get("page", "1"), totals)

    def _everything(self, view: View, query: dict[str, str]) -> Answer | None:
        docs = view.documents if query.get("sid") == SID else []
        rows = [self._record(view, doc) for doc in docs]
        return gkmlpt.list_answer(rows, Node(0, "全部"), query.get("page", "1"), {"total": len(rows)})

    def _record(self, view: View, doc: Document) -> dict[str, Any]:
        url = self.base.rstrip("/") + self.document_path(doc)
        return gkmlpt.record(doc.item, self.base, url, "", self._node(view, self.organs[doc.organ], doc.catalogue))
