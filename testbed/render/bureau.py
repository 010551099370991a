"""The bureau's own site, family-neutral: which addresses exist, and what stands behind them on a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from testbed.render.files import attachment
from testbed.render.guard import challenge
from testbed.render.site import Answer, Renderer, Site, shorten
from testbed.view import Entry, View
from testbed.world.model import Column, File, Item, Kind, Letter, World

FORM_FILE = File(90, "东莞市安全生产监督管理局政府信息公开申请表", "doc")
FLOW_CHART = 90


@dataclass(frozen=True, slots=True)
class Foreign:
    """A row that leads to another site's article: all that is known of it stands in the row."""

    id: str
    title: str
    day: date
    url: str


class BureauSite(Site):
    """Routing of the bureau's site. A family says what addresses look like and renders the pages."""

    kind = "bureau"
    guard = 412  # the status with which this family's guard answers, where one stands before a column

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        self.by_id = {item.id: item for item in (*world.items, *world.singles)}
        self._route()

    def foreign(self, key: str) -> tuple[Foreign, ...]:
        """Rows at the end of a column's list that lead to other sites; most families have none."""
        return ()

    # --- addresses: paths on this host -------------------------------------------------------------

    def column_path(self, key: str) -> str:
        """A column's first page."""
        raise NotImplementedError

    def item_path(self, item: Item, *, copy: bool = False) -> str:
        """An article; `copy` is the second address of a document that was put up twice."""
        raise NotImplementedError

    def letter_path(self, letter: Letter) -> str:
        """A letter of the mailbox."""
        raise NotImplementedError

    def file_path(self, item: Item | None, file: File, *, copy: bool = False) -> str:
        """An attachment of an article (None: of the request page)."""
        raise NotImplementedError

    def picture_path(self, number: int) -> str:
        """A picture in a body."""
        raise NotImplementedError

    def dead_path(self, key: str) -> str:
        """The address of a dead link."""
        raise NotImplementedError

    def item_paths(self, item: Item) -> list[str]:
        """All addresses of an item, the first one first."""
        if item.id.startswith("s"):
            return [self.column_path(item.columns[0])]
        paths = [self.item_path(item)]
        return [*paths, self.item_path(item, copy=True)] if item.copy_in else paths

    def listed_path(self, key: str, entry: Entry) -> str:
        """The address to which a column's row leads; some systems give an item one under each of its columns."""
        return self.item_path(entry.item, copy=entry.copy)

    def listed_text(self, item: Item) -> str:
        """The title as lists show it."""
        return shorten(item.title) if item.cut else item.title

    def offers_title(self, key: str) -> bool:
        """True where the column's list has the whole title in its markup, though it shows a part."""
        raise NotImplementedError

    # --- pages -------------------------------------------------------------------------------------

    def column_page(self, view: View, column: Column) -> Answer:
        """The page of a column of any kind."""
        raise NotImplementedError

    def article_page(self, view: View, item: Item, *, copy: bool) -> Answer:
        """The page of an article."""
        raise NotImplementedError

    def letter_page(self, view: View, letter: Letter) -> Answer:
        """The page of a letter."""
        raise NotImplementedError

    def revived_page(self, view: View, text: str) -> Answer:
        """What a dead link shows once it has been mended."""
        raise NotImplementedError

    # --- routing -----------------------------------------------------------------------------------

    def _route(self) -> None:
        for column in self.world.columns:
            self.routes[self.column_path(column.key)] = partial(self._column, column)
        for item in self.world.items:
            for copy in (False, True) if item.copy_in else (False,):
                self.routes[self.item_path(item, copy=copy)] = partial(self._article, item, copy)
                for file in item.files:
                    if not file.dead:
                        self.file(self.file_path(item, file, copy=copy), attachment(file.ext, file.name))
        for letter in self.world.letters:
            self.routes[self.letter_path(letter)] = partial(self._letter, letter)
        for number in (*range(1, 41), FLOW_CHART):
            self.picture(self.picture_path(number))
        self.file(self.file_path(None, FORM_FILE), attachment(FORM_FILE.ext, FORM_FILE.name))
        for key, (place, text) in self.world.dead.items():
            path = self.dead_path(key)
            if place != "mended" or path in self.routes:
                continue
            if path.endswith((".zip", ".doc")):
                self.file(path, attachment(path[-3:], text))
            else:
                self.routes[path] = self._revived(text)

    def _column(self, column: Column, view: View, query: dict[str, str]) -> Answer:
        if column.key in self.world.outages:
            if self.world.variant == "blocked":
                return challenge(self.guard)
            return Answer(503, b"<html><body><h1>Service Unavailable</h1></body></html>")
        return self.column_page(view, column)

    def _article(self, item: Item, copy: bool, view: View, query: dict[str, str]) -> Answer | None:
        return self.article_page(view, item, copy=copy) if item.id in view.shown else None

    def _letter(self, letter: Letter, view: View, query: dict[str, str]) -> Answer | None:
        return self.letter_page(view, letter) if letter.sent <= view.day else None

    def _revived(self, text: str) -> Renderer:
        return lambda view, query: self.revived_page(view, text)

    # --- shared facts for templates ----------------------------------------------------------------

    def menu(self, href: Callable[[str], str]) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """First-level columns with their second-level columns."""
        return [
            (top.name, href(top.key), [(sub.name, href(sub.key)) for sub in self.world.children(top.key)])
            for top in self.world.children(None)
        ]

    def side(self, key: str, href: Callable[[str], str]) -> tuple[str, list[tuple[str, str, bool]]]:
        """The side menu of a column's page: its children, or else its siblings."""
        column = self.world.by_key[key]
        head = column if self.world.children(key) or not column.parent else self.world.by_key[column.parent]
        return head.name, [(child.name, href(child.key), child.key == key) for child in self.world.children(head.key)]

    def crumbs(self, key: str, href: Callable[[str], str]) -> list[tuple[str, str]]:
        """Names and addresses from the first level down to this column."""
        column = self.world.by_key[key]
        above = self.crumbs(column.parent, href) if column.parent else []
        return [*above, (column.name, href(key))]

    def leaves(self, key: str) -> list[Column]:
        """Columns below a group that have something to list, in menu order."""
        found: list[Column] = []
        for child in self.world.children(key):
            found += self.leaves(child.key) if child.kind is Kind.GROUP else [child]
        return found
