"""The bureau's site as Guangdong builds it: NFCMS pages, a catalogue (gkmlpt) and letters (hdjlpt) on one host."""

from __future__ import annotations

import posixpath
from datetime import date
from functools import partial
from typing import Any

from testbed.render import gkmlpt, hdjlpt
from testbed.render.body import plain_body
from testbed.render.bureau import Foreign
from testbed.render.guangdong_catalogue import SID, Catalogue
from testbed.render.paged import PagedBureau
from testbed.render.site import Answer, Posted, raw
from testbed.view import Entry, View
from testbed.world.model import Column, File, Item, Kind, Letter, World
from testbed.world.words import BUREAU

SITE_MAP = "/wzdt/index.html"
# These branches are columns of the catalogue, selected by the hash; all others are folders of the ordinary site.
BRANCHES = ("gov.policy", "gov.fin", "gov.person", "gov.key")
_DEAD = {
    "standard": "/ztzl/aqbzh/index.html",
    "poster": "/attachment/0/9/9011/1209011.zip",
    "chart": "/bsfw/lct/content/post_1260113.html",
    "appendix": "/zwgk/fgk/content/post_1261220.html",
}
_FOREIGN = Foreign(
    "f01",
    "中华人民共和国特种设备安全法",
    date(2013, 12, 30),
    "http://www.example.gov.cn/flfg/2013-12/30/content_2430.htm",
)
_REVIVED = 60_113
_LOOKS = ("list", "table", "split")


