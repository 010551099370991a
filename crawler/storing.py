"""Carrying out a plan: columns, list pages, items and links into the catalogue, tasks into the frontier.

Works inside the recorder's transaction and remembers what the run knows, so that the same facts are not
looked up for every page.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from crawler.branch import Branch
from crawler.catalogue.columns import (
    ColumnSeen,
    KnownColumn,
    ListPageSeen,
    drop_unread,
    give_address,
    has_list_page,
    home_of,
    known_columns,
    lost_columns,
    move_column,
    put_column,
    put_home,
    put_list_page,
    read_column,
    rows_before,
    walked_page,
)
from crawler.catalogue.frontier import Frontier, Wanted
from crawler.catalogue.items import put_article, put_listing
from crawler.catalogue.memory import (
    WIDENED,
    ColumnAddress,
    addresses,
    facts,
    put_address,
    put_fact,
    structure_changed,
    structure_count,
)
from crawler.catalogue.visits import add_link
from crawler.columns import identify
from crawler.identity import canonical_key
from crawler.model import ColumnClass, Outcome, Role, Row, Task
from crawler.paging import address_after
from crawler.placing import HOME_KEY, Known, OwnPage, PlacedColumn, PlacedTask, Plan, is_document
from crawler.posting import is_post
from crawler.profiles.profile import Profile
from crawler.scope import EVERYTHING, Scope
from crawler.updating import Update

MAX_LOST = 3  # pages of one list lost in a row before its walk is given up (a replay goes through to the end)
_REMEMBERED = 200_000  # addresses; beyond that the memory starts afresh, which costs time and nothing else


def _shown_at(task: Task) -> str:
    """The page on which a person would see this list: what was asked by POST is shown on the page that asks."""
    return task.referrer if task.referrer is not None and is_post(task.url) else task.url


class Store:
    """What one run knows, and how it writes what it learns."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        run_id: int,
        profile: Profile,
        frontier: Frontier,
        scope: Scope = EVERYTHING,
    ) -> None:
        self._conn = conn
        self._scope = scope
        self._run_id = run_id
        self._profile = profile
        self._frontier = frontier
        self._ignored = frozenset(path for path, column in profile.columns.items() if column.ignore)
        self.branch = Branch(profile.organ)
        self._update = Update(conn, run_id)
        self.reload()

    def reload(self) -> None:
        """Forget what is remembered and read it again (at the start, and after a transaction was rolled back)."""
        homes = [self._profile.home, *self._frontier.home_urls()]
        self.site_url = homes[-1]
        self._home_keys = frozenset(canonical_key(url) for url in homes)
        hosts = {(urlsplit(url).hostname or "").lower().removeprefix("www.") for url in homes}
        self._hosts = frozenset(hosts) | frozenset(self._profile.hosts)
        self._by_key: dict[str, KnownColumn] = {}
        self._by_path: dict[tuple[str, ...], KnownColumn] = {}
        self._by_id: dict[int, KnownColumn] = {}
        for column in known_columns(self._conn, self._run_id, self._profile.id):
            self._remember(column)
        self.branch = Branch(self._profile.organ)
        if WIDENED in facts(self._conn, self._run_id):
            self.branch = self.branch.open()
        self.branch = self.branch.learn([column.path for column in self._by_id.values()])
        self._home_id = home_of(self._conn, self._run_id, self._profile.id)
        self._alternates: dict[int, list[str]] = {}  # other addresses of a column
        self._moved: dict[str, str] = {}  # keys of columns before and after they got another address
        for address in addresses(self._conn, self._run_id):
            if address.state == "other":
                self._alternates.setdefault(address.column_id, []).append(address.url)
            elif address.column_id in self._by_id:
                self._moved[address.key] = self._by_id[address.column_id].key
        self._lost = lost_columns(self._conn, self._run_id)
        self._queued: dict[str, int] = {}
        self._noted: dict[str, tuple[int, int, str]] = {}  # by address of the target: how far front its page stands
        self._structure = structure_count(self._conn, self._run_id)

    def refresh(self) -> None:
        """Read again what is remembered if another process has changed it. Within a transaction."""
        if structure_count(self._conn, self._run_id) != self._structure:
            self.reload()

    def widen(self) -> None:
        """From now on everything is walked. Within a transaction."""
        self.branch = self.branch.open()
        put_fact(self._conn, self._run_id, WIDENED, "1")
        self._changed()

    def _changed(self) -> None:
        self._structure = structure_changed(self._conn, self._run_id)

    def known(self) -> Known:
        """What the policy may look at."""
        return Known(
            home_keys=self._home_keys,
            site_url=self.site_url,
            hosts=self._hosts,
            columns=self._by_key,
            paths=self._by_path,
            ids=self._by_id,
            branch=self.branch,
            ignored=self._ignored,
        )

    def is_home(self, url: str) -> bool:
        """True for the addresses of the home page."""
        return canonical_key(url) in self._home_keys

    def column(self, column_id: int | None) -> KnownColumn | None:
        """A column of this run by id; None for the home page's own."""
        return self._by_id.get(column_id) if column_id is not None else None

    def moved_home(self, url: str) -> None:
        """The home page forwards: its new address and host belong to the site."""
        self.site_url = url
        self._changed()
        self._home_keys |= {canonical_key(url)}
        self._hosts |= {(urlsplit(url).hostname or "").lower().removeprefix("www.")}

    def _remember(self, column: KnownColumn) -> None:
        earlier = self._by_id.get(column.id)
        if earlier is not None:
            self._by_key.pop(earlier.key, None)
            if self._by_path.get(earlier.path) is earlier:
                del self._by_path[earlier.path]
        self._by_key[column.key] = column
        self._by_id[column.id] = column
        self._by_path.setdefault(column.path, column)

    # --- carrying out -------------------------------------------------------------------------------

    def apply(self, task: Task, plan: Plan, capture_id: int | None, visit_id: int, at: datetime) -> None:
        """Store everything that a plan says about the page of a task."""
        if task.role is Role.HOME:
            self._home_id = put_home(self._conn, self._run_id, self._profile.id, self.site_url, at)
            self._changed()
        for placed in plan.columns:
            self._put_column(placed, task, at)
        self._put_branch(plan.branch)
        for column_id, url in plan.alternates:
            others = self._alternates.setdefault(column_id, [])
            if url not in others:
                others.append(url)
                put_address(self._conn, self._run_id, ColumnAddress(column_id, canonical_key(url), url, "other"))
                self._changed()
                if column_id in self._lost:
                    self._readdress(column_id)
        if plan.own is not None:
            self._put_own(task, plan.own, capture_id, visit_id, at)
        if plan.article is not None:
            put_article(
                self._conn, self._run_id, self._profile.id, task.url, plan.article, plan.article_kind, at, capture_id,
                key=canonical_key(task.url) if plan.door else task.key,
            )  # fmt: skip
        if plan.door and task.column_id is not None:
            seen = ListPageSeen(1, task.url, Outcome.OK, kind="door", visit_id=visit_id)
            put_list_page(self._conn, self._run_id, task.column_id, seen)
        self._put_tasks(task, plan.tasks)
        on_home = task.role is Role.HOME
        for link in plan.links:
            self.note_link(link.url, link.text, task.url, on_home=on_home, internal=link.internal)

    def _put_column(self, placed: PlacedColumn, task: Task, at: datetime) -> None:
        earlier = self._by_key.get(placed.key)
        if earlier is not None and earlier.path == placed.path and earlier.path_via == placed.path_via:
            return
        heading = self._by_path.get(placed.path)
        if earlier is None and heading is not None and heading.url is None and placed.url is not None:
            give_address(self._conn, heading.id, placed.key, placed.url)
        override = self._profile.columns.get("/".join(placed.path))
        found = identify(placed.path, placed.url)
        chosen = override.column_class if override is not None else None
        seen = ColumnSeen(
            key=placed.key,
            path=placed.path,
            url=placed.url,
            path_via=placed.path_via,
            identity=(override.identity if override is not None else None) or found.id,
            column_class=chosen or ColumnClass(found.column_class),
            class_reason="the site profile says so" if chosen is not None else found.reason,
        )
        column_id = put_column(self._conn, self._run_id, self._profile.id, seen, at)
        self._changed()
        self._remember(read_column(self._conn, column_id))
        if placed.external:
            if not has_list_page(self._conn, self._run_id, column_id, 1):
                outside = ListPageSeen(1, placed.url or "", Outcome.OK, kind="external")
                put_list_page(self._conn, self._run_id, column_id, outside)
        elif placed.url is not None and placed.key != task.key:
            wanted = Wanted(placed.url, Role.COLUMN, column_id=column_id, referrer=task.url)
            self._want(wanted, level=len(placed.path))

    def _put_branch(self, branch: Branch) -> None:
        if branch == self.branch:
            return
        self.branch = branch
        strays = [column.id for column in self._by_id.values() if not branch.wants(column.path)]
        if strays:
            drop_unread(self._conn, self._run_id, strays)
            self._changed()
            for column_id in strays:
                column = self._by_id.pop(column_id)
                self._by_key.pop(column.key, None)
                self._by_path.pop(column.path, None)
            self._queued.clear()

    def lose(self, task: Task, outcome: Outcome) -> None:
        """A column's first page, or a page of its list, could not be read: is there another way to go on?"""
        if task.column_id is None:
            return
        if task.role is Role.COLUMN:
            self._lost.add(task.column_id)
            self._readdress(task.column_id)
        elif task.role is Role.LIST_PAGE:
            self._skip_page(task, task.column_id, outcome)

    def _readdress(self, column_id: int) -> None:
        """The column's address leads nowhere, but menus or breadcrumbs know another one: try the next of them."""
        column = self._by_id.get(column_id)
        for url in self._alternates.get(column_id, ()):
            key = canonical_key(url)
            if column is None or key in self._by_key or key in self._moved:
                continue
            self._move(column_id, column.key, key, url)
            self._want(Wanted(url, Role.COLUMN, column_id=column_id))
            return

    def _move(self, column_id: int, old_key: str, key: str, url: str) -> None:
        self._moved[old_key] = key
        left = ColumnAddress(column_id, old_key, url, "left")
        put_address(self._conn, self._run_id, left)
        move_column(self._conn, self._run_id, column_id, key, url)
        self._changed()
        self._lost.discard(column_id)
        self._remember(read_column(self._conn, column_id))

    def _skip_page(self, task: Task, column_id: int, outcome: Outcome) -> None:
        """One lost page does not end the walk where the list states more pages and their addresses are numbered."""
        before = walked_page(self._conn, self._run_id, column_id, task.page_no - 1)
        if before is None or task.page_no >= before.stated_pages:
            return
        if before.lost_in_a_row + 1 >= MAX_LOST and outcome is not Outcome.NOT_CAPTURED:
            return
        url = address_after(before.url, task.url)
        if url is not None:
            self._want(
                Wanted(url, Role.LIST_PAGE, column_id=column_id, page_no=task.page_no + 1, referrer=task.referrer)
            )

    def _put_own(self, task: Task, own: OwnPage, capture_id: int | None, visit_id: int, at: datetime) -> None:
        column_id = self._own_id(own)
        if column_id is None:
            return
        key = self._moved.get(own.column, own.column)
        if own.once and own.page_no == 1 and column_id in self._lost and task.key not in self._by_key:
            # The column's address leads nowhere, and this page says of itself that it is that column.
            self._move(column_id, key, task.key, task.url)
            key = task.key
        elif own.once and (
            (own.page_no == 1 and key != task.key) or has_list_page(self._conn, self._run_id, column_id, own.page_no)
        ):
            return
        first = rows_before(self._conn, self._run_id, column_id, own.page_no)
        new_rows, unknown = self._put_rows(column_id, own, first, task, capture_id, at)
        override = self._override(column_id)
        goes_on = False
        settled = self._update.settles(column_id, own, unknown)
        more = own.next_url is not None and (new_rows > 0 or own.elsewhere) and not settled
        if own.next_url is not None and more and not (own.once and own.page_no > 1):
            following = Wanted(
                own.next_url, Role.LIST_PAGE, column_id=column_id, page_no=own.page_no + 1, referrer=_shown_at(task)
            )
            goes_on = self._want(following, rows=first + len(own.rows)) or self._scope.structure_only
        seen = ListPageSeen(
            page_no=own.page_no,
            url=task.url,
            outcome=Outcome.OK,
            kind=own.kind,
            rows=len(own.rows),
            new_rows=new_rows,
            stated_total=own.stated_total,
            stated_pages=own.stated_pages,
            has_next=not settled
            and (goes_on or own.unseen or (own.cut and new_rows > 0) or _repeats_early(own, first, new_rows)),
            archived=own.archived if override is None else override,
            visit_id=visit_id,
            settled=settled,
        )
        put_list_page(self._conn, self._run_id, column_id, seen)

    def _own_id(self, own: OwnPage) -> int | None:
        if own.column == HOME_KEY:
            return self._home_id
        column = self._by_key.get(self._moved.get(own.column, own.column))
        return column.id if column is not None else None

    def _override(self, column_id: int) -> bool | None:
        column = self._by_id.get(column_id)
        override = self._profile.columns.get("/".join(column.path)) if column is not None else None
        return override.archived if override is not None else None

    def _put_rows(
        self, column_id: int, own: OwnPage, first: int, task: Task, capture_id: int | None, at: datetime
    ) -> tuple[int, int]:
        """Store the rows of a list page that come after the `first` ones.

        Returns how many of them are new in this run, and how many no run had seen before.
        """
        fresh = unknown = 0
        for number, row in enumerate(own.rows, first + 1):
            listed = put_listing(self._conn, self._run_id, self._profile.id, column_id, row, number, at, capture_id)
            fresh += listed.new
            unknown += listed.unknown
            if self._update.wants_item(listed, row.url):
                self._want_row(row, number, column_id, task)
        return fresh, unknown

    def _want_row(self, row: Row, number: int, column_id: int, task: Task) -> None:
        if not self.known().internal(row.url):
            return
        role = Role.ATTACHMENT if is_document(row.url) else Role.ARTICLE
        self._want(
            Wanted(
                row.url, role, column_id=column_id, referrer=task.url, listed_title=row.title, listed_on=row.listed_on
            ),
            rows=number,
        )

    def _put_tasks(self, task: Task, tasks: Iterable[PlacedTask]) -> None:
        for wanted in tasks:
            if self._update.wants(wanted.role, wanted.url):
                self._want(Wanted(wanted.url, wanted.role, referrer=task.url), sitemap=wanted.sitemap)

    def _want(self, wanted: Wanted, *, level: int = 0, rows: int = 0, sitemap: bool = False) -> bool:
        """Queue an address, unless this run has wanted it before with as much urgency. True if it was queued."""
        if not self._scope.admits(wanted, level=level, rows=rows, sitemap=sitemap):
            return False
        priority = self._queued.get(wanted.url)
        if priority is not None and priority <= wanted.role.priority and wanted.listed_on is None:
            return False
        if len(self._queued) > _REMEMBERED:
            self._queued.clear()
        self._queued[wanted.url] = min(wanted.role.priority, priority if priority is not None else 99)
        return self._frontier.add(wanted)

    def note_link(self, url: str, text: str, from_url: str, *, on_home: bool, internal: bool) -> None:
        """Note that a page links somewhere, unless one further to the front was seen to do so."""
        place_of_page = (-on_home, len(from_url), from_url)
        earlier = self._noted.get(url)
        if earlier is not None and earlier <= place_of_page:
            return
        if len(self._noted) > _REMEMBERED:
            self._noted.clear()
        self._noted[url] = place_of_page
        add_link(
            self._conn,
            self._run_id,
            key=canonical_key(url),
            url=url,
            text=text,
            from_url=from_url,
            on_home=on_home,
            internal=internal,
        )


def _repeats_early(own: OwnPage, before: int, new_rows: int) -> bool:
    """True where a page shows only what earlier ones did, though the list states more rows than those `before` it.

    Some services answer page 1 to whatever page is asked for: that is not the list's end.
    """
    stated = own.stated_total
    return own.next_url is not None and bool(own.rows) and not new_rows and stated is not None and before < stated
