"""The bureau's site in TRS WCM: server-rendered lists of twenty, relative links, script pagers."""

from __future__ import annotations

import posixpath
from functools import partial
from typing import Any

from testbed.render.body import plain_body
from testbed.render.bureau import FLOW_CHART, FORM_FILE, BureauSite
from testbed.render.site import Answer, raw, style, today_line
from testbed.render.trs import PER_PAGE, article_name, file_name, list_page, normal, relative
from testbed.view import Entry, View
from testbed.world.calendar import working_day
from testbed.world.dealings import REQUEST_GRID, REQUEST_TEXT
from testbed.world.model import Block, Column, File, Grid, Item, Kind, Letter, Para, World
from testbed.world.words import BUREAU

_DEAD = {
    "standard": "/ztzl/aqbzh/index.html",
    "poster": "/bsfw/xz/201206/P020120604000000009011.zip",
    "chart": "/bsfw/lct/201109/t20110906_60113.html",
    "appendix": "/zwgk/fgk/201305/t20130521_61220.html",
}
_VIEWER = "/js/pdfjs/web/viewer.html"
_LONG = 6  # blocks of a text
_HOME_BLOCKS = (
    "news.work",
    "gov.notice",
    "news.base.town",
    "gov.key.warn",
    "gov.key.hidden",
    "gov.policy.read",
    "svc.check",
)


