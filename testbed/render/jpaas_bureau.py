"""The bureau's site in jpaas: column pages are shells, their lists come from the unit service."""

from __future__ import annotations

from typing import Any

from testbed.render import jpaas
from testbed.render.paged import PagedBureau
from testbed.render.site import Answer
from testbed.view import View
from testbed.world.model import Column, File, Item, Kind, Letter, World

_DEAD = {
    "standard": "/aqbzh/index.html",
    "poster": "/attach/0/9011.zip",
    "chart": f"/bsfw/lct/art/2011/art_{jpaas.code('art', 60_113)}.html",
    "appendix": f"/zwgk/fgk/art/2013/art_{jpaas.code('art', 61_220)}.html",
}
_LIST, _ASIDE = "当前栏目list", "右侧推荐"
_LETTER = "/jact/front/mailpubdetail.do"


class JpaasBureau(PagedBureau):
    """Folders in pinyin, articles by hash."""

    look = "jpaas"
    per_page = 15
    style_path = "/css/jpaas.css"
    robots = "User-agent: *\nDisallow: /api-gateway/jpaas-user/\n"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        self.routes[jpaas.SERVICE] = self._unit
        self.file(jpaas.SCRIPT, b"// unit builder\n")

    def normal(self, path: str) -> str:
        """A folder is its index.html."""
        return jpaas.normal(path)

    # --- addresses ---------------------------------------------------------------------------------

    def _folder(self, key: str) -> str:
        column = self.world.by_key[key]
        return f"{self._folder(column.parent) if column.parent else '/'}{column.slug}/"

    def column_path(self, key: str) -> str:
        """/zwgk/zcfg/flfg/index.html"""
        return f"{self._folder(key)}index.html"

    def item_path(self, item: Item, *, copy: bool = False) -> str:
        """{column}/art/2016/art_{32hex}.html"""
        key, number = (item.copy_in, item.copy_number) if copy and item.copy_in else (item.columns[0], item.number)
        return jpaas.article_path(self._folder(key), item.day if item.dated else None, number or 0)

    def letter_path(self, letter: Letter) -> str:
        """The mailbox is the jact application."""
        return f"{_LETTER}?transactId={letter.number}&sysid=2"

    def file_path(self, item: Item | None, file: File, *, copy: bool = False) -> str:
        """/attach/0/{hash}.pdf or /api/attachments/view/{hash}"""
        return jpaas.file_path(file.number, file.ext)

    def file(self, path: str, content: bytes) -> None:
        """Attachments without a type in their address have none in the header."""
        if path.startswith(("/attach/", "/api/attachments/")):
            self.routes[path] = lambda view, query: jpaas.file_answer(path, content)
        else:
            super().file(path, content)

    def picture_path(self, number: int) -> str:
        """/picture/0/s_{hash}.jpg"""
        return f"/picture/0/s_{jpaas.code('picture', number)}.jpg"

    def dead_path(self, key: str) -> str:
        """Where a dead link points."""
        return _DEAD[key] if key != "form" else jpaas.file_path(9041, "doc")

    # --- lists -------------------------------------------------------------------------------------

    def list_page(self, view: View, column: Column, number: int) -> Answer:
        """A shell with two units, the list and a block of other news; short old lists stand in the page."""
        page = self.column_path(column.key)
        units = [
            jpaas.Unit("bureau", column.key, tag).query_data(quotes=self.number(column.key) % 2 == 0)
            for tag in (_ASIDE, _LIST)
        ]
        return self.page_html(
            "column",
            **self.frame(view, page, column.key),
            static=column.listing == "rows",
            rows=[self.row(page, column.key, entry) for entry in view.lists[column.key]],
            units=units,
            service=jpaas.SERVICE,
            script=jpaas.SCRIPT,
            related=self.related(page, column.key),
            archived=view.archived(column.key),
        )

    def _unit(self, view: View, query: dict[str, str]) -> Answer:
        """A page of a unit; without `paramJson` the first. Past the end there is nothing."""
        for column in self.world.columns:
            for tag in (_LIST, _ASIDE):
                fields = jpaas.Unit("bureau", column.key, tag).fields()
                if all(query.get(name) == value for name, value in fields.items()):
                    if column.key in self.world.outages:
                        return Answer(503, b'{"success":false,"code":"503","data":null}', "application/json")
                    return jpaas.answer(self._rows(view, column, tag, jpaas.wanted_page(query)))
        return jpaas.answer(None)

    def _rows(self, view: View, column: Column, tag: str, number: int) -> str:
        page, entries = self.column_path(column.key), view.lists[column.key]
        if tag == _ASIDE:
            entries, number = view.lists["news.work"][:5], 1
        if column.kind not in (Kind.LIST, Kind.TOPIC):
            entries = []
        shown = entries[(number - 1) * self.per_page : number * self.per_page]
        answer = self.page_html(
            "unit",
            rows=[self.row(page, column.key, entry) for entry in shown],
            number=number,
            pages=max(1, -(-len(entries) // self.per_page)),
            per_page=self.per_page,
            total=len(entries),
            aside=tag == _ASIDE,
            counted=column.listing != "string",
        )
        return answer.body.decode()

    def write(self, item: Item, page: str, frame: dict[str, Any], *, copy: bool = False) -> Answer:
        """An article; the meta tag states the day of the import where there was one."""
        stated = jpaas.stated_day(item.day) if item.dated else None
        return super().write(item, page, {**frame, "stated": stated}, copy=copy)