class GuangdongBureau(PagedBureau):
    """Column addresses of the catalogue have a hash; an article of it also has a page on the ordinary site."""

    look = "gd"
    guard = 521
    per_page = 15
    style_path = "/css/nfcms.css"
    robots = "User-agent: *\nDisallow: /search/\nDisallow: /hdjlpt/yjzj/api/captcha\n"

    def __init__(self, world: World, other: str = "") -> None:
        self.sessions = hdjlpt.Sessions(f"{world.seed}")
        super().__init__(world, other)
        for path in [path for path in self.routes if "#" in path]:
            del self.routes[path]
        self.file(gkmlpt.SCRIPT, gkmlpt.SCRIPT_TEXT)
        self.catalogue = Catalogue(self, BRANCHES)
        self.routes[SITE_MAP] = lambda view, query: self._site_map(view)
        self.posts[hdjlpt.LIST] = lambda view, query, posted: self._letters(view, posted)
        for column in world.columns:
            if column.kind in (Kind.LIST, Kind.TOPIC) and not self.in_catalogue(column.key):
                for page in range(2, 2 + len(world.items) // self.per_page):
                    self.routes[self._page(column.key, page)] = partial(self._further, column, page)
        for item in world.items:
            self.routes[self.ordinary(item)] = partial(self._twin, item)
            for path in {self.ordinary(item), self.ordinary(item, item.copy_in or "")}:
                self.routes[gkmlpt.mobile(path)] = partial(self._mobile, item, path)
        self.routes[hdjlpt.SHELL] = self.routes[self.column_path("talk.mail")]
        self.routes["/hdjlpt/detail"] = self._letter_by_number

    def normal(self, path: str) -> str:
        """A folder is its index.html."""
        return f"{path}index.html" if path.endswith("/") else path

    def link(self, page: str, target: str) -> str:
        """Articles are linked by their whole address, other pages from the root."""
        return self.base.rstrip("/") + target if "/content/" in target else target

    def foreign(self, key: str) -> tuple[Foreign, ...]:
        """One record of the catalogue leads to another ministry."""
        return (_FOREIGN,) if key == "gov.policy.law" else ()

    # --- addresses ---------------------------------------------------------------------------------

    def in_catalogue(self, key: str) -> bool:
        """True for the columns of the disclosure catalogue."""
        return key.startswith(BRANCHES)

    def node_id(self, key: str) -> int:
        """The number of a column in the catalogue; other sites use the same numbers for other columns."""
        return int(self.world.by_key[key].serial[1:]) - 42_800

    def _folder(self, key: str) -> str:
        column = self.world.by_key[key]
        return f"{self._folder(column.parent) if column.parent else '/'}{column.slug}/"

    def column_path(self, key: str) -> str:
        """/zwgk/jgxx/index.html, or /gkmlpt/index#721 in the catalogue, or the shell of the letters."""
        if key == "talk.mail":
            return f"{hdjlpt.SHELL}?via=pc"
        return f"{gkmlpt.INDEX}#{self.node_id(key)}" if self.in_catalogue(key) else f"{self._folder(key)}index.html"

    def _page(self, key: str, number: int) -> str:
        return f"{self._folder(key)}index{f'_{number}' if number > 1 else ''}.html"

    def page_path(self, view: View, key: str, number: int) -> str:
        """index_2.html is the second page."""
        return self._page(key, number)

    def ordinary(self, item: Item, key: str = "") -> str:
        """The page of an item on the ordinary site, under its own column or another one."""
        return f"{self._folder(key or item.columns[0])}content/post_{gkmlpt.post_id(item)}.html"

    def item_path(self, item: Item, *, copy: bool = False) -> str:
        """{column}/content/post_{id}.html; one id under several columns; the catalogue has its own folders."""
        if copy and item.copy_in:
            return self.ordinary(item, item.copy_in)
        return gkmlpt.article_path(item) if self.in_catalogue(item.columns[0]) else self.ordinary(item)

    def item_paths(self, item: Item) -> list[str]:
        """All addresses of an item: catalogue, ordinary site, second column. Mobile twins are not told."""
        paths = super().item_paths(item)
        if item.id.startswith("s") or not self.in_catalogue(item.columns[0]):
            return paths
        return [*paths, self.ordinary(item)]

    def listed_path(self, key: str, entry: Entry) -> str:
        """Lists of the ordinary site lead to its own page of a document of the catalogue."""
        if self.in_catalogue(key) or entry.copy:
            return super().listed_path(key, entry)
        return self.ordinary(entry.item)

    def letter_path(self, letter: Letter) -> str:
        """/hdjlpt/detail?pid=3000123"""
        return hdjlpt.letter_path(letter)

    def file_path(self, item: Item | None, file: File, *, copy: bool = False) -> str:
        """/attachment/0/306/306724/963149.pdf, shared by all addresses of an item."""
        return f"/attachment/0/0/90/1280090.{file.ext}" if item is None else gkmlpt.attachment_path(item, file)

    def picture_path(self, number: int) -> str:
        """/img/0/12/12345/1280000.jpg"""
        return f"/img/0/{number}/{number * 1000 + 17}/1280000.jpg"

    def dead_path(self, key: str) -> str:
        """Where a dead link points; the lost file is that of its article."""
        if key != "form":
            return _DEAD[key]
        item, file = next((item, file) for item in self.world.items for file in item.files if file.number == 9041)
        return self.file_path(item, file)

    # --- ordinary pages ----------------------------------------------------------------------------

    def frame(self, view: View, page: str, key: str | None) -> dict[str, Any]:
        """Every page says who publishes it and what it is: post, cat or page."""
        return {
            **super().frame(view, page, key),
            "sid": SID,
            "cat": 25_000 + 7 * self.number(key) if key else None,
            "site_map": SITE_MAP,
            "page_number": self.number(key) if key else 1,
            "host": self.base.removesuffix("/").removeprefix("http:"),
        }

    def list_extras(self, view: View, column: Column, page: str, number: int) -> dict[str, Any]:
        """Three looks of a list; a pinned row stands on top of every page."""
        pinned = [entry for entry in view.lists[column.key] if entry.item.pinned] if number > 1 else []
        return {
            "look": _LOOKS[self.number(column.key) % len(_LOOKS)],
            "again": [self.row(page, column.key, entry) for entry in pinned],
        }

    def column_page(self, view: View, column: Column) -> Answer:
        """As every site, but the letters are an empty shell that asks for them by POST."""
        if column.kind is not Kind.MESSAGES:
            return super().column_page(view, column)
        token, cookies = self.sessions.start()
        page = self.html("gd_letters.html", **self.frame(view, hdjlpt.SHELL, column.key), token=token)
        return Answer(page.status, page.body, page.content_type, cookies)

    def _letter_by_number(self, view: View, query: dict[str, str]) -> Answer | None:
        letter = next((one for one in view.letters if str(one.number) == query.get("pid")), None)
        return self.letter_page(view, letter) if letter else None

    def _letters(self, view: View, posted: Posted) -> Answer:
        return hdjlpt.letters_answer(view, posted, SID, self.sessions)

    def _further(self, column: Column, page: int, view: View, query: dict[str, str]) -> Answer | None:
        if column.key in self.world.outages:
            return self._column(column, view, query)
        return self.list_page(view, column, page) if page <= self.pages(view, column.key) else None

    def _site_map(self, view: View) -> Answer:
        def branch(key: str | None) -> list[tuple[str, str, Any]]:
            return [(one.name, self.column_path(one.key), branch(one.key)) for one in self.world.children(key)]

        return self.html("gd_map.html", **self.frame(view, SITE_MAP, None), tree=branch(None))

    # --- articles ----------------------------------------------------------------------------------

    def article_page(self, view: View, item: Item, *, copy: bool) -> Answer:
        """A document of the catalogue has its table of metadata, an article of the ordinary site the site's frame."""
        if copy or not self.in_catalogue(item.columns[0]):
            return super().article_page(view, item, copy=copy)
        body = gkmlpt.with_files(self.body(item), self._files(item))
        return self.html(
            "gkmlpt_article.html",
            **self.frame(view, self.item_path(item), item.columns[0]),
            item=item,
            body=raw(body),
            organ=BUREAU,
            config=raw(self.catalogue.script(view, item, body)),
        )

    def _twin(self, item: Item, view: View, query: dict[str, str]) -> Answer | None:
        if item.id not in view.shown:
            return None
        page = self.ordinary(item)
        return self.write(item, page, self.frame(view, page, item.columns[0]))

    def _mobile(self, item: Item, path: str, view: View, query: dict[str, str]) -> Answer | None:
        if item.id not in view.shown:
            return None
        return self.html("gd_mobile.html", item=item, body=raw(self.body(item)), post=posixpath.basename(path))

    def _files(self, item: Item) -> list[tuple[str, str, int]]:
        return [(self.file_path(item, file), f"{file.name}.{file.ext}", 300_000 + file.number) for file in item.files]

    def write(self, item: Item, page: str, frame: dict[str, Any], *, copy: bool = False) -> Answer:
        """An article of the ordinary site, or a page that is its own column."""
        single = item.id.startswith("s") and item.number != _REVIVED
        return self.html(
            "gd_article.html",
            **frame,
            item=item,
            post=None if single else gkmlpt.post_id(item),
            mobile="" if single or item.number == _REVIVED else gkmlpt.mobile(posixpath.basename(page)),
            stamp=gkmlpt.stamp(item),
            imported=gkmlpt.imported(item),
            body=raw(self.body(item)),
            files=self._files(item),
        )

    def body(self, item: Item) -> str:
        """The text with pictures and links of this site."""
        return plain_body(item.body, self.picture_path, self.dead_path)
