"""The bureau's site in the manner of www.gov.cn: static lists, rolling feeds, and libraries behind a search service."""

from __future__ import annotations

from functools import partial
from typing import Any

from testbed.render import govcn
from testbed.render.body import plain_body
from testbed.render.paged import PagedBureau
from testbed.render.site import Answer, raw
from testbed.view import Entry, View
from testbed.world.model import Column, File, Item, Kind, Letter, World

FEEDS = ("news.base.",)  # columns whose rows are one JSON file
LIBRARIES = ("gov.policy.", "gov.fin.", "gov.key.")  # columns whose rows come from the search service
_MAPPED = ("gov.fin.",)  # these answer in catMap
SEARCH = "/search-gov/data"
_DEAD = {
    "standard": "/zhuanti/aqbzh/home.htm",
    "poster": "/fuwu/201206/P020120604000000009011.zip",
    "chart": "/fuwu/201109/content_5060113.htm",
    "appendix": "/zhengce/201305/content_5061220.htm",
}


class GovcnBureau(PagedBureau):
    """{folder}/home.htm, home_1.htm; articles are content_5012345.htm in a folder of the month."""

    look = "gc"
    home = "/index.htm"
    style_path = "/static/css/common.css"
    robots = "User-agent: *\nDisallow: /admin/\n"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        for path in [path for path in self.routes if path.endswith("/")]:
            self.routes[self.normal(path)] = self.routes.pop(path)
        self.routes[SEARCH] = self._search
        for column in world.columns:
            if column.kind not in (Kind.LIST, Kind.TOPIC):
                continue
            held = sum(column.key in item.columns or item.copy_in == column.key for item in world.items)
            if column.key.startswith(FEEDS):
                self.routes[self.feed_path(column.key)] = partial(self._feed, column)
            for page in range(1, 2 + held // self.per_page):
                if column.key.startswith(LIBRARIES):
                    self.routes[f"{SEARCH}?{govcn.search_query(self.library(column.key), page)}"] = self._search
                elif page > 1 and not column.key.startswith(FEEDS):
                    path = govcn.list_page(self.column_path(column.key), page)
                    self.routes[path] = partial(self._further, column, page)

    def normal(self, path: str) -> str:
        """A folder is its home.htm, the root its index.htm."""
        if path == "/":
            return self.home
        return f"{path}home.htm" if path.endswith("/") else path

    # --- addresses ---------------------------------------------------------------------------------

    def _folder(self, key: str) -> str:
        column = self.world.by_key[key]
        return f"{self._folder(column.parent) if column.parent else '/'}{column.slug}/"

    def column_path(self, key: str) -> str:
        """/zwgk/tzgg/home.htm; columns filled by a script are folders."""
        name = "" if key.startswith((*FEEDS, *LIBRARIES)) else "home.htm"
        return f"{self._folder(key)}{name}" if self.world.by_key[key].kind is not Kind.GROUP else self._folder(key)

    def page_path(self, view: View, key: str, number: int) -> str:
        """home_1.htm is the second page."""
        return govcn.list_page(self.column_path(key), number)

    def feed_path(self, key: str) -> str:
        """…/szyw/SZYW.json, beside the page."""
        return f"{self._folder(key)}{self.world.by_key[key].slug.upper()}.json"

    def library(self, key: str) -> str:
        """The name of a library in the search service."""
        return f"zhengcelibrary_{self.world.by_key[key].slug}"

    def item_path(self, item: Item, *, copy: bool = False) -> str:
        """{folder}/201603/content_5012345.htm; a second copy has a number of its own."""
        key, number = (item.copy_in or "", item.copy_number or 0) if copy else (item.columns[0], item.number)
        return self._folder(key) + govcn.article_name(item.day if item.dated else None, number)

    def letter_path(self, letter: Letter) -> str:
        """Letters are articles of their own system."""
        return f"/hudong/{letter.sent:%Y%m}/content_{letter.number}.htm"

    def file_path(self, item: Item | None, file: File, *, copy: bool = False) -> str:
        """Beside the article: P0….pdf, or in files/."""
        if item is None:
            return f"{self._folder('gov.oia.request')}P020140312000000000090.{file.ext}"
        folder = self.item_path(item).rpartition("/")[0]
        if file.number % 3 == 0:
            return f"{folder}/files/{file.number:08d}.{file.ext}"
        return f"{folder}/P0{item.day:%Y%m%d}{file.number:012d}.{file.ext}"

    def picture_path(self, number: int) -> str:
        """One folder of pictures."""
        return f"/static/images/W020160101{number:012d}.jpg"

    def dead_path(self, key: str) -> str:
        """Where a dead link points; the lost file is that of its article."""
        if key != "form":
            return _DEAD[key]
        item, file = next((item, file) for item in self.world.items for file in item.files if file.number == 9041)
        return self.file_path(item, file)

    # --- pages -------------------------------------------------------------------------------------

    def column_page(self, view: View, column: Column) -> Answer:
        """As every site, but feeds and libraries are shells."""
        feed, library = column.key.startswith(FEEDS), column.key.startswith(LIBRARIES)
        if not feed and not library:
            return super().column_page(view, column)
        name = self.feed_path(column.key).rpartition("/")[2]
        return self.html(
            "gc_shell.html",
            **self.frame(view, self.column_path(column.key), column.key),
            feed=f"./{name}" if feed else "",
            search="" if feed else raw(f"{SEARCH}?{govcn.search_query(self.library(column.key), 1)}"),
        )

    def _further(self, column: Column, page: int, view: View, query: dict[str, str]) -> Answer | None:
        if column.key in self.world.outages:
            return self._column(column, view, query)
        return self.list_page(view, column, page) if page <= self.pages(view, column.key) else None

    def write(self, item: Item, page: str, frame: dict[str, Any], *, copy: bool = False) -> Answer:
        """Template A with a table where the item has a block, template B without."""
        files = [(self.file_path(item, file), f"{file.name}.{file.ext}") for file in item.files]
        return self.html(
            "gc_article.html",
            **frame,
            item=item,
            when=f"{item.day} {item.clock[:5]}" if item.clock else str(item.day),
            stamp=f"{item.day}-{item.clock or '00:00:00'}",
            body=raw(plain_body(item.body, self.picture_path, self.dead_path)),
            files=files,
        )

    # --- services ----------------------------------------------------------------------------------

    def _whole(self, key: str, entry: Entry) -> str:
        return self.base.rstrip("/") + self.listed_path(key, entry)

    def _feed(self, column: Column, view: View, query: dict[str, str]) -> Answer | None:
        rows = [govcn.feed_row(entry.item, self._whole(column.key, entry)) for entry in view.lists[column.key]]
        return govcn.json_answer(rows)

    def _search(self, view: View, query: dict[str, str]) -> Answer | None:
        """One library; an unknown one is empty."""
        found = [
            one
            for one in self.world.columns
            if one.key.startswith(LIBRARIES) and self.library(one.key) == query.get("t")
        ]
        rows = [
            govcn.search_row(entry.item, self._whole(one.key, entry), one.name)
            for one in found
            for entry in view.lists[one.key]
        ]
        mapped = bool(found) and found[0].key.startswith(_MAPPED)
        return govcn.search_answer(rows, query.get("p", "1"), query.get("n", ""), mapped=mapped)
