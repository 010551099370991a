"""The bureau's site in the publicfiles system."""

from __future__ import annotations

from typing import Any

from testbed.render.body import plain_body, word_body
from testbed.render.bureau import FLOW_CHART, FORM_FILE, BureauSite
from testbed.render.site import Answer, raw, style, today_line
from testbed.render.ucap import ROOT, SITE, Row, island, noisy, normal, script_island
from testbed.view import Entry, View
from testbed.world.calendar import working_day
from testbed.world.dealings import REQUEST_GRID, REQUEST_TEXT
from testbed.world.model import Column, File, Item, Kind, Letter, Para, World
from testbed.world.words import BUREAU

_DEAD = {
    "standard": f"{ROOT}{SITE}/aqbzh/index.htm",
    "poster": f"{ROOT}{SITE}/cmsmedia/document/doc9011.zip",
    "chart": f"{ROOT}{SITE}/bslc/201109/60113.htm",
    "appendix": f"{ROOT}{SITE}/s43602/201305/61220.htm",
    "form": f"{ROOT}{SITE}/cmsmedia/document/doc9041.doc",
}
_HOME_ISLANDS = ("news.work", "gov.notice", "news.base.town")
_HOME_TABLES = ("gov.key.warn", "gov.key.hidden", "gov.policy.read", "svc.check")
_TOP_NEWS = 6


