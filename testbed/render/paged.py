"""A bureau's site whose lists come in pages: what the families of this shape share. Markup is in their templates."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from testbed.render.body import plain_body
from testbed.render.bureau import FLOW_CHART, FORM_FILE, BureauSite
from testbed.render.site import Answer, raw, style, today_line
from testbed.view import Entry, View
from testbed.world.calendar import working_day
from testbed.world.dealings import REQUEST_GRID, REQUEST_TEXT
from testbed.world.model import Column, Item, Kind, Letter, Para, World
from testbed.world.words import BUREAU

HOME_BLOCKS = (
    "news.work",
    "gov.notice",
    "news.base.town",
    "gov.key.warn",
    "gov.key.hidden",
    "gov.policy.read",
    "svc.check",
)
QUICK = ("gov.oia.guide", "gov.oia.request", "talk.mail", "svc.guide", "svc.forms")


class PagedBureau(BureauSite):
    """Templates are `{look}_home.html` and so on; a family says how addresses and lists look."""

    look = ""
    home = "/index.html"
    per_page = 20
    style_path = "/css/style.css"
    robots = "User-agent: *\nDisallow: /search/\n"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        self.routes[self.home] = lambda view, query: self.home_page(view)
        self.file("/robots.txt", self.robots.encode())
        self.file(self.style_path, style("paged"))

    def link(self, page: str, target: str) -> str:
        """How the template writes the link to `target` on `page`."""
        return target

    def offers_title(self, key: str) -> bool:
        """Every shortened link has the whole title in its title attribute."""
        return True

    def number(self, key: str) -> int:
        """The number of a column in the system."""
        return self._numbers[key]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {key: n for n, key in enumerate(self.world.by_key, start=1)}

    def page_html(self, template: str, **context: Any) -> Answer:
        """A page from one of the family's templates."""
        return self.html(f"{self.look}_{template}.html", **context)

    def frame(self, view: View, page: str, key: str | None) -> dict[str, Any]:
        """What every page has: menu, side menu, breadcrumb, the clock and the footer's date."""
        side_name, side = self.side(key, lambda k: self.link(page, self.column_path(k))) if key else ("", [])
        return {
            "site": BUREAU,
            "home": self.link(page, self.home),
            "css": self.link(page, self.style_path),
            "municipal": self.other,
            "menu": self.menu(lambda k: self.link(page, self.column_path(k))),
            "side_name": side_name,
            "side": side,
            "crumbs": self.crumbs(key, lambda k: self.link(page, self.column_path(k))) if key else [],
            "today": today_line(view.day),
            "updated": working_day(view.day),
            "year": view.day.year,
            "column": self.world.by_key[key].name if key else "",
        }

    def row(self, page: str, key: str, entry: Entry) -> dict[str, Any]:
        """A row of a list: title cut if the list cuts it, the day the list says."""
        item = entry.item
        return {
            "href": self.link(page, self.listed_path(key, entry)),
            "title": item.title,
            "text": self.listed_text(item),
            "day": (item.listed_day or item.day) if item.dated else None,
            "pinned": item.pinned,
            "number": item.number,
        }

    def block(self, view: View, page: str, key: str, count: int) -> tuple[str, str, list[dict[str, Any]]]:
        """A block of the newest rows of a column: name, address, rows."""
        rows = [self.row(page, key, entry) for entry in view.lists[key][:count]]
        return self.world.by_key[key].name, self.link(page, self.column_path(key)), rows

    def home_page(self, view: View) -> Answer:
        """Blocks of seven columns, dates without a year, quick links."""
        blocks = [self.block(view, self.home, key, 8) for key in HOME_BLOCKS]
        quick = [(self.world.by_key[key].name, self.link(self.home, self.column_path(key))) for key in QUICK]
        dead = [
            (text, self.link(self.home, self.dead_path(key)))
            for key, (_, text) in self.world.dead.items()
            if key in ("standard", "poster")
        ]
        return self.page_html("home", **self.frame(view, self.home, None), blocks=blocks, quick=quick + dead)

    # --- columns -----------------------------------------------------------------------------------

    def pages(self, view: View, key: str) -> int:
        """How many pages a list has; an empty one has one."""
        return max(1, -(-(len(view.lists[key]) + len(self.foreign(key))) // self.per_page))

    def column_page(self, view: View, column: Column) -> Answer:
        """The first page of a column of any kind."""
        page = self.column_path(column.key)
        frame = self.frame(view, page, column.key)
        if column.kind is Kind.SINGLE:
            return self.write(view.single(column.key), page, frame)
        if column.kind is Kind.REQUEST:
            return self.page_html(
                "request",
                **frame,
                texts=REQUEST_TEXT,
                rows=REQUEST_GRID.rows,
                form=self.link(page, self.file_path(None, FORM_FILE)),
                form_name=f"{FORM_FILE.name}.{FORM_FILE.ext}",
                chart=self.link(page, self.picture_path(FLOW_CHART)),
            )
        if column.kind is Kind.MESSAGES:
            letters = [(one, self.link(page, self.letter_path(one)), view.replied(one)) for one in view.letters]
            return self.page_html("letters", **frame, letters=letters)
        if column.kind is Kind.GROUP:
            blocks = [self.block(view, page, leaf.key, 6) for leaf in self.leaves(column.key)]
            return self.page_html("group", **frame, blocks=blocks)
        return self.list_page(view, column, 1)

    def page_path(self, view: View, key: str, number: int) -> str:
        """The address of a list page."""
        return self.column_path(key)

    def list_page(self, view: View, column: Column, number: int) -> Answer:
        """One page of a list."""
        page = self.page_path(view, column.key, number)
        rows = [self.row(page, column.key, entry) for entry in view.lists[column.key]]
        rows += [
            {"href": one.url, "title": one.title, "text": one.title, "day": one.day, "pinned": False, "number": 0}
            for one in self.foreign(column.key)
        ]
        return self.page_html(
            "column",
            **self.frame(view, page, column.key),
            rows=rows[(number - 1) * self.per_page : number * self.per_page],
            number=number,
            pages=self.pages(view, column.key),
            total=len(rows),
            related=self.related(page, column.key),
            archived=view.archived(column.key),
            **self.list_extras(view, column, page, number),
        )

    def list_extras(self, view: View, column: Column, page: str, number: int) -> dict[str, Any]:
        """What the family's list template wants besides."""
        return {}

    def related(self, page: str, key: str) -> list[tuple[str, str]]:
        """Links beside a list; one of them is dead."""
        return [(self.world.dead["chart"][1], self.link(page, self.dead_path("chart")))] if key == "svc.guide" else []

    # --- articles and letters ----------------------------------------------------------------------

    def article_page(self, view: View, item: Item, *, copy: bool) -> Answer:
        """The page of an article, under the column of its address."""
        key = item.copy_in if copy and item.copy_in else item.columns[0]
        page = self.item_path(item, copy=copy)
        return self.write(item, page, self.frame(view, page, key), copy=copy)

    def write(self, item: Item, page: str, frame: dict[str, Any], *, copy: bool = False) -> Answer:
        """An article in the family's template."""
        body = plain_body(
            item.body,
            lambda number: self.link(page, self.picture_path(number)),
            lambda key: self.link(page, self.dead_path(key)),
        )
        files = [
            (self.link(page, self.file_path(item, file, copy=copy)), f"{file.name}.{file.ext}") for file in item.files
        ]
        when = "" if not item.dated else f"{item.day} {item.clock[:5]}" if item.clock else str(item.day)
        return self.page_html("article", **frame, item=item, when=when, body=raw(body), files=files, page=page)

    def letter_page(self, view: View, letter: Letter) -> Answer:
        """The page of a letter with its reply, if there is one."""
        frame = self.frame(view, self.letter_path(letter), "talk.mail")
        return self.page_html("letter", **frame, letter=letter, replied=view.replied(letter))

    def revived_page(self, view: View, text: str) -> Answer:
        """A plain old page."""
        item = Item("s99", 60_113, text, working_day(view.day), ("svc.guide",), (Para(f"{text}。"),), publisher=BUREAU)
        page = self.dead_path(next(key for key, (_, shown) in self.world.dead.items() if shown == text))
        return self.write(item, page, self.frame(view, page, "svc.guide"))