class TrsBureau(BureauSite):
    """Everything is a file in the folder of its column."""

    home = "/index.html"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        self.routes[self.home] = lambda view, query: self._home(view)
        self.file("/robots.txt", b"User-agent: *\nDisallow: /search/\nDisallow: /was5/\n")
        self.file("/images/style.css", style("trs"))
        self.file("/images/createpage.js", _SCRIPT.encode())
        self.file(_VIEWER, b"<!DOCTYPE html><html><head><title>PDF.js viewer</title></head><body></body></html>")
        self.picture("/images/logo.gif")
        for item in world.items:
            if len(self._parts(item)) > 1:
                self.routes[_continued(self.item_path(item))] = partial(self._second_part, item)
        for column in world.columns:
            if column.kind in (Kind.LIST, Kind.TOPIC):
                for page in range(2, 2 + len(world.items) // PER_PAGE):
                    path = list_page(self.column_path(column.key), page)
                    self.routes[path] = partial(self._further, column, page)

    def normal(self, path: str) -> str:
        """A folder is its index.html."""
        return normal(path)

    def _folder(self, key: str) -> str:
        column = self.world.by_key[key]
        return f"{self._folder(column.parent) if column.parent else '/'}{column.slug}/"

    def column_path(self, key: str) -> str:
        """/zwgk/zcfg/flfg/index.html"""
        return f"{self._folder(key)}index.html"

    def item_path(self, item: Item, *, copy: bool = False) -> str:
        """{column}/{YYYYMM}/t{YYYYMMDD}_{docid}.html; a second copy keeps its docid."""
        key = item.copy_in if copy and item.copy_in else item.columns[0]
        return self._folder(key) + article_name(item.day if item.dated else None, item.number)

    def letter_path(self, letter: Letter) -> str:
        """The mailbox was an application of its own."""
        return f"/letterbox/view.jsp?pid={letter.number}"

    def file_path(self, item: Item | None, file: File, *, copy: bool = False) -> str:
        """Beside the article: P0….pdf"""
        if item is None:
            return f"{self._folder('gov.oia.request')}P020140312000000000090.{file.ext}"
        folder = posixpath.dirname(self.item_path(item, copy=copy))
        return f"{folder}/{file_name(item.day, file.number, file.ext)}"

    def picture_path(self, number: int) -> str:
        """One folder of pictures."""
        return f"/images/pic/W020160101{number:012d}.jpg"

    def dead_path(self, key: str) -> str:
        """Where a dead link points; the lost file is beside its article."""
        if key != "form":
            return _DEAD[key]
        item, file = next((item, file) for item in self.world.items for file in item.files if file.number == 9041)
        return self.file_path(item, file)

    def offers_title(self, key: str) -> bool:
        """Every shortened link has the whole title in its title attribute."""
        return True

    # --- pages -------------------------------------------------------------------------------------

    def _frame(self, view: View, page: str, key: str | None) -> dict[str, Any]:
        side_name, side = self.side(key, lambda k: relative(page, self.column_path(k))) if key else ("", [])
        crumbs = self.crumbs(key, lambda k: relative(page, self.column_path(k))) if key else []
        return {
            "site": BUREAU,
            "home": relative(page, self.home),
            "images": relative(page, "/images/"),
            "municipal": self.other,
            "menu": self.menu(lambda k: relative(page, self.column_path(k))),
            "side_name": side_name,
            "side": side,
            "crumbs": crumbs,
            "today": today_line(view.day),
            "updated": working_day(view.day),
            "year": view.day.year,
        }

    def _row(self, page: str, entry: Entry) -> dict[str, Any]:
        item = entry.item
        return {
            "href": relative(page, self.item_path(item, copy=entry.copy)),
            "title": item.title,
            "text": self.listed_text(item),
            "day": (item.listed_day or item.day) if item.dated else None,
            "pinned": item.pinned,
        }

    def _block(self, view: View, page: str, key: str, count: int) -> tuple[str, str, list[dict[str, Any]]]:
        rows = [self._row(page, entry) for entry in view.lists[key][:count]]
        return self.world.by_key[key].name, relative(page, self.column_path(key)), rows

    def _home(self, view: View) -> Answer:
        blocks = [self._block(view, self.home, key, 8) for key in _HOME_BLOCKS]
        links = ("gov.oia.guide", "gov.oia.request", "talk.mail", "svc.guide", "svc.forms")
        quick = [(self.world.by_key[key].name, self.column_path(key)) for key in links]
        quick += [(text, self.dead_path(key)) for key, (_, text) in self.world.dead.items() if key in _DEAD_HOME]
        quick = [(text, relative(self.home, path)) for text, path in quick]
        return self.html("trs_home.html", **self._frame(view, self.home, None), blocks=blocks, quick=quick)

    def column_page(self, view: View, column: Column) -> Answer:
        """The first page of a column of any kind."""
        page = self.column_path(column.key)
        frame = self._frame(view, page, column.key)
        if column.kind is Kind.SINGLE:
            return self._write(view.single(column.key), page, frame, column.name)
        if column.kind is Kind.REQUEST:
            return self.html(
                "trs_request.html",
                **frame,
                name=column.name,
                texts=REQUEST_TEXT,
                rows=REQUEST_GRID.rows,
                form=relative(page, self.file_path(None, FORM_FILE)),
                form_name=f"{FORM_FILE.name}.{FORM_FILE.ext}",
                chart=relative(page, self.picture_path(FLOW_CHART)),
            )
        if column.kind is Kind.MESSAGES:
            letters = [(letter, self.letter_path(letter), view.replied(letter)) for letter in view.letters]
            return self.html("trs_letters.html", **frame, name=column.name, letters=letters)
        if column.kind is Kind.GROUP:
            blocks = [self._block(view, page, leaf.key, 6) for leaf in self.leaves(column.key)]
            return self.html("trs_group.html", **frame, name=column.name, blocks=blocks)
        return self._list(view, column, 1) or self.not_found(view)

    def _further(self, column: Column, page: int, view: View, query: dict[str, str]) -> Answer | None:
        if column.key in self.world.outages:
            return self._column(column, view, query)
        return self._list(view, column, page)

    def _list(self, view: View, column: Column, number: int) -> Answer | None:
        """One page of a list; None past the end."""
        entries = view.lists[column.key]
        pages = max(1, -(-len(entries) // PER_PAGE))
        if number > pages:
            return None
        page = list_page(self.column_path(column.key), number)
        related = []
        if column.key == "svc.guide":
            related = [(self.world.dead["chart"][1], relative(page, self.dead_path("chart")))]
        return self.html(
            "trs_column.html",
            **self._frame(view, page, column.key),
            name=column.name,
            rows=[self._row(page, entry) for entry in entries[(number - 1) * PER_PAGE : number * PER_PAGE]],
            pages=pages,
            number=number,
            related=related,
            archived=view.archived(column.key),
        )

    def article_page(self, view: View, item: Item, *, copy: bool) -> Answer:
        """The page of an article, under the column of its address."""
        key = item.copy_in if copy and item.copy_in else item.columns[0]
        page = self.item_path(item, copy=copy)
        return self._write(item, page, self._frame(view, page, key), self.world.by_key[key].name, copy=copy)

    def _write(
        self, item: Item, page: str, frame: dict[str, Any], column: str, *, copy: bool = False, part: int = 0
    ) -> Answer:
        parts = self._parts(item)
        body = plain_body(
            parts[part],
            lambda number: relative(page, self.picture_path(number)),
            lambda key: relative(page, self.dead_path(key)),
        )
        files = [
            (relative(page, path), f"{file.name}.{file.ext}", path)
            for file in (item.files if part == 0 else ())
            for path in [self.file_path(item, file, copy=copy)]
        ]
        when = "" if not item.dated else f"{item.day} {item.clock[:5]}" if item.clock else str(item.day)
        return self.html(
            "trs_article.html",
            **frame,
            item=item,
            column=column,
            when=when,
            body=raw(body),
            files=files,
            part=part,
            parts=len(parts),
            viewer=relative(page, _VIEWER),
        )

    @staticmethod
    def _parts(item: Item) -> list[tuple[Block, ...]]:
        """The text of every fifteenth longer article goes on on a second page, `t20160315_123_1.html`."""
        long = item.number % 15 == 0 and item.dated and item.block and len(item.body) >= _LONG
        if not long or item.columns[0] == "gov.key.report" or any(isinstance(block, Grid) for block in item.body):
            return [item.body]
        return [item.body[: len(item.body) // 2], item.body[len(item.body) // 2 :]]

    def _second_part(self, item: Item, view: View, query: dict[str, str]) -> Answer | None:
        if item.id not in view.shown:
            return None
        key, page = item.columns[0], _continued(self.item_path(item))
        return self._write(item, page, self._frame(view, page, key), self.world.by_key[key].name, part=1)

    def letter_page(self, view: View, letter: Letter) -> Answer:
        """The page of a letter with its reply, if there is one."""
        frame = self._frame(view, "/letterbox/view.jsp", "talk.mail")
        return self.html("trs_letter.html", **frame, letter=letter, replied=view.replied(letter))

    def revived_page(self, view: View, text: str) -> Answer:
        """A plain old page."""
        item = Item("s99", 60_113, text, working_day(view.day), ("svc.guide",), (Para(f"{text}。"),), publisher=BUREAU)
        page = self.dead_path(next(key for key, (_, shown) in self.world.dead.items() if shown == text))
        return self._write(item, page, self._frame(view, page, "svc.guide"), self.world.by_key["svc.guide"].name)


def _continued(path: str) -> str:
    """The second page of an article."""
    return path.replace(".html", "_1.html")


_DEAD_HOME = ("standard", "poster")
_SCRIPT = """function createPageHTML(n,c,s,e){if(n<=1)return;
document.write('\\u5171'+n+'\\u9875 ');
if(c>0)document.write('<a href="'+s+(c>1?'_'+(c-1):'')+'.'+e+'">\\u4e0a\\u4e00\\u9875</a> ');
for(var i=0;i<n&&i<10;i++)document.write(i==c?(i+1)+' ':'<a href="'+s+(i?'_'+i:'')+'.'+e+'">'+(i+1)+'</a> ');
if(c<n-1)document.write('<a href="'+s+'_'+(c+1)+'.'+e+'">\\u4e0b\\u4e00\\u9875</a>');}
"""