class UcapBureau(BureauSite):
    """Column pages with XML islands, article pages in tables."""

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        home = f"{ROOT}{SITE}/index.htm"
        self.routes["/"] = lambda view, query: self.html("ucap_door.html", target=home)
        self.routes[home] = lambda view, query: self._home(view)
        self.file("/robots.txt", b"User-agent: *\nDisallow: /admin/\nDisallow: /search/\n")
        self.file(f"{ROOT}{SITE}/cmsmedia/css/style.css", style("ucap"))
        self.file(f"{ROOT}{SITE}/cmsmedia/js/xmlpage.js", _SCRIPT.encode())
        self.picture(f"{ROOT}{SITE}/cmsmedia/image/logo.gif")

    def normal(self, path: str) -> str:
        """Slash noise and the alias."""
        return normal(path)

    def column_path(self, key: str) -> str:
        """…/dgsafety/s43502/list.htm; groups and some others are index.htm."""
        column = self.world.by_key[key]
        name = "list.htm" if column.kind is Kind.LIST and column.serial[-1] in "02468" else "index.htm"
        return f"{ROOT}{SITE}/{column.serial}/{name}"

    def item_path(self, item: Item, *, copy: bool = False) -> str:
        """…/dgsafety/{column}/{YYYYMM}/{id}.htm"""
        key, number = (item.copy_in or "", item.copy_number) if copy else (item.columns[0], item.number)
        return f"{ROOT}{SITE}/{self.world.by_key[key].serial}/{item.day:%Y%m}/{number}.htm"

    def letter_path(self, letter: Letter) -> str:
        """The mailbox was an application of its own."""
        return f"/hdjl/letterDetail.jsp?letterId={letter.number}"

    def file_path(self, item: Item | None, file: File, *, copy: bool = False) -> str:
        """…/cmsmedia/document/doc12.xls, shared by both addresses of an item."""
        return f"{ROOT}{SITE}/cmsmedia/document/doc{file.number}.{file.ext}"

    def picture_path(self, number: int) -> str:
        """…/cmsmedia/image/img12original.jpg"""
        return f"{ROOT}{SITE}/cmsmedia/image/img{number}original.jpg"

    def dead_path(self, key: str) -> str:
        """Where a dead link points."""
        return _DEAD[key]

    def offers_title(self, key: str) -> bool:
        """Server-rendered rows have a title attribute; islands have nothing but the title they show."""
        return self.world.by_key[key].listing == "rows"

    # --- pages -------------------------------------------------------------------------------------

    def _frame(self, view: View, key: str | None) -> dict[str, Any]:
        """What every page has. Menu, side menu and breadcrumb each write their slashes in their own way."""
        side_name, side = self.side(key, lambda k: noisy(self.column_path(k), 3)) if key else ("", [])
        return {
            "site": BUREAU,
            "home": f"{ROOT}{SITE}/index.htm",
            "root": f"{ROOT}{SITE}/",
            "municipal": self.other,
            "menu": self.menu(self.column_path),
            "side_name": side_name,
            "side": side,
            "crumbs": self.crumbs(key, lambda k: noisy(self.column_path(k), 1)) if key else [],
            "today": today_line(view.day),
            "updated": working_day(view.day),
            "year": view.day.year,
        }

    def _row(self, entry: Entry) -> Row:
        item = entry.item
        column = item.copy_in if entry.copy and item.copy_in else item.columns[0]
        day = (item.listed_day or item.day) if item.dated else None
        return Row(
            number=(item.copy_number if entry.copy else None) or item.number,
            title=self.listed_text(item),
            day=day,
            clock=item.clock,
            path=self.item_path(item, copy=entry.copy),
            source=item.source or "",
            column=self.world.by_key[column].name,
            pinned=item.pinned,
        )

    def _top_news(self, view: View) -> str:
        rows = [self._row(Entry(item)) for item in view.newest if item.dated][:_TOP_NEWS]
        return island("DocumentsDataSrc1", rows)

    def _home(self, view: View) -> Answer:
        by_key = self.world.by_key
        islands = [
            (
                by_key[key].name,
                self.column_path(key),
                raw(island(f"DocumentsDataSrc{n}", [self._row(e) for e in view.lists[key][:10]])),
                n,
            )
            for n, key in enumerate(_HOME_ISLANDS, start=2)
        ]
        tables = [(by_key[key].name, self.column_path(key), self._anchors(view, key, 7, "../")) for key in _HOME_TABLES]
        quick = [
            (by_key[key].name, self.column_path(key))
            for key in ("gov.oia.guide", "gov.oia.request", "talk.mail", "svc.guide", "svc.forms")
        ]
        dead = [
            (text, self.dead_path(key)) for key, (_, text) in self.world.dead.items() if key in ("standard", "poster")
        ]
        return self.html(
            "ucap_home.html", **self._frame(view, None), islands=islands, tables=tables, quick=quick + dead
        )

    def _anchors(self, view: View, key: str, count: int | None = None, up: str = "../../") -> list[dict[str, Any]]:
        rows = []
        for entry in view.lists[key][:count]:
            row = self._row(entry)
            rows.append(
                {
                    "href": up + row.path.removeprefix(ROOT),
                    "title": entry.item.title,
                    "text": row.title,
                    "day": row.day,
                    "pinned": row.pinned,
                }
            )
        return rows

    def column_page(self, view: View, column: Column) -> Answer:
        """The page of a column of any kind."""
        frame = self._frame(view, column.key)
        if column.kind is Kind.SINGLE:
            return self._write(view, view.single(column.key), frame, column.name)
        if column.kind is Kind.REQUEST:
            return self.html(
                "ucap_request.html",
                **frame,
                name=column.name,
                texts=REQUEST_TEXT,
                rows=REQUEST_GRID.rows,
                form=noisy(self.file_path(None, FORM_FILE), 2),
                form_name=f"{FORM_FILE.name}.{FORM_FILE.ext}",
                chart=self.picture_path(FLOW_CHART),
            )
        if column.kind is Kind.MESSAGES:
            letters = [(letter, self.letter_path(letter), view.replied(letter)) for letter in view.letters]
            return self.html("ucap_letters.html", **frame, name=column.name, letters=letters)
        if column.kind is Kind.GROUP:
            return self._group(view, column, frame)
        related = [(self.world.dead["chart"][1], self.dead_path("chart"))] if column.key == "svc.guide" else []
        rows = [self._row(entry) for entry in view.lists[column.key]]
        serial = 10 + len(column.key)
        markup = ""
        if column.listing != "rows":
            name = f"DocumentsDataSrc{serial}"
            markup = island(name, rows) if column.listing == "island" else script_island("sXml", name, rows)
        return self.html(
            "ucap_column.html",
            **frame,
            name=column.name,
            top=raw(self._top_news(view)),
            list=raw(markup),
            serial=serial,
            listing=column.listing,
            anchors=self._anchors(view, column.key),
            related=related,
            archived=view.archived(column.key),
        )

    def _group(self, view: View, column: Column, frame: dict[str, Any]) -> Answer:
        blocks = []
        for n, leaf in enumerate(self.leaves(column.key), start=2):
            rows = [self._row(entry) for entry in view.lists[leaf.key][:8]]
            blocks.append(
                (
                    leaf.name,
                    noisy(self.column_path(leaf.key), 2),
                    raw(island(f"DocumentsDataSrc{n}", rows)) if rows else None,
                    n,
                )
            )
        return self.html("ucap_group.html", **frame, name=column.name, top=raw(self._top_news(view)), blocks=blocks)

    def article_page(self, view: View, item: Item, *, copy: bool) -> Answer:
        """The page of an article, under the column of its address."""
        key = item.copy_in if copy and item.copy_in else item.columns[0]
        return self._write(view, item, self._frame(view, key), self.world.by_key[key].name)

    def _write(self, view: View, item: Item, frame: dict[str, Any], column: str) -> Answer:
        paste = word_body if item.number % 3 else plain_body
        body = paste(item.body, self.picture_path, self.dead_path)
        files = [(noisy(self.file_path(item, file), item.number), f"{file.name}.{file.ext}") for file in item.files]
        when = "" if not item.dated else f"{item.day} {item.clock}" if item.clock else str(item.day)
        return self.html("ucap_article.html", **frame, item=item, column=column, when=when, body=raw(body), files=files)

    def letter_page(self, view: View, letter: Letter) -> Answer:
        """The page of a letter with its reply, if there is one."""
        return self.html(
            "ucap_letter.html", **self._frame(view, "talk.mail"), letter=letter, replied=view.replied(letter)
        )

    def revived_page(self, view: View, text: str) -> Answer:
        """A plain old page."""
        item = Item("s99", 60_113, text, working_day(view.day), ("svc.guide",), (Para(f"{text}。"),), publisher=BUREAU)
        return self._write(view, item, self._frame(view, "svc.guide"), self.world.by_key["svc.guide"].name)


_SCRIPT = """// XML data binding for Internet Explorer 6
function XmlPage(id,size,box){this.doc=document.getElementById(id);this.size=size;this.box=box;}
XmlPage.prototype.toPage=function(n){if(!window.ActiveXObject)return;var r=this.doc.XMLDocument.selectNodes('//INFO');
var h='';
for(var i=(n-1)*this.size;i<n*this.size&&i<r.length;i++){h+='<li>'+r[i].selectSingleNode('Title').text+'</li>';}
document.getElementById(this.box).innerHTML=h;};
"""
